import { randomUUID } from 'node:crypto';
import type { Notice } from '../core/deliveries.ts';
import { type Call, type Json, json, type Reply, type Router } from '../core/http.ts';
import { shiftAmounts } from '../core/shift-amounts.ts';
import { sameText, utcSeconds } from '../core/text.ts';
import type { Bench } from '../core/vendor.ts';
import { dokuSignature } from './signatures.ts';

export const DOKU_KEYS = { clientId: 'BRN-0001-GERAIUJI', secretKey: 'SK-GeraiUji0001' };

const HOUR = 3_600_000;
/** Half an hour, six hours and twelve hours after the first attempt. */
const GAPS = [HOUR / 2, 5.5 * HOUR, 6 * HOUR];

/** The signed calls, the signed answers and the signed notifications. */
export class DokuDesk {
  readonly bench: Bench;
  readonly api: Router;
  readonly #answered = new Map<string, { request: string; reply: Reply }>();

  constructor(bench: Bench, api: Router) {
    this.bench = bench;
    this.api = api;
  }

  clear(): void {
    this.#answered.clear();
  }

  now(): number {
    return this.bench.clock.now();
  }

  on(method: string, pattern: string, handler: (call: Call, requestId: string) => Reply): void {
    this.api.on(method, pattern, (call) => {
      const header = (name: string) => call.headers[name] ?? '';
      const requestId = header('request-id');
      const timestamp = header('request-timestamp');
      for (const name of ['client-id', 'request-id', 'request-timestamp', 'signature'])
        if (header(name) === '')
          return problem(400, 'invalid_header_parameter', `Invalid Header: ${name} is required`);
      if (requestId.length > 128)
        return problem(400, 'invalid_header_parameter', 'Invalid Header: request-id is too long');
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp))
        return problem(400, 'invalid_header_parameter', 'Invalid Header: request-timestamp');
      if (!sameText(header('client-id'), DOKU_KEYS.clientId))
        return problem(401, 'invalid_client_id', 'Invalid Client-Id');
      const body = method === 'GET' ? null : call.raw;
      // The vendor's root is a path here, not a host: both readings of the target are exact ones.
      const target = [call.path, call.fullPath].find((path) =>
        sameText(
          header('signature'),
          dokuSignature(DOKU_KEYS.secretKey, {
            clientId: DOKU_KEYS.clientId,
            requestId,
            timestamp,
            target: path,
            body,
          }),
        ),
      );
      if (target === undefined) return problem(401, 'invalid_signature', 'Invalid Header Signature');
      return this.#signed(this.#once(call, requestId, handler), requestId, target);
    });
  }

  /** A repeated request id brings the first answer, with HTTP 409. */
  #once(call: Call, requestId: string, handler: (call: Call, requestId: string) => Reply): Reply {
    if (call.method === 'GET') return handler(call, requestId);
    const request = `${call.path}\n${call.raw.toString('utf8')}`;
    const before = this.#answered.get(requestId);
    if (before)
      return before.request === request
        ? { ...before.reply, status: 409 }
        : problem(409, 'duplicate_request_id', 'Request-Id has been used');
    const reply = handler(call, requestId);
    if (reply.status < 300) this.#answered.set(requestId, { request, reply });
    return reply;
  }

  #signed(reply: Reply, requestId: string, target: string): Reply {
    const timestamp = utcSeconds(this.now());
    const { clientId, secretKey } = DOKU_KEYS;
    const signature = dokuSignature(secretKey, {
      clientId,
      requestId,
      timeName: 'Response-Timestamp',
      timestamp,
      target,
      body: reply.body,
    });
    return {
      ...reply,
      headers: {
        ...reply.headers,
        'client-id': clientId,
        'request-id': requestId,
        'response-timestamp': timestamp,
        signature,
      },
    };
  }

  notify(event: string, payableId: string, body: Json, url: string | null): void {
    const requestId = randomUUID();
    const target = url && URL.canParse(url) ? new URL(url).pathname : '/';
    const genuine = JSON.stringify(body);
    const altered = JSON.stringify(shiftAmounts(body, ['amount'], 1_000));
    const seal: Notice['seal'] = (kind) => {
      const timestamp = utcSeconds(this.now());
      const { clientId, secretKey } = DOKU_KEYS;
      const signed = kind === 'wrong_amount' ? altered : genuine;
      return {
        headers: {
          'content-type': 'application/json',
          'client-id': clientId,
          'request-id': requestId,
          'request-timestamp': timestamp,
          ...(kind !== 'unsigned' && {
            signature: dokuSignature(secretKey, { clientId, requestId, timestamp, target, body: signed }),
          }),
        },
        body: kind === 'tampered' || kind === 'wrong_amount' ? altered : genuine,
      };
    };
    this.bench.deliveries.send({
      vendor: 'doku',
      payableId,
      event,
      url,
      seal,
      retryAfter: (attempt) => GAPS[attempt - 1] ?? null,
      timeoutMs: 15_000,
    });
  }
}

/** Both shapes of the vendor's errors in one body. */
export function problem(status: number, code: string, message: string): Reply {
  return json(status, { message: [message], error: { code, message, type: 'invalid_request_error' } });
}
