import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { useTRPC } from '../trpc.ts';

export type ListedDevice = inferRouterOutputs<AppRouter>['accounts']['devices']['list'][number];

/** All tablets. They report without changing any row that the live feed tells of, so they are asked for again. */
export function useDevices(everyMs = 20_000) {
  const trpc = useTRPC();
  return useQuery(trpc.accounts.devices.list.queryOptions(undefined, { refetchInterval: everyMs }));
}
