import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import { MAX_PUSH_RECORDS } from '../../../shared/sync/version.ts';
import type { LedgerDb, OutboxRow } from './ledger-db.ts';
import type { Settlement } from './settle-answers.ts';

/** Below the server's limit for a request, with room for the envelope. */
const MAX_BATCH_CHARACTERS = 1_500_000;
/** Confirmed sales stay this long, for reprints and the day's history. */
export const KEEP_ACKED_MS = 30 * 86_400_000;

export interface Batch {
  records: SaleRecord[];
  counters: number[];
}

export interface QueueCounts {
  pending: number;
  refused: number;
}

/**
 * The oldest records of `tenantId` that wait for an answer, in the order they were made, at most `limit` and not more
 * than fits into a request. Counts them as sent.
 */
export function takeBatch(db: LedgerDb, tenantId: string, limit = MAX_PUSH_RECORDS): Promise<Batch> {
  return db.transaction('rw', db.outbox, db.sales, async () => {
    const rows = await db.outbox
      .orderBy('counter')
      .filter((row) => row.refusedAtMs === undefined && row.tenantId === tenantId)
      .limit(Math.min(limit, MAX_PUSH_RECORDS))
      .toArray();
    const sales = await db.sales.bulkGet(rows.map((row) => row.counter));
    const batch: Batch = { records: [], counters: [] };
    const sent: OutboxRow[] = [];
    let characters = 0;
    for (const [index, row] of rows.entries()) {
      const record = sales[index]?.record;
      if (!record) continue;
      characters += JSON.stringify(record).length;
      if (batch.records.length > 0 && characters > MAX_BATCH_CHARACTERS) break;
      batch.records.push(record);
      batch.counters.push(row.counter);
      sent.push({ ...row, attempts: row.attempts + 1 });
    }
    await db.outbox.bulkPut(sent);
    return batch;
  });
}

/** Stores the server's answers: only this takes a record out of the outbox, or puts it aside (S6). */
export function applySettlement(db: LedgerDb, settlement: Settlement, nowMs: number): Promise<void> {
  return db.transaction('rw', db.outbox, db.sales, async () => {
    const ids = [...settlement.acked, ...settlement.refused].map(({ id }) => id);
    const rows = new Map((await db.outbox.where('id').anyOf(ids).toArray()).map((row) => [row.id, row]));
    const gone: number[] = [];
    for (const { id, flags } of settlement.acked) {
      const row = rows.get(id);
      if (!row) continue;
      gone.push(row.counter);
      await db.sales.update(row.counter, { ackedAtMs: nowMs, flags });
    }
    await db.outbox.bulkDelete(gone);
    for (const { id, refusal } of settlement.refused) {
      const row = rows.get(id);
      if (row) await db.outbox.put({ ...row, refusedAtMs: nowMs, refusal });
    }
  });
}

/** Puts refused records back in their place in the queue: all, or one. */
export async function requeueRefused(db: LedgerDb, recordId?: string): Promise<void> {
  await db.transaction('rw', db.outbox, async () => {
    const refused = await db.outbox.where('refusedAtMs').above(0).toArray();
    for (const { refusal: _, refusedAtMs: __, ...row } of refused) {
      if (recordId === undefined || row.id === recordId) await db.outbox.put(row);
    }
  });
}

export function countQueue(db: LedgerDb): Promise<QueueCounts> {
  return db.transaction('r', db.outbox, async () => {
    const refused = await db.outbox.where('refusedAtMs').above(0).count();
    return { refused, pending: (await db.outbox.count()) - refused };
  });
}

/** Every record that the server has not acknowledged, refused ones included, oldest first. */
export function unsentRows(db: LedgerDb): Promise<{ row: OutboxRow; record: SaleRecord }[]> {
  return db.transaction('r', db.outbox, db.sales, async () => {
    const rows = await db.outbox.orderBy('counter').toArray();
    const sales = await db.sales.bulkGet(rows.map((row) => row.counter));
    return rows.flatMap((row, index) => {
      const record = sales[index]?.record;
      return record ? [{ row, record }] : [];
    });
  });
}

/** Forgets confirmed sales older than `KEEP_ACKED_MS`; unsent ones have no such date and stay. */
export async function pruneSales(db: LedgerDb, nowMs: number): Promise<void> {
  await db.sales
    .where('ackedAtMs')
    .below(nowMs - KEEP_ACKED_MS)
    .delete();
}
