import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { StockDocumentRecord } from '../../../shared/sync/day-records.ts';
import type { StockRow } from '../../../shared/sync/pull.ts';
import { MAX_PULL_ROWS } from '../../../shared/sync/version.ts';
import type { StockDocumentDraft } from '../day-types.ts';
import type { LedgerDb } from '../ledger/ledger-db.ts';
import { unsentRows } from '../ledger/outbox.ts';
import { forgetPulled, unpulledRecords } from '../ledger/unpulled.ts';
import { type Acting, writeAction } from '../ledger/write-action.ts';
import { createStore, type Store } from '../store.ts';
import type { Server } from '../sync/server.ts';
import { LocalError } from '../types.ts';
import { KeptStock } from './kept-stock.ts';
import { movedBy } from './moved.ts';

/** Stock on hand of the outlet, in memory: what the server said last, and what this device did since. */
export interface Stock {
  version: Store<number>;
  onHand(productId: string): number | undefined;
  /** Reads what is kept of this outlet, so that a start without a network knows it; or what another tab pulled. */
  load(outletId: string): Promise<void>;
  /** Asks the server for news; returns whether rows are held back (S8). */
  pull(server: Server): Promise<boolean>;
  /** Counts in what this tab just recorded. */
  note(records: readonly DeviceRecord[]): void;
  clear(): Promise<void>;
  close(): void;
}

export function openStock(db: LedgerDb, { now }: { now: () => number }): Stock {
  const version = createStore(0);
  const kept = new KeptStock();
  let outletId = '';
  let told = new Map<string, StockRow>();
  let since = new Map<string, number>();
  let checkpoint = '';
  /** of the disk, as far as it is in memory; 0: nothing is */
  let revision = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => {});
    return result;
  };
  function empty(): void {
    told = new Map();
    since = new Map();
    checkpoint = '';
    revision = 0;
  }

  async function recount(): Promise<void> {
    const [unsent, unpulled] = await Promise.all([unsentRows(db), unpulledRecords(db)]);
    const records = [...unsent, ...unpulled].map(({ record }) => record);
    const voidedIds = records.flatMap((record) => (record.kind === 'void' ? [record.saleId] : []));
    const sales = await db.sales.where('id').anyOf(voidedIds).toArray();
    const saleOf = new Map(sales.map((row) => [row.id, row.record]));
    const next = new Map<string, number>();
    const count = (record: DeviceRecord, ofProduct: (productId: string) => boolean) => {
      for (const [productId, milli] of movedBy(record, (id) => saleOf.get(id)))
        if (ofProduct(productId)) next.set(productId, (next.get(productId) ?? 0) + milli);
    };
    for (const { record } of unsent) count(record, () => true);
    for (const { record, batch } of unpulled)
      count(record, (productId) => !isPulled(productId, batch.stock[productId] ?? 0));
    since = next;
    if (checkpoint !== '') version.set(version.get() + 1);
  }
  const isPulled = (productId: string, wanted: number) => (told.get(productId)?.[2] ?? 0) >= wanted;

  return {
    version,
    onHand: (productId) => {
      const milli = told.get(productId)?.[1] ?? (checkpoint !== '' && since.has(productId) ? 0 : undefined);
      return milli === undefined ? undefined : milli + (since.get(productId) ?? 0);
    },
    load: (wanted) =>
      inTurn(async () => {
        if (outletId !== wanted) empty();
        outletId = wanted;
        const read = await kept.read(wanted, revision).catch(() => null);
        if (!read) return;
        for (const row of read.rows) told.set(row[0], row);
        ({ checkpoint, revision } = read);
        await recount();
      }),
    pull: (server) =>
      inTurn(async () => {
        const changed = new Set<string>();
        const first = checkpoint;
        let held = false;
        for (let after = checkpoint; ; ) {
          const page = await server.pull<StockRow>('stock', after, MAX_PULL_ROWS);
          if (page.reset) {
            told = new Map();
            revision = 0;
            // They were counted in another history of the server.
            await db.meta.delete('unpulled');
          }
          for (const row of page.rows) {
            told.set(row[0], row);
            changed.add(row[0]);
          }
          after = page.checkpoint;
          checkpoint = after;
          held = page.held;
          if (!page.more) break;
        }
        if (checkpoint !== first || revision === 0)
          revision = await kept.write(outletId, told, changed, checkpoint, revision).catch(() => 0);
        await recount();
        await forgetPulled(db, 'stock', isPulled, now()).catch(() => {});
        return held;
      }),
    note: (records) => {
      // What a void undoes stands in another record.
      if (records.some(({ kind }) => kind === 'void')) {
        void recount().catch(() => {});
        return;
      }
      let changed = false;
      for (const [productId, milli] of records.flatMap((record) => [...movedBy(record)])) {
        since.set(productId, (since.get(productId) ?? 0) + milli);
        changed = true;
      }
      if (changed && checkpoint !== '') version.set(version.get() + 1);
    },
    clear: () =>
      inTurn(async () => {
        empty();
        version.set(0);
        await kept.forget().catch(() => {});
      }),
    close: () => kept.close(),
  };
}

/** Goods that moved without a sale, or a count. */
export function recordStock(
  db: LedgerDb,
  acting: Acting,
  draft: StockDocumentDraft,
  onHand: (productId: string) => number | undefined,
): Promise<StockDocumentRecord> {
  const { staffId, type, toOutletId, reference = '', note = '', lines, approvals } = draft;
  if (lines.length === 0) throw new LocalError('invalidDraft', { field: 'lines' });
  if ((type === 'transfer') !== (toOutletId !== undefined))
    throw new LocalError('invalidDraft', { field: 'toOutletId' });
  lines.forEach(({ productId, quantityMilli }, index) => {
    const repeated = lines.findIndex((line) => line.productId === productId) !== index;
    if (repeated || !Number.isSafeInteger(quantityMilli) || quantityMilli < (type === 'count' ? 0 : 1))
      throw new LocalError('invalidDraft', { field: `lines.${index}.quantityMilli` });
  });
  return writeAction(db, acting, async (writer) => {
    const record = writer.add({
      kind: 'stockDocument',
      ...writer.header(staffId),
      type,
      ...(toOutletId === undefined ? {} : { toOutletId }),
      reference,
      note,
      lines: lines.map(({ productId, quantityMilli, cost, reason }) => {
        const believed = type === 'count' ? onHand(productId) : undefined;
        return {
          productId,
          quantityMilli,
          ...(believed === undefined ? {} : { expectedMilli: believed }),
          ...(cost === undefined ? {} : { cost }),
          ...(reason ? { reason } : {}),
        };
      }),
      ...(approvals?.length ? { approvals: [...approvals] } : {}),
    });
    await writer.auditApprovals(staffId, record.id, approvals);
    return record;
  });
}
