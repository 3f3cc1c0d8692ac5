import { useQueries } from '@tanstack/react-query';
import { useTRPC } from '../trpc.ts';

/** Names of some products by id; what is not there (any more) has none. */
export function useProductNames(productIds: readonly string[]): Map<string, string> {
  const trpc = useTRPC();
  const found = useQueries({
    queries: productIds.map((id) =>
      trpc.catalogue.products.get.queryOptions({ id }, { staleTime: 5 * 60_000, retry: false }),
    ),
  });
  return new Map(found.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : [])));
}
