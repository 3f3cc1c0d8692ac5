import { ANSWER_HEADER } from '../../../shared/sync/version.ts';
import type { ConnectionProblem } from '../types.ts';

/** No answer of our server came back: the outcome of the request is unknown. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly problem: ConnectionProblem;

  constructor(problem: ConnectionProblem, options?: { cause: unknown }) {
    super(problem, options);
    this.problem = problem;
  }
}

/** A login page answers 200 with HTML, a proxy answers in our place: neither is our server (S14). */
export function isOurAnswer(response: Response): boolean {
  const type = response.headers.get('content-type') ?? '';
  return response.headers.has(ANSWER_HEADER) && /^application\/([\w.-]+\+)?json\b/.test(type);
}

/**
 * `fetch` that resolves only with answers of our server, read to the end; anything else is NoAnswer.
 * A request without an answer after `timeoutMs` is given up: it may have been carried out.
 */
export function fetchOurs(
  fetchAny: typeof fetch,
  timeoutMs: number,
): (input: RequestInfo | URL | string, init?: RequestInit) => Promise<Response> {
  return async (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    let response: Response;
    let body: ArrayBuffer;
    try {
      response = await fetchAny(input, { ...init, signal, credentials: 'same-origin', cache: 'no-store' });
      if (!isOurAnswer(response)) {
        await response.body?.cancel();
        throw new NoAnswer(response.status >= 500 ? 'serverError' : 'captive');
      }
      body = await response.arrayBuffer();
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      throw new NoAnswer('unreachable', { cause: error });
    }
    return new Response(body, { status: response.status, headers: response.headers });
  };
}
