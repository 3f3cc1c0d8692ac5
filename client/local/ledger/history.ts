import type { LocalSale } from '../types.ts';
import type { LedgerDb, OutboxRow, SaleRow } from './ledger-db.ts';

/** Sales of this device, newest first. */
export function recentSales(db: LedgerDb, limit: number): Promise<LocalSale[]> {
  return db.transaction('r', db.sales, db.outbox, async () => {
    const rows = await db.sales.orderBy('counter').reverse().limit(limit).toArray();
    const unsent = await db.outbox.bulkGet(rows.map((row) => row.counter));
    return rows.map((row, index) => localSale(row, unsent[index]));
  });
}

/** One sale of this device. */
export function findSale(db: LedgerDb, saleId: string): Promise<LocalSale | undefined> {
  return db.transaction('r', db.sales, db.outbox, async () => {
    const row = await db.sales.get({ id: saleId });
    return row && localSale(row, await db.outbox.get(row.counter));
  });
}

/** Where a record stands, from its outbox row; without one it is confirmed. */
export function stateOf(row: OutboxRow | undefined): LocalSale['state'] {
  if (!row) return 'confirmed';
  if (row.refusedAtMs !== undefined) return 'refused';
  return row.attempts > 0 ? 'sent' : 'local';
}

function localSale({ record, flags = [] }: SaleRow, unsent: OutboxRow | undefined): LocalSale {
  const refusal = unsent?.refusal;
  return {
    record,
    flags,
    state: stateOf(unsent),
    ...(refusal ? { refusal } : {}),
    voided: false,
    refundedTotal: 0,
  };
}
