import { useEffect } from 'react';
import type { OfferedMethod } from '../../../../shared/payments/payment-view.ts';
import { useStore } from '../../../app/use-store.ts';
import { createStore } from '../../../local/store.ts';
import { openServer } from '../../../local/sync/server.ts';
import { useDevice } from '../../device-context.ts';

const offered = createStore<readonly OfferedMethod[]>([]);
const none = createStore<readonly OfferedMethod[]>([]);

/** What the outlet's connections offer, asked when paying begins; nothing while our server is away. */
export function useOfferedMethods(): readonly OfferedMethod[] {
  const { local } = useDevice();
  const { online } = useStore(local.connection);
  useEffect(() => {
    if (!online) return;
    const server = openServer((...args) => fetch(...args));
    // What was offered last stands until the answer comes.
    server.query('payments', 'methods', undefined).then(offered.set, () => {});
  }, [online]);
  return useStore(online ? offered : none);
}
