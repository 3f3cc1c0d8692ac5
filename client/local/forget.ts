import type { LedgerDb } from './ledger/ledger-db.ts';
import type { ClearResult } from './types.ts';

/**
 * Forgets who this device is, and with `everything` also the history and the settings. Refused while a record is unsent
 * or set aside: checked in the same transaction, so that no sale slips in between (S12). The count of records goes on.
 */
export function forget(db: LedgerDb, everything: boolean): Promise<ClearResult> {
  return db.transaction('rw', [db.outbox, db.meta, db.sales, db.parkedCarts, db.printQueue], async () => {
    const unsent = await db.outbox.count();
    if (unsent > 0) return { ok: false, unsent };
    await db.meta.bulkDelete(['identity', 'snapshot', 'pinTries', 'contact']);
    await db.parkedCarts.clear();
    if (everything) {
      await db.meta.delete('settings');
      await db.sales.clear();
      await db.printQueue.clear();
    }
    return { ok: true };
  });
}
