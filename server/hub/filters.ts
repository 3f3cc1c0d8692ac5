import { createHash, createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { isoInZone, localInZone, stampInZone, ZONE_MINUTES, type ZoneName } from './time-zones.ts';

/** A value on its way through a template's filters. Digests stay bytes until an encoding is asked for. */
type Value = unknown;
type Filter = { args: [number, number]; run: (value: Value, args: string[]) => Value };

export class TemplateError extends Error {}

const HASHES = new Set(['md5', 'sha1', 'sha256', 'sha384', 'sha512']);

/** The closed list of filters of the preset format. A preset that names another one is refused. */
export const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['base64', plain((value) => bytes(value).toString('base64'))],
  ['hex', plain((value) => bytes(value).toString('hex'))],
  ['md5', plain((value) => hash('md5', value))],
  ['sha1', plain((value) => hash('sha1', value))],
  ['sha256', plain((value) => hash('sha256', value))],
  ['sha512', plain((value) => hash('sha512', value))],
  ['hmac', { args: [2, 2], run: (value, [algorithm, key]) => hmac(algorithm ?? '', key ?? '', value) }],
  ['rsa', { args: [2, 2], run: (value, [algorithm, key]) => rsa(algorithm ?? '', key ?? '', value) }],
  ['lower', plain((value) => text(value).toLowerCase())],
  ['upper', plain((value) => text(value).toUpperCase())],
  ['urlenc', plain((value) => encodeURIComponent(text(value)))],
  ['iso', zoned(isoInZone)],
  ['local', zoned(localInZone)],
  ['stamp', zoned(stampInZone)],
  ['epoch', plain((value) => Math.floor(instant(value) / 1000))],
  ['epochMs', plain((value) => instant(value))],
  ['addMinutes', { args: [1, 1], run: (value, [minutes]) => addMinutes(value, minutes ?? '') }],
  ['minor', { args: [0, 1], run: (value, [digits]) => rupiah(value) * 10 ** places(digits ?? '2') }],
  ['major', { args: [0, 1], run: (value, [digits]) => major(rupiah(value), places(digits ?? '0')) }],
  ['digits', plain((value) => text(value).replace(/\D/g, ''))],
  ['e164', { args: [0, 1], run: (value, [country]) => e164(text(value), country ?? '62') }],
  ['default', { args: [1, 1], run: (value, [other]) => (isEmpty(value) ? other : value) }],
  ['string', plain((value) => text(value))],
  ['json', plain((value) => JSON.stringify(value ?? null))],
  ['minify', plain((value) => minifyJson(text(value)))],
  ['slice', { args: [1, 2], run: (value, [from, to]) => slice(text(value), from, to) }],
  ['padLeft', { args: [1, 2], run: (value, [width, fill]) => text(value).padStart(places(width, 64), fill) }],
]);

/** What counts as nothing: for `default`, for keys that end in `?`, and for secrets that were never set. */
export function isEmpty(value: Value): boolean {
  return value === undefined || value === null || value === '';
}

