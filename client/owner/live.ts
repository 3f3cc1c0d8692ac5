import { useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, use } from 'react';
import { useTRPC } from './trpc.ts';

export type LiveState = 'on' | 'connecting' | 'off';

export const LiveContext = createContext<LiveState>('connecting');

export const useLive = () => use(LiveContext);

/** Listens to the shop's changes and has what is on the screen asked again. One listener a page. */
export function useLiveFeed(): LiveState {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const feed = useSubscription(
    trpc.sync.live.subscriptionOptions(undefined, {
      onData: ({ data }) => {
        const changed = new Set<string>(data.changed);
        if (changed.has('sale')) {
          void queries.invalidateQueries(trpc.sales.pathFilter());
          void queries.invalidateQueries(trpc.reports.pathFilter());
        }
        if (changed.has('sale') || changed.has('shift'))
          void queries.invalidateQueries(trpc.shifts.pathFilter());
        if (changed.has('customer')) void queries.invalidateQueries(trpc.customers.pathFilter());
        if (changed.has('stock')) void queries.invalidateQueries(trpc.stock.pathFilter());
        if (changed.has('outlet')) {
          void queries.invalidateQueries(trpc.accounts.outlets.pathFilter());
          void queries.invalidateQueries(trpc.accounts.staff.pathFilter());
        }
        if (changed.has('outlet') || changed.has('sale'))
          void queries.invalidateQueries(trpc.accounts.devices.pathFilter());
        if (changed.has('product') || changed.has('category'))
          void queries.invalidateQueries(trpc.catalogue.pathFilter());
      },
    }),
  );
  if (feed.status === 'pending') return 'on';
  return feed.status === 'error' ? 'off' : 'connecting';
}
