import { type AttemptResult, attempt } from './attempt.ts';
import type { CallOptions, CallTarget, TestResult } from './call-target.ts';
import { VERDICT_MESSAGES } from './default-errors.ts';
import { fetchToken, probeExchange } from './fetch-token.ts';
import { matches } from './match-rule.ts';
import type { SimpleAuth } from './preset.ts';

/** Sends the preset's probe. Only a rule that matches may say that the key is bad; an exception never does. */
export async function testConnection(target: CallTarget, options: CallOptions): Promise<TestResult> {
  const started = performance.now();
  const result = await probe(target, options);
  const ms = Math.round(performance.now() - started);
  const { answer, trace } = result;
  if (!answer) {
    const misconfigured = !result.ok && result.error.code === 'misconfigured';
    const verdict = misconfigured ? 'misconfigured' : 'unreachable';
    return { verdict, rule: null, ms, message: messageOf(verdict), trace };
  }
  const index = target.preset.test.verdicts.findIndex(({ when }) => matches(when, answer));
  const found = target.preset.test.verdicts[index];
  if (!found) return { verdict: 'unknown', rule: null, ms, message: messageOf('unknown'), trace };
  const rule = `test.verdicts[${index}]`;
  return {
    verdict: found.is,
    rule,
    ms,
    message: found.userMessage ?? messageOf(found.is),
    trace: { ...trace, rule },
  };
}

async function probe(target: CallTarget, options: CallOptions): Promise<AttemptResult> {
  const { auth, test, net } = target.preset;
  const exchanges = auth.type === 'token_exchange' || auth.type === 'session';
  if (test.request === 'exchange') {
    if (exchanges) return probeExchange(target, auth, options);
    throw new Error(`the preset ${target.preset.id} has no token exchange to probe`);
  }
  const request = test.request;
  const send = (simple: SimpleAuth, token?: string) =>
    attempt(
      target,
      // Whatever comes back is an answer here; the verdicts say what it means.
      {
        request,
        auth: simple,
        input: {},
        accept: [{ http: ANY_STATUS }],
        timeoutMs: net.timeoutMs,
        ...(token ? { token } : {}),
      },
      options,
    );
  if (!exchanges) return send(auth);
  const token = await fetchToken(target, auth, options, () => {});
  return token.ok ? send(auth.apply, token.token) : token;
}

const ANY_STATUS = Array.from({ length: 500 }, (_, index) => index + 100);

function messageOf(verdict: TestResult['verdict']): TestResult['message'] {
  return VERDICT_MESSAGES[verdict] ?? { id: verdict, en: verdict };
}
