import { createHash } from 'node:crypto';
import { type AttemptResult, attempt } from './attempt.ts';
import type { CallOptions, CallTarget, CallTrace } from './call-target.ts';
import { errorOf } from './default-errors.ts';
import { searchJson } from './jmes.ts';
import type { Exchange } from './preset.ts';
import type { Token, TokenCache } from './token-cache.ts';

export type TokenResult =
  | { ok: true; token: string; fetched: boolean }
  | Extract<AttemptResult, { ok: false }>;

const MAX_EARLY_MS = 60_000;
const exchanges = new WeakMap<TokenCache, Map<string, number[]>>();

/** A token of this connection that is still good for a while; callers at the same moment share one exchange. */
export async function fetchToken(
  target: CallTarget,
  exchange: Exchange,
  options: CallOptions,
  onTrace: (trace: CallTrace) => void,
): Promise<TokenResult> {
  const key = tokenKey(target);
  const known = await options.tokenCache.get(key);
  if (known && known.expiresAt > options.now()) return { ok: true, token: known.value, fetched: false };
  try {
    const token = await options.tokenCache.once(key, async () => {
      const fresh = await exchangeToken(target, exchange, options, onTrace);
      await options.tokenCache.set(key, fresh);
      return fresh;
    });
    return { ok: true, token: token.value, fetched: true };
  } catch (error) {
    if (error instanceof ExchangeFailed) return error.result;
    throw error;
  }
}

/** Forgets the connection's token: the vendor has refused it. */
export function dropToken(target: CallTarget, options: CallOptions): Promise<void> | void {
  return options.tokenCache.delete(tokenKey(target));
}

/** The exchange by itself, which for some vendors is the only probe that changes nothing. */
export function probeExchange(
  target: CallTarget,
  exchange: Exchange,
  options: CallOptions,
): Promise<AttemptResult> {
  return attempt(
    target,
    {
      request: exchange.request,
      auth: { type: 'none' },
      input: {},
      accept: exchange.accept,
      timeoutMs: target.preset.net.timeoutMs,
    },
    options,
  );
}

class ExchangeFailed extends Error {
  readonly result: Extract<AttemptResult, { ok: false }>;
  constructor(result: Extract<AttemptResult, { ok: false }>) {
    super('the token exchange failed');
    this.result = result;
  }
}

async function exchangeToken(
  target: CallTarget,
  exchange: Exchange,
  options: CallOptions,
  onTrace: (trace: CallTrace) => void,
): Promise<Token> {
  const result = mayExchange(target, exchange, options)
    ? await probeExchange(target, exchange, options)
    : tooManyExchanges(target, exchange);
  onTrace(result.trace);
  if (result.ok) return tokenOf(result, exchange, options.now());
  // Nothing of the operation itself was sent, whatever became of the exchange.
  throw new ExchangeFailed({ ...result, error: { ...result.error, outcome: 'refused' } });
}

function tokenOf(result: Extract<AttemptResult, { ok: true }>, exchange: Exchange, now: number): Token {
  const { json, headers } = result.answer;
  const { token: path, cookie, expiresIn } = exchange.read;
  const value = path ? searchJson(path, json) : cookieOf(headers['set-cookie'] ?? '', cookie ?? '');
  if (typeof value !== 'string' || value === '')
    throw new ExchangeFailed({
      ok: false,
      answer: result.answer,
      error: { ...errorOf('bad_reply'), refreshToken: false },
      trace: result.trace,
    });
  const stated = expiresIn ? Number(searchJson(expiresIn, json)) : Number.NaN;
  const lifeMs = (Number.isFinite(stated) && stated > 0 ? Math.min(stated, 2_592_000) : exchange.ttl) * 1000;
  return { value, expiresAt: now + lifeMs - Math.min(MAX_EARLY_MS, lifeMs / 10) };
}

function mayExchange(target: CallTarget, { maxPerHour }: Exchange, options: CallOptions): boolean {
  if (!maxPerHour) return true;
  const counts = exchanges.get(options.tokenCache) ?? new Map<string, number[]>();
  exchanges.set(options.tokenCache, counts);
  const hourAgo = options.now() - 3_600_000;
  const recent = (counts.get(target.connectionId) ?? []).filter((at) => at > hourAgo);
  if (recent.length >= maxPerHour) return false;
  if (counts.size > 10_000) counts.clear();
  counts.set(target.connectionId, [...recent, options.now()]);
  return true;
}

function tooManyExchanges(
  { preset }: CallTarget,
  { request }: Exchange,
): Extract<AttemptResult, { ok: false }> {
  const trace: CallTrace = {
    method: request.method,
    url: `${preset.id}${request.path}`,
    status: null,
    ms: 0,
    requestHeaders: {},
    requestBody: '',
    responseHeaders: {},
    responseBody: '',
    errorClass: 'TooManyExchanges',
    rule: 'maxPerHour',
  };
  return {
    ok: false,
    answer: null,
    error: { ...errorOf('rate_limited', 'refused', true), refreshToken: false },
    trace,
  };
}

// A replaced key must not go on with the old key's token, so the key is part of the name.
function tokenKey({ connectionId, environment, secrets, cfg }: CallTarget): string {
  const print = createHash('sha256')
    .update(JSON.stringify([secrets, cfg]))
    .digest('base64url')
    .slice(0, 16);
  return `${connectionId}:${environment}:${print}`;
}

function cookieOf(header: string, name: string): string | undefined {
  const found = header.split(/,\s*(?=[^;,\s]+=)/).find((cookie) => cookie.startsWith(`${name}=`));
  return found?.slice(name.length + 1).split(';')[0];
}
