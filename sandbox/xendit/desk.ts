import { randomUUID } from 'node:crypto';
import { type Call, type Handler, type Json, json, jsonBody, type Reply, type Router } from '../core/http.ts';
import { shiftAmounts } from '../core/shift-amounts.ts';
import { basicUser, sameText } from '../core/text.ts';
import { Limiter } from '../core/trouble.ts';
import type { Bench } from '../core/vendor.ts';

export const XENDIT_KEYS = {
  secretKey: 'xnd_development_GERAIUJI0001',
  callbackToken: 'cbTok-GERAI-uji-0001',
};
export const BUSINESS_ID = '5f27a14a9bf05c73dd040bc8';
export const MERCHANT_NAME = 'Warung Gerai Uji';

const MINUTE = 60_000;
const GAPS = [15, 45, 120, 180, 360, 720].map((minutes) => minutes * MINUTE);
const PER_MINUTE_IN_TEST_MODE = 60;
const AMOUNTS = ['amount', 'paid_amount', 'request_amount', 'capture_amount', 'charge_amount'];

/** What the products of the account share: the key, the limits, idempotency, errors and webhooks. */
export class Desk {
  readonly bench: Bench;
  readonly api: Router;
  readonly pages: Router;
  readonly #limiter = new Limiter(PER_MINUTE_IN_TEST_MODE, MINUTE);
  readonly #answered = new Map<string, { request: string; reply: Reply }>();

  constructor(bench: Bench, api: Router, pages: Router) {
    this.bench = bench;
    this.api = api;
    this.pages = pages;
  }

  clear(): void {
    this.#answered.clear();
  }

  now(): number {
    return this.bench.clock.now();
  }

  iso(time = this.now()): string {
    return new Date(time).toISOString();
  }

  root(): string {
    return this.bench.root('xendit');
  }

  /** A route behind the secret key, with the rate limit of its endpoint. */
  on(method: string, pattern: string, handler: Handler): this {
    this.api.on(method, pattern, async (call) => {
      const { allowed, limit, remaining, resetSeconds } = this.#limiter.take(
        `${method} ${pattern}`,
        this.now(),
      );
      const headers = {
        'rate-limit-limit': String(limit),
        'rate-limit-remaining': String(remaining),
        'rate-limit-reset': resetSeconds.toFixed(3),
      };
      if (!allowed && this.bench.switches('xendit').limits)
        return json(429, { error_code: 'RATE_LIMIT_EXCEEDED', message: 'Rate limit exceeded' }, headers);
      const known = sameText(basicUser(call.headers.authorization), XENDIT_KEYS.secretKey);
      const reply = known
        ? await handler(call)
        : problem(401, 'INVALID_API_KEY', 'API key is not authorized for this API service');
      return { ...reply, headers: { ...reply.headers, ...headers } };
    });
    return this;
  }

  /** A route that creates: the same idempotency key brings the same answer, with another body an error. */
  onCreate(method: string, pattern: string, handler: (body: Json, call: Call) => Reply): this {
    return this.on(method, pattern, (call) => {
      const body = jsonBody(call);
      if (!body) return problem(400, 'INVALID_JSON_FORMAT', 'The request body is not valid JSON');
      const key = call.headers['idempotency-key'] ?? call.headers['x-idempotency-key'];
      if (!key) return handler(body, call);
      const name = `${pattern} ${key}`;
      const request = call.raw.toString('utf8');
      const before = this.#answered.get(name);
      if (before)
        return before.request === request
          ? before.reply
          : problem(409, 'IDEMPOTENCY_ERROR', 'The idempotency key was used with other parameters');
      const reply = handler(body, call);
      if (reply.status < 300) this.#answered.set(name, { request, reply });
      return reply;
    });
  }

  /** Sends a webhook: a token and an id in the headers, the body unsigned. */
  notify(event: string, payableId: string, body: Json, url?: string): void {
    const id = randomUUID();
    this.bench.deliveries.send({
      vendor: 'xendit',
      payableId,
      event,
      url: url || this.bench.notificationUrl('xendit'),
      seal: (kind) => ({
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          ...(kind !== 'unsigned' && { 'x-callback-token': XENDIT_KEYS.callbackToken }),
        },
        body: JSON.stringify(
          kind === 'tampered' || kind === 'wrong_amount' ? shiftAmounts(body, AMOUNTS, 1_000) : body,
        ),
      }),
      retryAfter: (attempt) => GAPS[attempt - 1] ?? null,
      timeoutMs: 30_000,
    });
  }
}

export function problem(status: number, code: string, message: string, errors?: unknown[]): Reply {
  return json(status, { error_code: code, message, ...(errors && { errors }) });
}

/** "API_VALIDATION_ERROR" for the fields that are wrong; null when none is. */
export function missing(body: Json, fields: Record<string, boolean>): Reply | null {
  const wrong = Object.entries(fields).filter(([, fine]) => !fine);
  if (wrong.length === 0) return null;
  const errors = wrong.map(([name]) => ({
    path: name,
    message: `"${name}" ${name in body ? 'is not valid' : 'is required'}`,
  }));
  return problem(
    400,
    'API_VALIDATION_ERROR',
    'Inputs are failing validation. The errors field contains details about which fields are violating validation.',
    errors,
  );
}

/** Amounts are numbers; rupiah have no fractions. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
