/** What a test of a connection can find; only a rule of the preset that matched may say `bad_key`. */
export const VERDICTS = [
  'ok',
  'bad_key',
  'forbidden',
  'misconfigured',
  'no_balance',
  'rate_limited',
  'unknown',
  'unreachable',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How a connection stands, as one word for the list. */
export const CONNECTION_STATUSES = [
  'untested',
  'ok',
  'degraded',
  'bad_key',
  'forbidden',
  'misconfigured',
  'no_balance',
  'unreachable',
  'key_undecryptable',
  'preset_outdated',
  'disabled',
] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

/** What the shop can ask of a connection; the part before the dot is the kind. */
export const FEATURES = [
  'payment.qris',
  'payment.va',
  'payment.ewallet',
  'payment.card',
  'payment.link',
] as const;
export type Feature = (typeof FEATURES)[number];

/** Jobs that test one connection. */
export const TEST_QUEUE = 'connection-test';
