import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { showToast } from '../../ui/toast-store.ts';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';

type Inputs = inferRouterInputs<AppRouter>['catalogue']['products'];
type Outputs = inferRouterOutputs<AppRouter>['catalogue'];

export type Product = Outputs['products']['get'];
export type Category = Outputs['categories']['list'][number];
export type ProductFilter = Pick<Inputs['list'], 'search' | 'category' | 'active'>;
export type ProductOrder = Pick<Inputs['list'], 'sort' | 'descending'>;
export type BulkChange = Inputs['bulk']['change'];
export type BulkProducts = Inputs['bulk']['products'];

const PAGE = 50;

/** Products page after page, in the order asked for. */
export function useProductPages(filter: ProductFilter, order: ProductOrder) {
  const trpc = useTRPC();
  return useInfiniteQuery(
    trpc.catalogue.products.list.infiniteQueryOptions(
      { ...filter, ...order, limit: PAGE },
      // What was found stays on the screen while more letters are typed.
      { getNextPageParam: (last) => last.next, placeholderData: (before) => before },
    ),
  );
}

export function useCategories() {
  const trpc = useTRPC();
  return useQuery(trpc.catalogue.categories.list.queryOptions());
}

/** Everything of the catalogue on the screen is asked again. */
export function useCatalogueChanged() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () => queries.invalidateQueries(trpc.catalogue.pathFilter());
}

/** Changes many products at once; says so with an undo instead of asking first. */
export function useBulkChange(onDone: () => void = () => {}) {
  const { t } = useTranslation('products');
  const trpc = useTRPC();
  const changed = useCatalogueChanged();
  const fail = useFailure();
  const undo = useMutation(
    trpc.catalogue.products.undoBulk.mutationOptions({
      onSuccess: ({ changed: total }) => {
        showToast({ message: t('bulk.undone', { count: total, total: number(total) }), tone: 'ok' });
        return changed();
      },
      onError: fail,
    }),
  );
  return useMutation(
    trpc.catalogue.products.bulk.mutationOptions({
      onSuccess: ({ changeId, changed: total }, { change }) => {
        const values = { count: total, total: number(total) };
        showToast({
          message: change.kind === 'remove' ? t('bulk.removed', values) : t('bulk.done', values),
          tone: 'ok',
          ...(total === 0 ? {} : { actionLabel: t('bulk.undo'), onAction: () => undo.mutate({ changeId }) }),
        });
        onDone();
        return changed();
      },
      onError: fail,
    }),
  );
}

export const number = (value: number) => value.toLocaleString('id-ID');
