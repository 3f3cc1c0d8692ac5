import { sql } from 'drizzle-orm';
import { type Db, rowsOf, type Tx } from '../db/connect.ts';

/** row of instance_meta */
const KEY = 'sync';

/** Which cluster counts the transactions, and on which branch of its history. */
export const CLUSTER = sql`(select system_identifier || '.' || case when pg_is_in_recovery() then ''
  else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end from pg_control_system())`;

/** Where the checkpoints of this installation were counted. */
export interface Epoch {
  /**
   * `system identifier.timeline` of the cluster: another cluster counts its transactions anew, and a restore or a
   * switch to a standby may count the same ones again.
   */
  cluster: string;
  epoch: number;
}

/**
 * Compares the cluster with the one in which checkpoints were last counted, before anybody pulls. On another
 * cluster old transaction ids may lie in the future: every synced row is stamped anew. Whenever transactions may be
 * counted a second time the epoch rises, which makes every device pull afresh. Safe when several processes start at
 * once.
 */
export function checkEpoch(db: Db): Promise<Epoch> {
  return compareCluster(db, false);
}

/** Makes every device pull afresh: for a dump that was restored into the cluster it came from, which nothing else tells. */
export function raiseEpoch(db: Db): Promise<Epoch> {
  return compareCluster(db, true);
}

async function compareCluster(db: Db, raise: boolean): Promise<Epoch> {
  // One transaction as the tables' owner: the application's role may not touch facts, and half a stamping is none.
  return db.unscoped.transaction(async (transaction) => {
    const tx = transaction as unknown as Tx;
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gerai epoch'))`);
    const kept = await readKept(tx);
    const cluster = await readCluster(tx);
    if (kept?.cluster === cluster && !raise) return kept;
    if (kept && kept.cluster.split('.')[0] !== cluster.split('.')[0]) await stampAnew(tx);
    const current: Epoch = { cluster, epoch: (kept?.epoch ?? 0) + 1 };
    await tx.execute(sql`insert into instance_meta (key, value) values (${KEY}, ${JSON.stringify(current)}::text::jsonb)
      on conflict (key) do update set value = excluded.value`);
    return current;
  });
}

async function readKept(tx: Tx): Promise<Epoch | null> {
  const [row] = rowsOf<{ value: Epoch }>(
    await tx.execute(sql`select value from instance_meta where key = ${KEY}`),
  );
  return row?.value ?? null;
}

async function readCluster(tx: Tx): Promise<string> {
  const [row] = rowsOf<{ cluster: string }>(await tx.execute(sql`select ${CLUSTER} as cluster`));
  if (!row) throw new Error('the cluster does not tell its identifier');
  return row.cluster;
}

/** Gives every synced row the current transaction and a new sequence, tenant by tenant: row security is forced. */
async function stampAnew(tx: Tx): Promise<void> {
  const tables = rowsOf<{ name: string }>(
    await tx.execute(sql`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attname = 'xid' and not a.attisdropped`),
  );
  for (const { id } of rowsOf<{ id: string }>(await tx.execute(sql`select id from tenant`))) {
    await tx.execute(sql`select set_config('gerai.tenant', ${id}, true)`);
    // The trigger `stamp_sync` does the stamping.
    for (const { name } of tables)
      await tx.execute(sql`update ${sql.identifier(name)} set xid = default where tenant_id = ${id}`);
  }
}
