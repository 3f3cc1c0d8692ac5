import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc.ts';

/** All tablets. They report without changing any row that the live feed tells of, so they are asked for again. */
export function useDevices() {
  const trpc = useTRPC();
  return useQuery(trpc.accounts.devices.list.queryOptions(undefined, { refetchInterval: 20_000 }));
}
