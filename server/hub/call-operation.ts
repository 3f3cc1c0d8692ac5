import { setTimeout as wait } from 'node:timers/promises';
import { type AttemptPlan, type AttemptResult, attempt } from './attempt.ts';
import type { CallOptions, CallOutcome, CallTarget, CallTrace } from './call-target.ts';
import { errorOf } from './default-errors.ts';
import { dropToken, fetchToken } from './fetch-token.ts';
import { readStatus } from './match-rule.ts';
import { readItems, walkPages } from './paginate.ts';
import type { Operation, SimpleAuth } from './preset.ts';
import { ReadError, readValues } from './read-values.ts';

const MAX_CALL_MS = 30_000;

type Refused = Extract<AttemptResult, { ok: false }>;
type Call = {
  target: CallTarget;
  operation: Operation;
  input: Record<string, unknown>;
  options: CallOptions;
  traces: CallTrace[];
  deadline: number;
};

/**
 * Carries out one operation of a connection's preset. Never throws for what a vendor or the network does:
 * every way it can end is a `CallOutcome`. Takes at most 30 s, repetitions and waiting included.
 */
export async function callOperation(
  target: CallTarget,
  verb: string,
  input: Record<string, unknown>,
  options: CallOptions,
): Promise<CallOutcome> {
  const operations = target.preset.operations;
  const operation = Object.hasOwn(operations, verb) ? operations[verb] : undefined;
  if (!operation) return { ok: false, ...errorOf('no_operation'), traces: [] };
  const call: Call = {
    target,
    operation,
    input,
    options,
    traces: [],
    deadline: performance.now() + MAX_CALL_MS,
  };
  const first = await repeatedly(call, {});
  if (!first.ok) return refusedOutcome(call, first);
  return readOutcome(call, first);
}

async function readOutcome(call: Call, first: Extract<AttemptResult, { ok: true }>): Promise<CallOutcome> {
  const { operation, target, traces } = call;
  try {
    const output = readValues(operation.read, first.answer.json, first.scope);
    const { status, rawStatus } = readStatus(operation.status ?? target.preset.status, first.answer);
    if (operation.list) {
      const pages = await walkPages(operation, target.preset.paginate, first, (more) =>
        repeatedly(call, more),
      );
      if (!pages.ok) return refusedOutcome(call, pages.failed);
      output.items = pages.answers.flatMap((answer) => readItems(operation, answer, first.scope));
      if (pages.truncated) output.truncated = true;
    }
    return {
      ok: true,
      output,
      ...(status === undefined ? {} : { status }),
      ...(rawStatus === undefined ? {} : { rawStatus }),
      traces,
    };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const last = traces.at(-1);
    if (last) last.errorClass = `ReadError: ${error.message}`;
    return { ok: false, ...errorOf('bad_reply', 'unknown'), traces };
  }
}

/** Sends until it is answered, as often as the preset allows and only where repeating is harmless. */
async function repeatedly(call: Call, more: NonNullable<AttemptPlan['more']>): Promise<AttemptResult> {
  const { retry } = call.target.preset.net;
  const { operation, options } = call;
  const harmless = operation.safe || operation.idempotency !== undefined;
  const most = harmless ? (retry?.max ?? 0) : 0;
  let uncertain = false;
  for (let round = 0; ; round += 1) {
    const result = await once(call, more);
    if (result.ok) return result;
    uncertain ||= result.error.outcome === 'unknown';
    const failed = sticky(result, uncertain && !operation.safe);
    const pauseMs = pauseBefore(
      result,
      retry?.backoffMs ?? 0,
      round,
      retry?.honour ?? ['retry-after'],
      options,
    );
    const worthIt = result.answer ? (retry?.on ?? []).includes(result.answer.status) : result.error.retry;
    if (round >= most || !worthIt || performance.now() + pauseMs >= call.deadline) return failed;
    await (options.sleep ?? wait)(pauseMs);
  }
}

// Once an attempt may have been carried out, a later refusal does not undo it ("already exists" may mean ours).
function sticky(result: Refused, uncertain: boolean): Refused {
  return uncertain ? { ...result, error: { ...result.error, outcome: 'unknown' } } : result;
}

async function once(call: Call, more: NonNullable<AttemptPlan['more']>): Promise<AttemptResult> {
  const { target, options } = call;
  const timeoutMs = Math.min(target.preset.net.timeoutMs, call.deadline - performance.now());
  const leave = await options.limits.enter(target.connectionId, target.preset.net, timeoutMs);
  if (!leave) return crowded(call);
  try {
    return await authorised(call, more, true);
  } finally {
    leave();
  }
}

async function authorised(
  call: Call,
  more: NonNullable<AttemptPlan['more']>,
  mayRefresh: boolean,
): Promise<AttemptResult> {
  const { target, options, traces } = call;
  const { auth } = target.preset;
  if (auth.type !== 'token_exchange' && auth.type !== 'session') return sendOnce(call, more, auth);
  const token = await fetchToken(target, auth, options, (trace) => traces.push(trace));
  if (!token.ok) return token;
  const result = await sendOnce(call, more, auth.apply, token.token);
  if (result.ok || !result.error.refreshToken || token.fetched || !mayRefresh) return result;
  // The vendor forgot the token before its time. It refused before doing anything, so asking again is harmless.
  await dropToken(target, options);
  return authorised(call, more, false);
}

async function sendOnce(
  { target, operation, input, options, traces, deadline }: Call,
  more: NonNullable<AttemptPlan['more']>,
  auth: SimpleAuth,
  token?: string,
): Promise<AttemptResult> {
  const { request, idempotency, accept } = operation;
  const headers =
    idempotency && 'header' in idempotency
      ? { ...request.headers, [idempotency.header]: idempotency.value }
      : request.headers;
  const result = await attempt(
    target,
    {
      request: { ...request, ...(headers ? { headers } : {}) },
      auth,
      input,
      accept,
      more,
      timeoutMs: Math.min(target.preset.net.timeoutMs, deadline - performance.now()),
      ...(token === undefined ? {} : { token }),
    },
    options,
  );
  traces.push(result.trace);
  return result;
}

function pauseBefore(
  { answer }: Refused,
  backoffMs: number,
  round: number,
  honour: string[],
  options: CallOptions,
): number {
  for (const name of honour) {
    const stated = answer?.headers[name.toLowerCase()];
    if (stated === undefined) continue;
    const seconds = Number(stated);
    const pauseMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(stated) - options.now();
    if (Number.isFinite(pauseMs)) return Math.max(0, pauseMs);
  }
  return backoffMs * 2 ** round;
}

function crowded({ target, operation }: Call): Refused {
  const trace: CallTrace = {
    method: operation.request.method,
    url: `${target.preset.id}${operation.request.path}`,
    status: null,
    ms: 0,
    requestHeaders: {},
    requestBody: '',
    responseHeaders: {},
    responseBody: '',
    errorClass: 'LimitReached',
    rule: 'net.rate',
  };
  return {
    ok: false,
    answer: null,
    error: { ...errorOf('rate_limited', 'refused', true), refreshToken: false },
    trace,
  };
}

function refusedOutcome({ traces }: Call, { error, trace }: Refused): CallOutcome {
  const { code, retry, outcome, userMessage } = error;
  if (!traces.includes(trace)) traces.push(trace);
  return { ok: false, code, retry, outcome, userMessage, traces };
}