/** The text of a value inside a longer template; a digest without an encoding is lower-case hex. */
export function text(value: Value): string {
  if (isEmpty(value)) return '';
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (value instanceof Date) return isoInZone(value.getTime(), 'UTC');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** JSON without the white space outside of its strings; order, escapes and numbers stay as they were spelt. */
export function minifyJson(json: string): string {
  let out = '';
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at] as string;
    if (quoted && character === '\\') {
      out += character + (json[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (character === '"') quoted = !quoted;
    if (quoted || !/\s/.test(character)) out += character;
  }
  return out;
}

/** Lower-case hex of a chain of hashes, each over the hex text of the one before (`["md5", "sha1"]`). */
export function hashHex(algorithms: readonly string[], value: string | Buffer): string {
  return algorithms.reduce<string | Buffer>(
    (input, algorithm) => createHash(algorithm).update(input).digest('hex'),
    value,
  ) as string;
}

/** A private or public key as vendors hand it out: PEM, or the base64 of DER without its armour. */
export function pemOf(key: string, label: 'PRIVATE KEY' | 'PUBLIC KEY'): string {
  if (key.includes('-----BEGIN')) return key.replaceAll('\\n', '\n');
  const lines = key.replace(/\s/g, '').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function plain(run: (value: Value) => Value): Filter {
  return { args: [0, 0], run };
}

function zoned(format: (epochMs: number, zone: ZoneName) => string): Filter {
  return { args: [0, 1], run: (value, [zone]) => format(instant(value), zoneName(zone ?? 'UTC')) };
}

function bytes(value: Value): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(text(value), 'utf8');
}

function hash(algorithm: string, value: Value): Buffer {
  return createHash(algorithm).update(bytes(value)).digest();
}

function hmac(algorithm: string, key: string, value: Value): Buffer {
  if (!HASHES.has(algorithm)) throw new TemplateError(`hmac does not know ${algorithm}`);
  if (key === '') throw new TemplateError('hmac needs a key that is set');
  return createHmac(algorithm, key).update(bytes(value)).digest();
}

const privateKeys = new Map<string, KeyObject>();

function rsa(algorithm: string, key: string, value: Value): Buffer {
  if (!HASHES.has(algorithm)) throw new TemplateError(`rsa does not know ${algorithm}`);
  try {
    return sign(algorithm, bytes(value), privateKey(key));
  } catch {
    // Never the library's own message: it may quote the key.
    throw new TemplateError('the private key cannot be read (PEM, or base64 of PKCS#8, expected)');
  }
}

// Parsing a key costs as much as signing with it. Kept by digest, so that no second copy of its text stays around.
function privateKey(key: string): KeyObject {
  const name = createHash('sha256').update(key).digest('base64');
  const known = privateKeys.get(name);
  if (known) return known;
  const parsed = createPrivateKey(pemOf(key, 'PRIVATE KEY'));
  if (privateKeys.size >= 200) privateKeys.clear();
  privateKeys.set(name, parsed);
  return parsed;
}

function instant(value: Value): number {
  const epochMs =
    value instanceof Date ? value.getTime() : typeof value === 'number' ? value : Date.parse(text(value));
  if (!Number.isFinite(epochMs) || Math.abs(epochMs) > 8_000_000_000_000_000)
    throw new TemplateError('not a point in time');
  return epochMs;
}

function addMinutes(value: Value, minutes: string): Date {
  return new Date(instant(value) + places(minutes, 525_600) * 60_000);
}

function zoneName(zone: string): ZoneName {
  if (!(zone in ZONE_MINUTES)) throw new TemplateError(`the zone ${zone} is not known`);
  return zone as ZoneName;
}

function rupiah(value: Value): number {
  const amount = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (!Number.isSafeInteger(amount)) throw new TemplateError('not an amount in whole rupiah');
  return amount as number;
}

function major(amount: number, digits: number): number | string {
  return digits === 0 ? amount : `${amount}.${'0'.repeat(digits)}`;
}

function places(digits: string | undefined, max = 6): number {
  const count = Number(digits);
  if (!Number.isInteger(count) || count < 0 || count > max)
    throw new TemplateError(`${digits} is not a number from 0 to ${max}`);
  return count;
}

function e164(phone: string, country: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits === '') return '';
  if (phone.trim().startsWith('+')) return `+${digits}`;
  if (digits.startsWith('0')) return `+${country}${digits.slice(1)}`;
  return digits.startsWith(country) ? `+${digits}` : `+${country}${digits}`;
}

function slice(value: string, from: string | undefined, to: string | undefined): string {
  const [start, end] = [Number(from), to === undefined ? undefined : Number(to)];
  if (!Number.isInteger(start) || (end !== undefined && !Number.isInteger(end)))
    throw new TemplateError('slice takes whole numbers');
  return value.slice(start, end);
}
