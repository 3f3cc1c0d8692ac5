import type { DeviceRecord, RecordKind, RowVersions } from '../../../shared/sync/contract.ts';
import type { LedgerDb } from './ledger-db.ts';
import { readMeta, type UnpulledBatch } from './meta.ts';

/** A record that the server has and whose effect may not have been pulled. */
export interface Unpulled {
  record: DeviceRecord;
  batch: UnpulledBatch;
}

/** What is older has long been pulled, or will never be. */
const KEEP_MS = 86_400_000;
const KEEP_BATCHES = 50;
const MOVING: ReadonlySet<RecordKind> = new Set([
  'sale',
  'refund',
  'void',
  'customer',
  'customerPayment',
  'stockDocument',
]);

/** The list with one more push. */
export function withBatch(
  kept: readonly UnpulledBatch[],
  rows: UnpulledBatch['rows'],
  { customer = {}, stock = {} }: RowVersions,
  nowMs: number,
): UnpulledBatch[] {
  const moving = rows.filter(({ kind }) => MOVING.has(kind));
  if (moving.length === 0) return [...kept];
  return [...kept, { atMs: nowMs, rows: moving, customer, stock }].slice(-KEEP_BATCHES);
}

/** What the server has acknowledged and this device may not have pulled yet. */
export async function unpulledRecords(db: LedgerDb): Promise<Unpulled[]> {
  const batches = (await readMeta(db, 'unpulled')) ?? [];
  if (batches.length === 0) return [];
  const of = (sales: boolean) =>
    batches.flatMap((batch) =>
      batch.rows.flatMap(({ counter, kind }) => ((kind === 'sale') === sales ? [{ counter, batch }] : [])),
    );
  const [sales, others] = [of(true), of(false)];
  const counters = (rows: { counter: number }[]) => rows.map(({ counter }) => counter);
  const found = await Promise.all([db.sales.bulkGet(counters(sales)), db.records.bulkGet(counters(others))]);
  return [...sales, ...others].flatMap(({ batch }, index) => {
    const row = found.flat()[index];
    return row ? [{ record: row.record, batch }] : [];
  });
}

/**
 * Forgets of each push what pulled rows hold by now, as `isPulled` knows. Writes only when something falls away.
 */
export async function forgetPulled(
  db: LedgerDb,
  of: 'customer' | 'stock',
  isPulled: (id: string, version: number) => boolean,
  nowMs: number,
): Promise<void> {
  const still = (batches: readonly UnpulledBatch[]) =>
    batches
      .map((batch) => ({
        ...batch,
        [of]: Object.fromEntries(Object.entries(batch[of]).filter(([id, version]) => !isPulled(id, version))),
      }))
      .filter(
        ({ atMs, customer, stock }) =>
          Math.abs(nowMs - atMs) < KEEP_MS && Object.keys(customer).length + Object.keys(stock).length > 0,
      );
  const count = (batches: readonly UnpulledBatch[]) =>
    batches.reduce((sum, batch) => sum + 1 + Object.keys(batch[of]).length, 0);
  const before = (await readMeta(db, 'unpulled')) ?? [];
  if (count(still(before)) === count(before)) return;
  await db.transaction('rw', db.meta, async () => {
    const next = still((await readMeta(db, 'unpulled')) ?? []);
    await db.meta.put({ key: 'unpulled', value: next });
  });
}
