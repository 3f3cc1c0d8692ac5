import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/trpc/router.ts';
import { ERRORS, type ErrorCode, errorMessage } from '../../shared/errors.ts';
import { chosenShop } from './chosen-shop.ts';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** A back office on a slow network shows what it has and asks again quietly; a refusal is not asked again. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: onSessionOver }),
  mutationCache: new MutationCache({ onError: onSessionOver }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 30 * 60_000,
      retry: (count, error) => count < 3 && refusalOf(error) === null,
    },
  },
});

/** Whoever was signed in no longer is: asking who we are leads to the sign-in page and back. */
function onSessionOver(error: unknown) {
  if (refusalOf(error)?.code === 'signInNeeded')
    void queryClient.invalidateQueries({ queryKey: [['accounts', 'state']] });
}

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      // An event source can't send headers.
      true: httpSubscriptionLink({ url: () => `/trpc?tenant=${chosenShop.get() ?? ''}` }),
      false: httpBatchLink({
        url: '/trpc',
        maxItems: 8,
        headers: () => {
          const tenantId = chosenShop.get();
          return tenantId === null ? {} : { 'x-gerai-tenant': tenantId };
        },
      }),
    }),
  ],
});

export interface RefusalShown {
  code: ErrorCode;
  field?: string | undefined;
  values: Record<string, string | number>;
}

/** Refused by a plain route; tRPC brings its own error. */
export class PlainRefusal extends Error {
  readonly gerai: RefusalShown;

  constructor(gerai: RefusalShown) {
    super(gerai.code);
    this.gerai = gerai;
  }
}

/** What the server refused and why, or null when the answer never came. */
export function refusalOf(error: unknown): RefusalShown | null {
  if (error instanceof PlainRefusal) return error.gerai;
  if (!(error instanceof TRPCClientError)) return null;
  const data = error.data as { gerai?: RefusalShown } | null | undefined;
  return data?.gerai && data.gerai.code in ERRORS ? data.gerai : null;
}

/** The sentence for a failed call in the person's language; no answer at all is the network's fault. */
export function sentenceFor(error: unknown, language: 'id' | 'en'): string {
  const refusal = refusalOf(error);
  if (refusal) return errorMessage(refusal.code, language, refusal.values);
  return language === 'id'
    ? 'Tidak ada jawaban dari server. Periksa jaringan, lalu coba lagi.'
    : 'The server did not answer. Check the network and try again.';
}
