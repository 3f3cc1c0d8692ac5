import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../../server/trpc/router.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Collection, PullPage } from '../../../shared/sync/pull.ts';
import type { ConnectionProblem } from '../types.ts';
import { fetchOurs, NoAnswer } from './our-answer.ts';

const CALL_TIMEOUT_MS = 30_000;
const PULL_TIMEOUT_MS = 60_000;

/** Our server as a device calls it, from a page or the service worker. Calls throw RefusedCall or NoAnswer. */
export type Server = ReturnType<typeof openServer>;

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

/** Same-origin calls; the device's credential travels in its cookie. */
export function openServer(fetchAny: typeof fetch) {
  const trpc = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === 'subscription',
        true: httpSubscriptionLink({ url: '/trpc' }),
        false: httpLink({ url: '/trpc', fetch: fetchOurs(fetchAny, CALL_TIMEOUT_MS) as typeof fetch }),
      }),
    ],
  });
  const fetchPage = fetchOurs(fetchAny, PULL_TIMEOUT_MS);
  return {
    trpc,
    /** One call, its failure told apart: `await server.call(() => server.trpc.sync.push.mutate(…))`. */
    call: async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await work();
      } catch (error) {
        throw readFailure(error);
      }
    },
    pull: async <Row>(collection: Collection, after: string, limit: number): Promise<PullPage<Row>> => {
      const query = new URLSearchParams({ after, limit: String(limit) });
      const response = await fetchPage(`/sync/${collection}?${query}`);
      const body: unknown = await response.json();
      if (response.ok) return body as PullPage<Row>;
      throw new RefusedCall((body as { code?: ErrorCode }).code ?? 'unexpected');
    },
  };
}

function readFailure(error: unknown): RefusedCall | NoAnswer {
  if (error instanceof RefusedCall || error instanceof NoAnswer) return error;
  if (error instanceof TRPCClientError) {
    if (error.cause instanceof NoAnswer) return error.cause;
    const gerai = (
      error.data as { gerai?: { code: ErrorCode; values: Record<string, string | number> } } | null
    )?.gerai;
    if (gerai) return new RefusedCall(gerai.code, gerai.values);
    // With our header, yet not in the shape of an answer: cut off or garbled on the way.
    return new NoAnswer('serverError', { cause: error });
  }
  return new NoAnswer('unreachable', { cause: error });
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
