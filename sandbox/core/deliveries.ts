import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { type Switches, takeWebhookTrouble, type WebhookTrouble } from './trouble.ts';

export interface Sealed {
  headers: Record<string, string>;
  body: string;
}

export type Seal = 'genuine' | 'unsigned' | 'tampered' | 'wrong_amount';

/** A webhook that a vendor wants to send. */
export interface Notice {
  vendor: string;
  /** the id of the payable it speaks of */
  payableId: string;
  event: string;
  url: string | null;
  /** what must be fetched before an attempt; an error counts as a failed attempt */
  prepare?: () => Promise<void>;
  /** makes headers and body; called for every attempt, because some vendors sign the time of sending */
  seal: (seal: Seal) => Sealed;
  /** the wait before the next attempt in ms, or null to give up; `attempt` counts from 1, status is null for no answer */
  retryAfter: (attempt: number, status: number | null, answer: string) => number | null;
  /** whether the answer is good; any 2xx when left out */
  accepted?: (status: number, answer: string) => boolean;
  timeoutMs: number;
}

export interface Attempt {
  at: number;
  status: number | null;
  ms: number;
  error: string | null;
  answer: string;
}

export interface Delivery {
  id: string;
  vendor: string;
  payableId: string;
  event: string;
  url: string | null;
  trouble: WebhookTrouble;
  state: 'waiting' | 'delivered' | 'retrying' | 'failed' | 'lost' | 'no_url';
  createdAt: number;
  nextAt: number | null;
  headers: Record<string, string>;
  body: string;
  attempts: Attempt[];
}

interface Options {
  clock: Clock;
  switches: (vendor: string) => Switches;
  /** retry gaps are divided by this */
  speed: () => number;
  /** decides for one webhook in place of the switches; chaos runs hang in here */
  decide?: (notice: Notice) => WebhookTrouble | undefined;
  mayCall: (url: URL) => boolean;
}

const KEPT = 2_000;
/** A held webhook goes out after this long when no other overtakes it. */
const HELD_MS = 15_000;

/** Sends vendors' webhooks with their retries and keeps a log of them, newest first. */
export class Deliveries {
  readonly #options: Options;
  #log: Delivery[] = [];
  #held = new Map<string, { release: () => void }>();
  #busy = new Set<Promise<unknown>>();

  constructor(options: Options) {
    this.#options = options;
  }

  list(): readonly Delivery[] {
    return this.#log;
  }

  clear(): void {
    this.#log = [];
    this.#held.clear();
  }

  /** Resolves when no attempt is under way (retries that wait for their time do not count). */
  async settled(): Promise<void> {
    while (this.#busy.size > 0) await Promise.allSettled(this.#busy);
  }

  /** Sends a logged webhook once more, as it was. */
  resend(id: string): Delivery | null {
    const old = this.#log.find((delivery) => delivery.id === id);
    if (!old) return null;
    const { headers, body } = old;
    const notice: Notice = {
      vendor: old.vendor,
      payableId: old.payableId,
      event: old.event,
      url: old.url,
      seal: () => ({ headers, body }),
      retryAfter: () => null,
      timeoutMs: 15_000,
    };
    const delivery = this.#entry(notice, 'none');
    this.#attempt(notice, delivery, 'genuine');
    return delivery;
  }

  send(notice: Notice): void {
    const { clock, switches, decide } = this.#options;
    const own = switches(notice.vendor);
    const trouble = decide?.(notice) ?? takeWebhookTrouble(own);
    const delivery = this.#entry(notice, trouble);
    if (delivery.state === 'no_url') return;
    const seal: Seal =
      trouble === 'unsigned' || trouble === 'tampered' || trouble === 'wrong_amount' ? trouble : 'genuine';
    const go = () => this.#attempt(notice, delivery, seal);

    if (trouble === 'lost') {
      delivery.state = 'lost';
      return;
    }
    if (trouble === 'delayed') {
      delivery.nextAt = clock.now() + own.delayMs;
      clock.at(delivery.nextAt, go);
      return;
    }
    const key = `${notice.vendor} ${notice.payableId}`;
    const held = this.#held.get(key);
    if (trouble === 'reordered' && !held) {
      const callOff = clock.at(clock.now() + HELD_MS, () => release());
      const release = () => {
        callOff();
        this.#held.delete(key);
        go();
      };
      this.#held.set(key, { release });
      return;
    }
    const sent = go();
    if (trouble === 'duplicate') {
      const twin = this.#entry(notice, trouble, delivery);
      this.#attempt(notice, twin, seal, delivery);
    }
    if (held) void sent.then(held.release);
  }

  #entry(notice: Notice, trouble: WebhookTrouble, like?: Delivery): Delivery {
    const delivery: Delivery = {
      id: randomUUID(),
      vendor: notice.vendor,
      payableId: notice.payableId,
      event: notice.event,
      url: notice.url,
      trouble,
      state: notice.url ? 'waiting' : 'no_url',
      createdAt: this.#options.clock.now(),
      nextAt: null,
      headers: like?.headers ?? {},
      body: like?.body ?? '',
      attempts: [],
    };
    // A webhook without an address is sealed too: the log shows what would have gone out.
    if (!notice.url) Object.assign(delivery, notice.seal('genuine'));
    this.#log.unshift(delivery);
    if (this.#log.length > KEPT) this.#log.length = KEPT;
    return delivery;
  }

  #attempt(notice: Notice, delivery: Delivery, seal: Seal, twin?: Delivery): Promise<void> {
    const attempt = this.#try(notice, delivery, seal, twin).then((made) => {
      delivery.attempts.push(made);
      const { status, answer } = made;
      const good = status !== null && (notice.accepted?.(status, answer) ?? (status >= 200 && status < 300));
      if (good) {
        delivery.state = 'delivered';
        return;
      }
      const wait = notice.retryAfter(delivery.attempts.length, status, answer);
      delivery.state = wait === null ? 'failed' : 'retrying';
      if (wait === null) return;
      const { clock, speed } = this.#options;
      delivery.nextAt = clock.now() + Math.round(wait / speed());
      clock.at(delivery.nextAt, () => void this.#attempt(notice, delivery, seal));
    });
    const tracked = attempt.finally(() => this.#busy.delete(tracked));
    this.#busy.add(tracked);
    return tracked;
  }

  async #try(notice: Notice, delivery: Delivery, seal: Seal, twin?: Delivery): Promise<Attempt> {
    delivery.nextAt = null;
    try {
      // No wait where none is needed: a twin copies what the first has sealed in the same moment.
      if (notice.prepare) await notice.prepare();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { at: this.#options.clock.now(), status: null, ms: 0, error: message, answer: '' };
    }
    const { headers, body } = twin && !notice.prepare ? twin : notice.seal(seal);
    Object.assign(delivery, { headers, body });
    return this.#post(notice, delivery);
  }

  async #post(notice: Notice, delivery: Delivery): Promise<Attempt> {
    const { clock, mayCall } = this.#options;
    const startedAt = clock.now();
    const started = performance.now();
    const made = (status: number | null, error: string | null, answer: string): Attempt => ({
      at: startedAt,
      status,
      ms: Math.round(performance.now() - started),
      error,
      answer,
    });
    try {
      const url = new URL(delivery.url ?? '');
      if (!mayCall(url)) return made(null, 'this address is not allowed: local addresses only', '');
      const response = await fetch(url, {
        method: 'POST',
        headers: delivery.headers,
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(notice.timeoutMs),
      });
      return made(response.status, null, (await response.text()).slice(0, 4_096));
    } catch (error) {
      return made(null, error instanceof Error ? error.message : String(error), '');
    }
  }
}
