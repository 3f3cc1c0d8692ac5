import type { PreparedRequest } from './apply-auth.ts';
import { buildRequest, scopeOf } from './build-request.ts';
import type { CallOptions, CallTarget, CallTrace } from './call-target.ts';
import { type DefaultError, errorOf, errorOfStatus } from './default-errors.ts';
import { TemplateError } from './filters.ts';
import { createMasker } from './mask.ts';
import { matches } from './match-rule.ts';
import type { Answer } from './parse-answer.ts';
import type { RequestTemplate, Rule, SimpleAuth } from './preset.ts';
import { type Sent, send } from './send.ts';
import { renderText, type Scope } from './template.ts';
import { verifyWebhook } from './verify-webhook.ts';

export type AttemptPlan = {
  request: RequestTemplate;
  auth: SimpleAuth;
  input: Record<string, unknown>;
  accept: Rule[];
  token?: string;
  more?: { query?: Record<string, string>; body?: Record<string, unknown>; url?: URL };
  timeoutMs: number;
};

export type Refusal = DefaultError & { refreshToken: boolean };
export type AttemptResult =
  | { ok: true; answer: Answer; scope: Scope; url: URL; trace: CallTrace }
  | { ok: false; answer: Answer | null; error: Refusal; trace: CallTrace };

/** Sends one filled request and decides by rules what its answer means. Never throws. */
export async function attempt(
  target: CallTarget,
  plan: AttemptPlan,
  options: CallOptions,
): Promise<AttemptResult> {
  const now = options.now();
  let scope: Scope;
  let request: PreparedRequest;
  try {
    const token = plan.token === undefined ? {} : { token: plan.token };
    scope = scopeOf(target, plan.input, { now, uuid: options.uuid() }, token);
    request = buildRequest(plan.request, plan.auth, target, scope, plan.more);
  } catch (error) {
    return unbuilt(target, plan, error);
  }
  const started = performance.now();
  const sent = await send(request, target, options, plan.timeoutMs);
  const ms = Math.round((performance.now() - started) * 10) / 10;
  const verdict =
    'answer' in sent && isForged(target, sent.answer, request, scope, now)
      ? { rule: 'answer.verify', error: { ...errorOf('bad_reply', 'unknown'), refreshToken: false } }
      : judge(target, plan.accept, sent);
  const trace = traceOf(target, plan, request, sent, ms, verdict.rule);
  options.onTrace?.(trace);
  if ('answer' in sent && verdict.error === null)
    return { ok: true, answer: sent.answer, scope, url: request.url, trace };
  return {
    ok: false,
    answer: 'answer' in sent ? sent.answer : null,
    error: verdict.error ?? { ...errorOf('bad_reply', 'unknown'), refreshToken: false },
    trace,
  };
}

// Signed is what the vendor sent back, with the path of the call it answers.
function isForged(
  target: CallTarget,
  answer: Answer,
  request: PreparedRequest,
  scope: Scope,
  now: number,
): boolean {
  const check = target.preset.answer;
  if (!check || !('given' in check.verify)) return false;
  const { method, path } = request;
  const signed: Scope = {
    ...scope,
    raw: answer.text,
    header: answer.headers,
    body: answer.json,
    method,
    path,
  };
  const { given } = check.verify;
  const present = renderText(`{{${typeof given === 'string' ? given : given.path}}}`, signed) !== '';
  if (!present) return check.required;
  return verifyWebhook(check.verify, signed, now) !== 'ok';
}

function judge(
  target: CallTarget,
  accept: Rule[],
  sent: Sent,
): { rule: string | null; error: Refusal | null } {
  if (!('answer' in sent)) return { rule: null, error: { ...networkError(sent), refreshToken: false } };
  const { answer } = sent;
  const accepted = accept.findIndex((rule) => matches(rule, answer));
  if (accepted >= 0) return { rule: `accept[${accepted}]`, error: null };
  const index = target.preset.errors.findIndex(({ when }) => matches(when, answer));
  const found = target.preset.errors[index];
  if (!found)
    return {
      rule: `http ${answer.status}`,
      error: { ...errorOfStatus(answer.status), refreshToken: answer.status === 401 },
    };
  const { code, retry, outcome = 'refused', userMessage, refreshToken = answer.status === 401 } = found;
  return { rule: `errors[${index}]`, error: { code, retry, outcome, userMessage, refreshToken } };
}

function networkError(sent: Exclude<Sent, { answer: Answer }>): DefaultError {
  const outcome = sent.arrived ? 'unknown' : 'refused';
  switch (sent.failure) {
    case 'timeout':
      return errorOf('timeout', outcome, true);
    case 'egress':
      return errorOf('egress_refused');
    case 'invalid':
      return errorOf('misconfigured');
    case 'too_large':
      return errorOf('bad_reply', outcome);
    case 'unreachable':
      return errorOf('unreachable', outcome, true);
  }
}

function traceOf(
  target: CallTarget,
  plan: AttemptPlan,
  request: PreparedRequest,
  sent: Sent,
  ms: number,
  rule: string | null,
): CallTrace {
  const mask = createMasker(target, [...(plan.token ? [plan.token] : []), ...personal(plan.input)]);
  const answer = 'answer' in sent ? sent.answer : null;
  return {
    method: request.method,
    url: mask.url(request.url.toString()),
    status: answer?.status ?? null,
    ms,
    requestHeaders: mask.headers(request.headers),
    requestBody: mask.body(request.body),
    responseHeaders: mask.headers(answer?.headers ?? {}),
    responseBody: mask.body(answer?.text ?? ''),
    errorClass: 'errorClass' in sent ? sent.errorClass : null,
    rule,
  };
}

// What we were told of the customer goes to the vendor, not into the log.
function personal(input: Record<string, unknown>): string[] {
  const { customer } = input;
  if (typeof customer !== 'object' || customer === null) return [];
  return Object.values(customer).filter((value) => typeof value === 'string');
}

function unbuilt(target: CallTarget, plan: AttemptPlan, error: unknown): AttemptResult {
  const reason = error instanceof TemplateError ? error.message : 'the request cannot be built';
  const trace: CallTrace = {
    method: plan.request.method,
    url: createMasker(target).url(plan.request.path),
    status: null,
    ms: 0,
    requestHeaders: {},
    requestBody: '',
    responseHeaders: {},
    responseBody: '',
    errorClass: `Misconfigured: ${createMasker(target).text(reason)}`,
    rule: null,
  };
  return { ok: false, answer: null, error: { ...errorOf('misconfigured'), refreshToken: false }, trace };
}
