import { type KeyObject, randomBytes } from 'node:crypto';
import {
  type Call,
  isObject,
  type Json,
  json,
  jsonBody,
  type Reply,
  type Router,
  textAt,
} from '../core/http.ts';
import { sameText, wib } from '../core/text.ts';
import type { Bench } from '../core/vendor.ts';
import { symmetricFits, tokenSignatureFits } from './signatures.ts';

const TOKEN_SECONDS = 900;

export interface SnapAccount {
  clientId: string;
  clientSecret: string;
  clientPublicKey: KeyObject;
}

/** The two locks of the standard: the token call signed by RSA, every other call by HMAC with that token. */
export class SnapDesk {
  readonly bench: Bench;
  readonly vendor: string;
  readonly api: Router;
  readonly account: SnapAccount;
  readonly #tokens = new Map<string, number>();
  readonly #externalIds = new Set<string>();

  constructor(bench: Bench, vendor: string, api: Router, account: SnapAccount) {
    this.bench = bench;
    this.vendor = vendor;
    this.api = api;
    this.account = account;
  }

  clear(): void {
    this.#tokens.clear();
    this.#externalIds.clear();
  }

  now(): number {
    return this.bench.clock.now();
  }

  tokenRoute(path: string): void {
    this.api.on('POST', path, (call) => {
      const { clientId, clientPublicKey } = this.account;
      const client = call.headers['x-client-key'] ?? '';
      const timestamp = call.headers['x-timestamp'] ?? '';
      const signature = call.headers['x-signature'] ?? '';
      if (!client || !timestamp || !signature) return code(400, '73', '02', 'Invalid Mandatory Field');
      if (Number.isNaN(Date.parse(timestamp)))
        return code(400, '73', '01', 'Invalid Field Format X-TIMESTAMP');
      if (!sameText(client, clientId)) return code(401, '73', '00', 'Unauthorized. Unknown client');
      if (!tokenSignatureFits(signature, clientPublicKey, client, timestamp))
        return code(401, '73', '00', 'Unauthorized. Signature');
      const body = jsonBody(call) ?? {};
      if (
        textAt(body, 'grantType') !== 'client_credentials' &&
        textAt(body, 'grant_type') !== 'client_credentials'
      )
        return code(400, '73', '02', 'Invalid Mandatory Field grantType');
      const token = randomBytes(24).toString('base64url');
      this.#tokens.set(token, this.now() + TOKEN_SECONDS * 1000);
      return json(200, {
        responseCode: '2007300',
        responseMessage: 'Successful',
        accessToken: token,
        tokenType: 'Bearer',
        expiresIn: String(TOKEN_SECONDS),
      });
    });
  }

  /** A route of a service behind token, signature and the external id that is good for one use a day. */
  on(method: string, path: string, service: string, handler: (body: Json) => Reply): void {
    this.api.on(method, path, (call) => this.#refusal(call, service) ?? handler(jsonBody(call) ?? {}));
  }

  #refusal(call: Call, service: string): Reply | null {
    const header = (name: string) => call.headers[name] ?? '';
    for (const name of ['x-timestamp', 'x-signature', 'x-partner-id', 'x-external-id', 'channel-id'])
      if (header(name) === '')
        return code(400, service, '02', `Invalid Mandatory Field ${name.toUpperCase()}`);
    const token = /^Bearer (.+)$/i.exec(header('authorization'))?.[1] ?? '';
    const until = this.#tokens.get(token);
    if (until === undefined || until <= this.now()) return code(401, service, '01', 'Invalid Token (B2B)');
    const timestamp = header('x-timestamp');
    if (Number.isNaN(Date.parse(timestamp)))
      return code(400, service, '01', 'Invalid Field Format X-TIMESTAMP');
    const query = call.query.size > 0 ? `?${call.query}` : '';
    const body = call.raw.toString('utf8');
    // The vendor's root is a path here, not a host: both readings of "relative URL" are exact ones.
    const signed = [call.path, call.fullPath].some((path) =>
      symmetricFits(header('x-signature'), this.account.clientSecret, {
        method: call.method,
        path: path + query,
        token,
        body,
        timestamp,
      }),
    );
    if (!signed) return code(401, service, '00', 'Unauthorized. Signature');
    if (body !== '' && !isObject(jsonBody(call))) return code(400, service, '00', 'Bad Request');
    const once = `${wib(this.now()).slice(0, 10)} ${header('x-partner-id')} ${header('x-external-id')}`;
    if (this.#externalIds.has(once)) return code(409, service, '00', 'Conflict');
    this.#externalIds.add(once);
    return null;
  }
}

/** An answer of the standard: HTTP status, service and case in one code. */
export function code(http: number, service: string, kase: string, message: string, more: Json = {}): Reply {
  return json(http, { responseCode: `${http}${service}${kase}`, responseMessage: message, ...more });
}

/** "10000.00" of rupiah as whole rupiah; null for anything else. */
export function readMoney(value: unknown): number | null {
  if (!isObject(value) || value.currency !== 'IDR') return null;
  const match = typeof value.value === 'string' ? /^(\d{1,16})\.00$/.exec(value.value) : null;
  return match ? Number(match[1]) : null;
}

export function money(amount: number): Json {
  return { value: `${amount}.00`, currency: 'IDR' };
}
