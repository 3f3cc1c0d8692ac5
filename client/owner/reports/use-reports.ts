import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { useTRPC } from '../trpc.ts';

export type Range = inferRouterInputs<AppRouter>['reports']['takings'];
export type Takings = inferRouterOutputs<AppRouter>['reports']['takings'];
export type Goods = inferRouterOutputs<AppRouter>['reports']['goods'];
export type GoodsSort = NonNullable<inferRouterInputs<AppRouter>['reports']['goods']['sort']>;

/** What was there stays on the screen while another time is asked for. */
export function useTakings(range: Range) {
  const trpc = useTRPC();
  return useQuery(trpc.reports.takings.queryOptions(range, { placeholderData: keepPreviousData }));
}

export function useGoods(range: Range, sort: GoodsSort, limit: number) {
  const trpc = useTRPC();
  return useQuery(
    trpc.reports.goods.queryOptions({ range, sort, limit }, { placeholderData: keepPreviousData }),
  );
}
