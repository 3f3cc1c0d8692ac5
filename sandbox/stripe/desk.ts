import { type Call, type Json, json, type Reply, type Router } from '../core/http.ts';
import { shiftAmounts } from '../core/shift-amounts.ts';
import { hmac, randomId, sameText } from '../core/text.ts';
import { Limiter } from '../core/trouble.ts';
import type { Bench } from '../core/vendor.ts';
import { readForm } from './form.ts';

export const STRIPE_KEYS = {
  secretKey: 'sk_test_GeraiUji0001',
  publishableKey: 'pk_test_GeraiUji0001',
  webhookSecret: 'whsec_gerai_uji_0001',
};
export const API_VERSION = '2026-10-29.dahlia';

const MINUTE = 60_000;
const DAY = 86_400_000;
const GAPS = [5, 30, 120, 300, 600, 720, 720, 720].map((minutes) => minutes * MINUTE);
const AMOUNTS = [
  'amount',
  'amount_received',
  'amount_total',
  'amount_subtotal',
  'amount_captured',
  'amount_paid',
];
const PER_SECOND_IN_TEST_MODE = 25;

/** What the objects of the account share: the key, idempotency, errors and events. */
export class Desk {
  readonly bench: Bench;
  readonly api: Router;
  readonly pages: Router;
  readonly #limiter = new Limiter(PER_SECOND_IN_TEST_MODE, 1_000);
  readonly #answered = new Map<string, { at: number; request: string; reply: Reply }>();
  #events: Json[] = [];

  constructor(bench: Bench, api: Router, pages: Router) {
    this.bench = bench;
    this.api = api;
    this.pages = pages;
    this.on('GET', '/v1/events', (_, call) => {
      const type = call.query.get('type');
      const limit = Number(call.query.get('limit')) || 10;
      const found = this.#events.filter((event) => !type || event.type === type);
      return json(200, list('/v1/events', found.slice(0, limit), found.length > limit));
    });
    this.on('GET', '/v1/events/:id', (_, call) => {
      const event = this.#events.find(({ id }) => id === call.params.id);
      return event ? json(200, event) : noSuch('event', call.params.id);
    });
  }

  clear(): void {
    this.#answered.clear();
    this.#events = [];
  }

  now(): number {
    return this.bench.clock.now();
  }

  seconds(time = this.now()): number {
    return Math.floor(time / 1000);
  }

  root(): string {
    return this.bench.root('stripe');
  }

  /** A route behind the secret key; a POST with a known idempotency key brings its first answer. */
  on(method: string, pattern: string, handler: (body: Json, call: Call) => Reply): this {
    this.api.on(method, pattern, (call) => {
      const answer = this.#guarded(call, handler);
      return { ...answer, headers: { ...answer.headers, 'request-id': `req_${randomId(14)}` } };
    });
    return this;
  }

  #guarded(call: Call, handler: (body: Json, call: Call) => Reply): Reply {
    const key = call.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (key === '') return problem(401, 'invalid_request_error', 'You did not provide an API key.');
    if (!sameText(key, STRIPE_KEYS.secretKey))
      return problem(
        401,
        'invalid_request_error',
        `Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`,
      );
    if (this.bench.switches('stripe').limits && !this.#limiter.take('account', this.now()).allowed)
      return rateLimited();
    const raw = call.raw.toString('utf8');
    const body = readForm(raw);
    const idempotencyKey = call.method === 'POST' ? call.headers['idempotency-key'] : undefined;
    if (!idempotencyKey) return handler(body, call);
    if (idempotencyKey.length > 255)
      return problem(400, 'invalid_request_error', 'Idempotency keys are at most 255 characters.');
    const request = `${call.path}\n${raw}`;
    const before = this.#answered.get(idempotencyKey);
    if (before && this.now() - before.at < DAY) {
      if (before.request !== request)
        return problem(
          400,
          'idempotency_error',
          `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${idempotencyKey}' if you meant to execute a different request.`,
        );
      return { ...before.reply, headers: { ...before.reply.headers, 'idempotent-replayed': 'true' } };
    }
    const reply = handler(body, call);
    this.#answered.set(idempotencyKey, { at: this.now(), request, reply });
    return reply;
  }

  /** Records an event and sends it, signed anew at each attempt. */
  emit(type: string, payableId: string, object: Json, previous?: Json): void {
    const event: Json = {
      id: `evt_${randomId(24)}`,
      object: 'event',
      api_version: API_VERSION,
      created: this.seconds(),
      type,
      livemode: false,
      pending_webhooks: 1,
      request: { id: `req_${randomId(14)}`, idempotency_key: null },
      data: { object: structuredClone(object), ...(previous && { previous_attributes: previous }) },
    };
    this.#events.unshift(event);
    const genuine = JSON.stringify(event);
    const altered = JSON.stringify(shiftAmounts(event, AMOUNTS, 100_000));
    this.bench.deliveries.send({
      vendor: 'stripe',
      payableId,
      event: type,
      url: this.bench.notificationUrl('stripe'),
      seal: (kind) => {
        const body = kind === 'tampered' || kind === 'wrong_amount' ? altered : genuine;
        const signed = kind === 'wrong_amount' ? altered : genuine;
        return {
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
            ...(kind !== 'unsigned' && {
              'stripe-signature': signatureHeader(signed, this.seconds(), STRIPE_KEYS.webhookSecret),
            }),
          },
          body,
        };
      },
      retryAfter: (attempt) => GAPS[attempt - 1] ?? null,
      timeoutMs: 30_000,
    });
  }
}

/** `t=…,v1=…`: HMAC-SHA256 of "t.body" with the whole secret as the key. */
export function signatureHeader(body: string, seconds: number, secret: string): string {
  return `t=${seconds},v1=${hmac('sha256', secret, `${seconds}.${body}`, 'hex')}`;
}

export function problem(status: number, type: string, message: string, more: Json = {}): Reply {
  return json(status, {
    error: { type, message, request_log_url: 'https://dashboard.stripe.com/test/logs', ...more },
  });
}

export function rateLimited(): Reply {
  const reply = problem(429, 'rate_limit', 'Too many requests. Please slow down.', { code: 'rate_limit' });
  return { ...reply, headers: { ...reply.headers, 'stripe-should-retry': 'true' } };
}

export function noSuch(kind: string, id = ''): Reply {
  return problem(404, 'invalid_request_error', `No such ${kind}: '${id}'`, {
    code: 'resource_missing',
    param: 'id',
  });
}

export function lacking(param: string): Reply {
  return problem(400, 'invalid_request_error', `Missing required param: ${param}.`, {
    code: 'parameter_missing',
    param,
  });
}

export function list(url: string, data: Json[], more = false): Json {
  return { object: 'list', url, has_more: more, data };
}

/** A whole number of minor units; null for anything else. */
export function minorUnits(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,8}$|^\d{9,12}$/.test(value) && Number(value) > 0
    ? Number(value)
    : null;
}
