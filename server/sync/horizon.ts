import { sql } from 'drizzle-orm';
import { type Db, rowsOf } from '../db/connect.ts';
import type { Changes } from './changes.ts';

export interface SyncMetrics {
  /** seconds since the oldest open write transaction of the cluster began: pulls show nothing newer (S8) */
  pullHorizonAgeSeconds: number;
  /** live feeds on this process */
  liveClients: number;
}

/** Figures for `/metrics`. A horizon older than a minute wants an alarm: some transaction was left open. */
export async function syncMetrics(db: Db, changes: Changes): Promise<SyncMetrics> {
  const [row] = rowsOf<{ age: number | null }>(
    await db.unscoped.execute(sql`select extract(epoch from clock_timestamp() - min(xact_start))::float8 as age
      from pg_stat_activity where backend_xid is not null`),
  );
  return { pullHorizonAgeSeconds: Math.max(0, row?.age ?? 0), liveClients: changes.subscriberCount() };
}
