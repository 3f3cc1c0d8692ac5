import type { Table } from 'dexie';
import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import { contractOf } from './batch.ts';
import type { LedgerDb, OutboxRow, RecordRow, SaleRow } from './ledger-db.ts';
import { readMeta } from './meta.ts';

/** Confirmed records stay this long, for reprints and the day's history. */
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

/** A record that the server has not acknowledged. */
export interface Unsent {
  row: OutboxRow;
  record: DeviceRecord;
  contract: number;
}

/** Every record that the server has not acknowledged, refused ones included, oldest first. */
export function unsentRows(db: LedgerDb): Promise<Unsent[]> {
  return db.transaction('r', db.outbox, db.sales, db.records, async () => {
    const rows = await db.outbox.orderBy('counter').toArray();
    const counters = rows.map((row) => row.counter);
    const [sales, records] = await Promise.all([db.sales.bulkGet(counters), db.records.bulkGet(counters)]);
    return rows.flatMap((row, index) => {
      const recorded = row.kind === 'sale' ? sales[index] : records[index];
      return recorded ? [{ row, record: recorded.record, contract: contractOf(recorded) }] : [];
    });
  });
}

/**
 * What the server has not acknowledged and touches a customer, and the counters of everything unsent. Reads keys, and of
 * the records only those: it is asked at every letter of a search.
 */
export function unsentOfCustomers(
  db: LedgerDb,
): Promise<{ counters: ReadonlySet<number>; records: DeviceRecord[] }> {
  return db.transaction('r', db.outbox, db.sales, db.records, async () => {
    const counters = new Set(await db.outbox.toCollection().primaryKeys());
    if (counters.size === 0) return { counters, records: [] };
    const [sales, others, voids] = await Promise.all([
      db.sales.where('record.customerId').above('').primaryKeys(),
      db.records.where('record.customerId').above('').primaryKeys(),
      db.records.where('kind').equals('void').primaryKeys(),
    ]);
    const waiting = (keys: number[]) => keys.filter((key) => counters.has(key));
    const [soldTo, touched] = await Promise.all([
      db.sales.bulkGet(waiting(sales)),
      db.records.bulkGet(waiting([...others, ...voids])),
    ]);
    return { counters, records: [...soldTo, ...touched].flatMap((row) => (row ? [row.record] : [])) };
  });
}

/**
 * Forgets what was confirmed more than 30 days ago, but for the shift that is still open; what is unsent has no such date
 * and stays.
 */
export async function pruneRecords(db: LedgerDb, nowMs: number): Promise<void> {
  const before = nowMs - KEEP_ACKED_MS;
  for (const table of [db.sales, db.records]) {
    // Each write is a flush to the disk: none without need.
    if ((await table.where('ackedAtMs').below(before).count()) === 0) continue;
    await db.transaction('rw', [table, db.meta], async () => {
      const shiftId = (await readMeta(db, 'shift'))?.shiftId;
      await (table as Table<SaleRow | RecordRow, number>)
        .where('ackedAtMs')
        .below(before)
        .and(({ id, record }) => {
          const ofShift = 'shiftId' in record ? record.shiftId : null;
          return shiftId === undefined || (ofShift !== shiftId && id !== shiftId);
        })
        .delete();
    });
  }
}
