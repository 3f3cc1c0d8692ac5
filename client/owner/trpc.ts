import { QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/trpc/router.ts';
import { type ErrorCode, errorMessage } from '../../shared/errors.ts';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** A back office on a slow network shows what it has and asks again quietly; a refusal is not asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 30 * 60_000,
      retry: (count, error) => count < 3 && refusalOf(error) === null,
    },
  },
});

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: httpBatchLink({ url: '/trpc', maxItems: 8 }),
    }),
  ],
});

export interface RefusalShown {
  code: ErrorCode;
  field?: string | undefined;
  values: Record<string, string | number>;
}

/** What the server refused and why, or null when the answer never came. */
export function refusalOf(error: unknown): RefusalShown | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data = error.data as { gerai?: RefusalShown } | null | undefined;
  return data?.gerai ?? null;
}

/** The sentence for a failed call in the person's language; no answer at all is the network's fault. */
export function sentenceFor(error: unknown, language: 'id' | 'en'): string {
  const refusal = refusalOf(error);
  if (refusal) return errorMessage(refusal.code, language, refusal.values);
  return language === 'id'
    ? 'Tidak ada jawaban dari server. Periksa jaringan, lalu coba lagi.'
    : 'The server did not answer. Check the network and try again.';
}
