import { sql } from 'drizzle-orm';
import { COLLECTIONS, type Collection } from '../../shared/sync/pull.ts';
import type { Db, Tx } from '../db/connect.ts';

const CHANNEL = 'gerai_changes';

type OnChange = (changed: Collection[], paymentId?: string) => void;

/** What changed in a tenant, told to everyone connected to any process; only a wake-up, checkpoints are the truth. */
export interface Changes {
  /**
   * Calls back after each committed change of the tenant until the returned function is called. An empty list says
   * that no collection changed but the rights of somebody who listens may have, or, with `paymentId`, that a payment
   * through a connection stands otherwise now.
   */
  subscribe(tenantId: string, onChange: OnChange): () => void;
  /** how many listen on this process */
  subscriberCount(): number;
  close(): Promise<void>;
}

/**
 * To be called inside the transaction that changes rows: the notice leaves with its commit. With an empty list
 * (a device was revoked) live feeds only check again whether they may go on.
 */
export async function announce(tx: Tx, tenantId: string, changed: Collection[]): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${`${tenantId} ${changed.join(',')}`})`);
}

/** As `announce`, for a payment through a connection: whoever waits for it looks again. */
export async function announcePayment(tx: Tx, tenantId: string, paymentId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${`${tenantId}  ${paymentId}`})`);
}

/** One listener a process, fanned out to its subscribers. */
export async function openChanges(db: Db): Promise<Changes> {
  const subscribers = new Map<string, Set<OnChange>>();
  const tell = (own: Iterable<OnChange>, changed: Collection[], paymentId?: string) => {
    for (const onChange of [...own]) onChange(changed, paymentId);
  };
  const stop = await db.listen(
    CHANNEL,
    (payload) => {
      const [tenantId = '', names = '', paymentId] = payload.split(' ');
      const changed = names
        .split(',')
        .filter((name): name is Collection => COLLECTIONS.includes(name as Collection));
      tell(subscribers.get(tenantId) ?? [], changed, paymentId);
    },
    () => {
      // Notices sent while the connection was lost are gone: everybody looks again.
      for (const own of subscribers.values()) tell(own, [...COLLECTIONS]);
    },
  );
  return {
    subscribe: (tenantId, onChange) => {
      const own = subscribers.get(tenantId) ?? new Set();
      subscribers.set(tenantId, own.add(onChange));
      return () => {
        own.delete(onChange);
        if (own.size === 0 && subscribers.get(tenantId) === own) subscribers.delete(tenantId);
      };
    },
    subscriberCount: () => [...subscribers.values()].reduce((count, own) => count + own.size, 0),
    close: stop,
  };
}
