import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { loadPage } from './pages.ts';
import { queryClient, trpcClient } from './trpc.ts';

/** Sends for what the page at `path` needs before anything is drawn: its code, and what every page asks first. */
export function askAhead(path: string): void {
  // What does not come is asked for again, and reported, where it is needed.
  void loadPage(path.replace(/(.)\/+$/, '$1')).catch(() => {});
  const ask = createTRPCOptionsProxy({ client: trpcClient, queryClient });
  void queryClient.prefetchQuery(ask.accounts.state.queryOptions(undefined, { staleTime: 60_000 }));
}
