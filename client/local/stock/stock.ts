import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { StockDocumentRecord } from '../../../shared/sync/day-records.ts';
import type { StockRow } from '../../../shared/sync/pull.ts';
import { MAX_PULL_ROWS } from '../../../shared/sync/version.ts';
import type { StockDocumentDraft } from '../day-types.ts';
import type { LedgerDb } from '../ledger/ledger-db.ts';
import { unsentRows } from '../ledger/outbox.ts';
import { type Acting, writeAction } from '../ledger/write-action.ts';
import { createStore, type Store } from '../store.ts';
import type { Server } from '../sync/server.ts';
import { LocalError } from '../types.ts';
import { movedBy } from './moved.ts';

/** Stock on hand of the outlet, in memory: what the server said last, and what this device did since. */
export interface Stock {
  version: Store<number>;
  onHand(productId: string): number | undefined;
  /** Asks the server for news. */
  pull(server: Server): Promise<void>;
  /** Counts in what this tab just recorded. */
  note(records: readonly DeviceRecord[]): void;
  clear(): void;
}

export function openStock(db: LedgerDb): Stock {
  const version = createStore(0);
  let told = new Map<string, number>();
  let since = new Map<string, number>();
  let checkpoint = '';

  async function recount(): Promise<void> {
    const unsent = await unsentRows(db);
    const voidedIds = unsent.flatMap(({ record }) => (record.kind === 'void' ? [record.saleId] : []));
    const sales = await db.sales.where('id').anyOf(voidedIds).toArray();
    const saleOf = new Map(sales.map((row) => [row.id, row.record]));
    const next = new Map<string, number>();
    for (const { record } of unsent) {
      for (const [productId, milli] of movedBy(record, (id) => saleOf.get(id)))
        next.set(productId, (next.get(productId) ?? 0) + milli);
    }
    since = next;
    if (checkpoint !== '') version.set(version.get() + 1);
  }

  return {
    version,
    onHand: (productId) => {
      const milli = told.get(productId) ?? (checkpoint !== '' && since.has(productId) ? 0 : undefined);
      return milli === undefined ? undefined : milli + (since.get(productId) ?? 0);
    },
    pull: async (server) => {
      for (let after = checkpoint; ; ) {
        const page = await server.pull<StockRow>('stock', after, MAX_PULL_ROWS);
        if (page.reset) told = new Map();
        for (const [productId, milli] of page.rows) told.set(productId, milli);
        after = page.checkpoint;
        checkpoint = after;
        if (!page.more) break;
      }
      await recount();
    },
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
    clear: () => {
      told = new Map();
      since = new Map();
      checkpoint = '';
      version.set(0);
    },
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
