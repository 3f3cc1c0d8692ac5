import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import type { FeatureMap } from './hub-types.ts';
import { refreshHub } from './use-tests.ts';

export type Place = 'primary' | 'fallback' | 'none';

/** Who serves a feature in a scope (null: the whole shop), first the one that serves. */
export function servedBy(map: FeatureMap, outletId: string | null, feature: string): string[] {
  return map.mapped.find((one) => one.outletId === outletId && one.feature === feature)?.connectionIds ?? [];
}

/** The row of connections with one of them put in its place; the others keep their order. */
export function placed(connectionIds: readonly string[], connectionId: string, place: Place): string[] {
  const others = connectionIds.filter((one) => one !== connectionId);
  if (place === 'none') return others;
  return place === 'primary' ? [connectionId, ...others] : [...others, connectionId];
}

export function placeIn(connectionIds: readonly string[], connectionId: string): Place {
  const at = connectionIds.indexOf(connectionId);
  if (at < 0) return 'none';
  return at === 0 ? 'primary' : 'fallback';
}

/** The map of who serves what, and the way to change it. */
export function useFeatures(onSaved: () => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const map = useQuery(trpc.connections.features.list.queryOptions());
  const save = useMutation({
    mutationFn: async (changes: { outletId: string | null; feature: string; connectionIds: string[] }[]) => {
      for (const change of changes) await client.connections.features.map.mutate(change);
    },
    onError: useFailure(),
    onSuccess: onSaved,
    onSettled: () => refreshHub(queries, trpc),
  });
  return { map, save };
}
