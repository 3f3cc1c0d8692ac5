import { useEffect, useState } from 'react';
import type { OfferedMethod } from '../../../../shared/payments/payment-view.ts';
import { useStore } from '../../../app/use-store.ts';
import { createStore } from '../../../local/store.ts';
import { openServer } from '../../../local/sync/server.ts';
import { useDevice } from '../../device-context.ts';

/** What the outlet's connections offer, as last heard. */
const offered = createStore<readonly OfferedMethod[]>([]);

/** Hears what is offered whenever this is drawn or the network comes back. */
export function useHearOffered(): boolean {
  const { local } = useDevice();
  const { online } = useStore(local.connection);
  useEffect(() => {
    if (!online) return;
    const server = openServer((...args) => fetch(...args));
    // What was offered last stands until the answer comes.
    server.query('payments', 'methods', undefined).then(offered.set, () => {});
  }, [online]);
  return online;
}

/**
 * The online methods of one payment and whether they can be used now. What is heard while somebody pays counts from the
 * next payment on: nothing may move under a finger.
 */
export function useOfferedMethods(): { methods: readonly OfferedMethod[]; online: boolean } {
  const online = useHearOffered();
  const [methods] = useState(() => (online ? offered.get() : []));
  return { methods, online };
}
