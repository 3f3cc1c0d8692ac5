import { sql } from 'drizzle-orm';
import type { Collection } from '../../shared/sync/pull.ts';
import type { Db, Tx } from '../db/connect.ts';

const CHANNEL = 'gerai_changes';

/** What changed in a tenant, told to everyone connected to any process; only a wake-up, checkpoints are the truth. */
export interface Changes {
  /** Calls back after each committed change of the tenant until the returned function is called. */
  subscribe(tenantId: string, onChange: (changed: Collection[]) => void): () => void;
  close(): Promise<void>;
}

/** To be called inside the transaction that changes rows: the notice leaves with its commit. */
export async function announce(tx: Tx, tenantId: string, changed: Collection[]): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${`${tenantId} ${changed.join(',')}`})`);
}

/** One listener a process, fanned out to its subscribers. */
export async function openChanges(db: Db): Promise<Changes> {
  const subscribers = new Map<string, Set<(changed: Collection[]) => void>>();
  const stop = await db.listen(CHANNEL, (payload) => {
    const [tenantId = '', names = ''] = payload.split(' ');
    for (const onChange of subscribers.get(tenantId) ?? []) onChange(names.split(',') as Collection[]);
  });
  return {
    subscribe: (tenantId, onChange) => {
      const own = subscribers.get(tenantId) ?? new Set();
      subscribers.set(tenantId, own.add(onChange));
      return () => {
        own.delete(onChange);
        if (own.size === 0) subscribers.delete(tenantId);
      };
    },
    close: stop,
  };
}
