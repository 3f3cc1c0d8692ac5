import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { refusalOf, useTRPC, useTRPCClient } from '../trpc.ts';
import { type Exchange, exchangeOfLog, exchangeOfTrace } from './exchange.tsx';
import type { TestResult } from './hub-types.ts';

/** A test as the screens show it; `kept` when new keys did not pass and the old ones stay. */
export interface TestShown {
  verdict: TestResult['verdict'];
  rule: string | null;
  ms: number;
  message: { id: string; en: string } | null;
  httpStatus: number | null;
  exchange: Exchange | null;
  kept: boolean;
}

type Replacement = inferRouterInputs<AppRouter>['connections']['replaceKeys'];

/** The server's own answer, as the screens show it. */
export const shownTest = ({ verdict, rule, ms, message, trace }: TestResult): TestShown => ({
  ...{ verdict, rule, ms, message },
  httpStatus: trace?.status ?? null,
  exchange: trace && exchangeOfTrace(trace),
  kept: false,
});

/** Tests a connection with what is stored. */
export function useTest(onTested: (test: TestShown) => void, onError: (error: unknown) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.connections.test.mutationOptions({
      onSuccess: (result) => onTested(shownTest(result)),
      onError,
      onSettled: () => refreshHub(queries, trpc),
    }),
  );
}

/**
 * Tests new keys and has them swapped when they pass. Keys that did not pass are an answer too, not a failure: how the
 * test went is read from the log, because the refusal only names the verdict.
 */
export function useReplaceKeys(onTested: (test: TestShown) => void, onError: (error: unknown) => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: Replacement): Promise<TestShown> => {
      try {
        return shownTest(await client.connections.replaceKeys.mutate(input));
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal?.code !== 'keyRejected') throw error;
        const { connectionId } = input;
        const { rows } = await client.integrations.log.query({ connectionId, action: 'test', limit: 1 });
        const [row] = rows;
        return {
          verdict: refusal.values.verdict as TestShown['verdict'],
          rule: row?.rule ?? null,
          ms: row?.ms ?? 0,
          message: null,
          httpStatus: row?.httpStatus ?? null,
          exchange: row ? exchangeOfLog(row) : null,
          kept: true,
        };
      }
    },
    onSuccess: onTested,
    onError,
    onSettled: () => refreshHub(queries, trpc),
  });
}

/** Everything that is shown of connections is asked again. */
export async function refreshHub(
  queries: ReturnType<typeof useQueryClient>,
  trpc: ReturnType<typeof useTRPC>,
): Promise<void> {
  await Promise.all([
    queries.invalidateQueries(trpc.connections.pathFilter()),
    queries.invalidateQueries(trpc.integrations.pathFilter()),
  ]);
}
