import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import { CONTRACT_VERSION } from '../../../shared/sync/version.ts';
import { LocalError } from '../types.ts';
import type { LedgerDb, MetaRow, OutboxRow, SaleRow } from './ledger-db.ts';
import type { Sequence } from './meta.ts';

/**
 * Writes the sale, its outbox row and the numbers it took in one strict transaction and resolves when the disk has
 * them (S1); two tabs never get the same number (S2). A sale id that is there already returns the stored record.
 * `build` is called inside the transaction with the numbers to use and must not wait for anything.
 * Throws LocalError `storageFull` or `storageBroken` with nothing written.
 */
export async function commitSale(
  db: LedgerDb,
  sale: { id: string; tenantId: string; deviceId: string },
  build: (numbers: { receiptSeq: number; deviceCounter: number }) => SaleRecord,
): Promise<SaleRecord> {
  try {
    return await writeSale(db, sale, build);
  } catch (error) {
    if (nameOf(error) === 'ConstraintError') {
      const stored = await db.sales.get({ id: sale.id });
      if (stored) return stored.record;
    }
    if (nameOf(error) === 'InvalidStateError') {
      // The browser or a newer version in another tab closed the connection: nothing was written, open once more.
      await db.close({ disableAutoOpen: false });
      await db.open().catch((cause: unknown) => {
        throw asLocalError(cause);
      });
      return writeSale(db, sale, build).catch((cause: unknown) => {
        throw asLocalError(cause);
      });
    }
    throw asLocalError(error);
  }
}

/**
 * Not through Dexie, which costs about half as much again here: this is the one write a customer waits for.
 * Schema and migrations stay Dexie's.
 */
function writeSale(
  db: LedgerDb,
  sale: { id: string; tenantId: string; deviceId: string },
  build: (numbers: { receiptSeq: number; deviceCounter: number }) => SaleRecord,
): Promise<SaleRecord> {
  return new Promise((resolve, reject) => {
    const tx = db.backendDB().transaction(['sales', 'outbox', 'meta'], 'readwrite', { durability: 'strict' });
    let record: SaleRecord;
    let failure: unknown;
    tx.oncomplete = () => resolve(record);
    tx.onabort = () => reject(failure ?? tx.error ?? new Error('aborted'));
    const meta = tx.objectStore('meta');
    const read: IDBRequest<MetaRow | undefined> = meta.get('sequence');
    read.onsuccess = () => {
      try {
        const last = read.result?.value as Sequence | undefined;
        const next: Sequence = {
          deviceId: sale.deviceId,
          receiptSeq: (last?.deviceId === sale.deviceId ? last.receiptSeq : 0) + 1,
          deviceCounter: (last?.deviceCounter ?? 0) + 1,
        };
        record = build(next);
        const saleRow: SaleRow = {
          counter: next.deviceCounter,
          id: sale.id,
          contract: CONTRACT_VERSION,
          record,
        };
        const outboxRow: OutboxRow = {
          counter: next.deviceCounter,
          id: sale.id,
          kind: 'sale',
          tenantId: sale.tenantId,
          attempts: 0,
        };
        tx.objectStore('sales').add(saleRow);
        tx.objectStore('outbox').add(outboxRow);
        meta.put({ key: 'sequence', value: next } satisfies MetaRow);
        tx.commit();
      } catch (error) {
        failure = error;
        tx.abort();
      }
    };
  });
}

/** Any failure of the browser's database as something a person can act on. */
export function asLocalError(error: unknown): LocalError {
  if (error instanceof LocalError) return error;
  for (let cause: unknown = error; cause; cause = (cause as { inner?: unknown; cause?: unknown }).inner) {
    if (nameOf(cause) === 'QuotaExceededError') return new LocalError('storageFull', { cause: error });
  }
  return new LocalError('storageBroken', { cause: error });
}

function nameOf(error: unknown): string | undefined {
  return (error as { name?: string } | null)?.name;
}
