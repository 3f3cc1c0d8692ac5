/** What an API call may run into. "After commit" means that the vendor did it and the caller never learns. */
export const API_TROUBLES = [
  'none',
  'timeout',
  'timeout_after_commit',
  'reset_after_commit',
  'error_500',
  'error_500_after_commit',
  'rate_limited',
  'malformed_json',
  'error_in_200',
  'slow',
] as const;
export type ApiTrouble = (typeof API_TROUBLES)[number];

export const WEBHOOK_TROUBLES = [
  'none',
  'lost',
  'duplicate',
  'reordered',
  'delayed',
  'unsigned',
  'tampered',
  'wrong_amount',
] as const;
export type WebhookTrouble = (typeof WEBHOOK_TROUBLES)[number];

/** The switches of one vendor. */
export interface Switches {
  api: ApiTrouble;
  /** only calls with this method ("POST") or a path that contains this text; '' for all */
  apiMatch: string;
  /** how many more calls meet the trouble before it switches itself off; null for until changed */
  apiTimes: number | null;
  webhooks: WebhookTrouble;
  webhookTimes: number | null;
  slowMs: number;
  delayMs: number;
  /** a silent connection is closed after this long */
  hangMs: number;
  /** enforce the vendor's published rate limits */
  limits: boolean;
}

export const NO_TROUBLE: Switches = {
  api: 'none',
  apiMatch: '',
  apiTimes: null,
  webhooks: 'none',
  webhookTimes: null,
  slowMs: 5_000,
  delayMs: 30_000,
  hangMs: 60_000,
  limits: true,
};

/** Takes the trouble for a call from the switches and counts it down. */
export function takeApiTrouble(switches: Switches, method: string, path: string): ApiTrouble {
  const { api, apiMatch } = switches;
  if (api === 'none' || (apiMatch !== '' && apiMatch !== method && !path.includes(apiMatch))) return 'none';
  if (switches.apiTimes !== null && --switches.apiTimes <= 0) {
    switches.api = 'none';
    switches.apiTimes = null;
  }
  return api;
}

export function takeWebhookTrouble(switches: Switches): WebhookTrouble {
  const { webhooks } = switches;
  if (webhooks === 'none') return 'none';
  if (switches.webhookTimes !== null && --switches.webhookTimes <= 0) {
    switches.webhooks = 'none';
    switches.webhookTimes = null;
  }
  return webhooks;
}

/** A fixed window counter: what published limits look like from outside. */
export class Limiter {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #windows = new Map<string, { start: number; used: number }>();

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  take(
    key: string,
    now: number,
  ): { allowed: boolean; limit: number; remaining: number; resetSeconds: number } {
    let window = this.#windows.get(key);
    if (!window || now - window.start >= this.#windowMs) {
      window = { start: now, used: 0 };
      this.#windows.set(key, window);
    }
    window.used++;
    return {
      allowed: window.used <= this.#limit,
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - window.used),
      resetSeconds: (window.start + this.#windowMs - now) / 1000,
    };
  }
}
