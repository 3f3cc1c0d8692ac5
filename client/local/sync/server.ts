import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/trpc/router.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Collection, PullPage } from '../../../shared/sync/pull.ts';
import type { ConnectionProblem } from '../types.ts';
import { fetchOurs, NoAnswer } from './our-answer.ts';

const CALL_TIMEOUT_MS = 30_000;
const PULL_TIMEOUT_MS = 60_000;

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;
/** Procedures that a device calls, by router and name. */
type Call = <
  R extends 'accounts' | 'payments' | 'printing' | 'sync',
  P extends keyof Inputs[R] & keyof Outputs[R] & string,
>(
  router: R,
  procedure: P,
  input: Inputs[R][P],
) => Promise<Outputs[R][P]>;

/** Our server as a device calls it, from a page or the service worker. All calls throw RefusedCall or NoAnswer. */
export interface Server {
  mutate: Call;
  query: Call;
  pull<Row>(collection: Collection, after: string, limit: number): Promise<PullPage<Row>>;
}

/** Our server answered that the whole request can't be done. */
export class RefusedCall extends Error {
  override readonly name = 'RefusedCall';
  readonly code: ErrorCode;
  readonly values: Record<string, string | number>;

  constructor(code: ErrorCode, values: Record<string, string | number> = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/**
 * Same-origin calls; the device's credential travels in its cookie. The protocol of tRPC over HTTP is so small that its
 * client library, which the till and the service worker would each carry, is left out; the types are the router's.
 */
export function openServer(fetchAny: typeof fetch): Server {
  const fetchCall = fetchOurs(fetchAny, CALL_TIMEOUT_MS);
  const fetchPage = fetchOurs(fetchAny, PULL_TIMEOUT_MS);
  return {
    mutate: async (router, procedure, input) =>
      readCall(
        await fetchCall(`/trpc/${router}.${procedure}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(input),
        }),
      ),
    query: async (router, procedure, input) => {
      const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return readCall(await fetchCall(`/trpc/${router}.${procedure}${query}`));
    },
    pull: async <Row>(collection: Collection, after: string, limit: number) => {
      const query = new URLSearchParams({ after, limit: String(limit) });
      const response = await fetchPage(`/sync/${collection}?${query}`);
      const body = await readJson(response);
      if (response.ok) return body as PullPage<Row>;
      throw new RefusedCall((body as { code?: ErrorCode }).code ?? 'unexpected');
    },
  };
}

interface CallBody {
  result?: { data: unknown };
  error?: { data?: { gerai?: { code: ErrorCode; values: Record<string, string | number> } } };
}

async function readCall<T>(response: Response): Promise<T> {
  const { result, error } = (await readJson(response)) as CallBody & { code?: ErrorCode };
  if (response.ok && result) return result.data as T;
  const gerai = error?.data?.gerai;
  if (gerai) throw new RefusedCall(gerai.code, gerai.values);
  throw new NoAnswer('serverError');
}

/** With our header, yet cut off or garbled on the way: no answer. */
async function readJson(response: Response): Promise<object> {
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw new NoAnswer('serverError', { cause });
  });
  if (typeof body !== 'object' || body === null) throw new NoAnswer('serverError');
  return body;
}

/** What a failed call says about the connection; null when our server is well and only this call was refused. */
export function problemOf(error: unknown): ConnectionProblem | null {
  if (error instanceof NoAnswer) return error.problem;
  if (!(error instanceof RefusedCall)) return null;
  switch (error.code) {
    case 'deviceNotEnrolled':
      return 'revoked';
    case 'contractTooOld':
      return 'tooOld';
    case 'contractTooNew':
      return 'tooNew';
    case 'unexpected':
    case 'busy':
      return 'serverError';
    default:
      return null;
  }
}
