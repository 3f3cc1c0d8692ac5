import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { LocalRecord } from '../day-types.ts';
import type { LocalSale, QueueItem } from '../types.ts';
import type { LedgerDb, OtherKind, OutboxRow, RecordRow, SaleRow } from './ledger-db.ts';
import type { Unsent } from './outbox.ts';

/** Sales of this device, newest first. */
export function recentSales(db: LedgerDb, limit: number): Promise<LocalSale[]> {
  return db.transaction('r', db.sales, db.records, db.outbox, async () =>
    localSales(db, await db.sales.orderBy('counter').reverse().limit(limit).toArray()),
  );
}

/** One sale of this device. */
export function findSale(db: LedgerDb, saleId: string): Promise<LocalSale | undefined> {
  return db.transaction('r', db.sales, db.records, db.outbox, async () => {
    const row = await db.sales.get({ id: saleId });
    return row && (await localSales(db, [row]))[0];
  });
}

/** Records of one kind made here, newest first. */
export function recentRecords<K extends OtherKind>(
  db: LedgerDb,
  kind: K,
  limit: number,
): Promise<LocalRecord<K>[]> {
  return db.transaction('r', db.records, db.outbox, async () => {
    // Rows of one kind stand in the order of their primary key, the counter.
    const rows = await db.records.where('kind').equals(kind).reverse().limit(limit).toArray();
    const unsent = await db.outbox.bulkGet(rows.map((row) => row.counter));
    return rows.map((row, index) => ({
      record: row.record as LocalRecord<K>['record'],
      ...standing(row, unsent[index]),
    }));
  });
}

/** What the queue's screen says of a record. */
export function queueItem({ row, record }: Unsent): QueueItem {
  return {
    id: row.id,
    kind: row.kind,
    receiptNumber: 'receiptNumber' in record ? record.receiptNumber : null,
    total: moneyOf(record),
    at: record.kind === 'sale' ? record.soldAt : record.at,
    state: stateOf(row) as QueueItem['state'],
    attempts: row.attempts,
    ...(row.refusal ? { refusal: row.refusal } : {}),
  };
}

function moneyOf(record: DeviceRecord): number | null {
  switch (record.kind) {
    case 'sale':
    case 'refund':
      return record.total;
    case 'cashMovement':
    case 'customerPayment':
      return record.amount;
    case 'shiftOpen':
      return record.float;
    case 'shiftClose':
      return record.counted;
    default:
      return null;
  }
}

/** Where a record stands, from its outbox row; without one it is confirmed. */
export function stateOf(row: OutboxRow | undefined): LocalSale['state'] {
  if (!row) return 'confirmed';
  if (row.refusedAtMs !== undefined) return 'refused';
  return row.attempts > 0 ? 'sent' : 'local';
}

/** Inside a transaction over sales, records and outbox. */
async function localSales(db: LedgerDb, rows: SaleRow[]): Promise<LocalSale[]> {
  const [unsent, afterwards] = await Promise.all([
    db.outbox.bulkGet(rows.map((row) => row.counter)),
    db.records
      .where('record.saleId')
      .anyOf(rows.map((row) => row.id))
      .toArray(),
  ]);
  return rows.map((row, index) => {
    const own = afterwards.flatMap(({ record }) =>
      'saleId' in record && record.saleId === row.id ? [record] : [],
    );
    return {
      record: row.record,
      ...standing(row, unsent[index]),
      voided: own.some((record) => record.kind === 'void'),
      refundedTotal: own.reduce((sum, record) => sum + (record.kind === 'refund' ? record.total : 0), 0),
    };
  });
}

/** Where a record stands and what the server said of it. */
export function standing(
  { flags = [] }: Pick<SaleRow | RecordRow, 'flags'>,
  unsent: OutboxRow | undefined,
): Pick<LocalRecord, 'state' | 'refusal' | 'flags'> {
  const refusal = unsent?.refusal;
  return { flags, state: stateOf(unsent), ...(refusal ? { refusal } : {}) };
}
