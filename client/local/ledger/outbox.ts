import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import { contractOf } from './batch.ts';
import type { LedgerDb, OutboxRow } from './ledger-db.ts';

/** Confirmed sales stay this long, for reprints and the day's history. */
const KEEP_ACKED_MS = 30 * 86_400_000;

/** Puts refused records back in their place in the queue: all, or one. */
export async function requeueRefused(db: LedgerDb, recordId?: string): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const refused = await db.outbox.where('refusedAtMs').above(0).toArray();
    for (const { refusal: _, refusedAtMs: __, ...row } of refused) {
      if (recordId === undefined || row.id === recordId) await db.outbox.put(row);
    }
  });
}

/** Every record that the server has not acknowledged, refused ones included, oldest first. */
export function unsentRows(
  db: LedgerDb,
): Promise<{ row: OutboxRow; record: SaleRecord; contract: number }[]> {
  return db.transaction('r', db.outbox, db.sales, async () => {
    const rows = await db.outbox.orderBy('counter').toArray();
    const sales = await db.sales.bulkGet(rows.map((row) => row.counter));
    return rows.flatMap((row, index) => {
      const sale = sales[index];
      return sale ? [{ row, record: sale.record, contract: contractOf(sale) }] : [];
    });
  });
}

/** Forgets confirmed sales older than 30 days; unsent ones have no such date and stay. */
export async function pruneSales(db: LedgerDb, nowMs: number): Promise<void> {
  const before = nowMs - KEEP_ACKED_MS;
  // Each write is a flush to the disk: none without need.
  if ((await db.sales.where('ackedAtMs').below(before).count()) === 0) return;
  await db.sales.where('ackedAtMs').below(before).delete();
}
