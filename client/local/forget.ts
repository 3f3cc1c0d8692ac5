import type { LedgerDb } from './ledger/ledger-db.ts';
import { readMeta, writeMeta } from './ledger/meta.ts';
import { asLocalError } from './ledger/write-action.ts';
import type { ClearResult } from './types.ts';

/**
 * Forgets who this device is, and with `everything` also the history. Refused while a record is unsent or set aside:
 * checked in the same transaction, so that no sale slips in between (S12). The count of records goes on, and whom the
 * server still has to be told that it left.
 */
export async function forget(db: LedgerDb, everything: boolean): Promise<ClearResult> {
  try {
    return await forgetAndOwe(db, everything, true);
  } catch (error) {
    // Of all moments, a full disk must not stop somebody from clearing it.
    if (asLocalError(error).code !== 'storageFull') throw error;
    return forgetAndOwe(db, everything, false);
  }
}

function forgetAndOwe(db: LedgerDb, everything: boolean, owe: boolean): Promise<ClearResult> {
  return db.transaction('rw', db.tables, async () => {
    const unsent = await db.outbox.count();
    if (unsent > 0) return { ok: false, unsent };
    const identity = await readMeta(db, 'identity');
    await db.meta.bulkDelete([
      'identity',
      'snapshot',
      'pinTries',
      'contact',
      'shift',
      'outletSettings',
      'unpulled',
    ]);
    if (owe && identity) await writeMeta(db, 'leaving', { deviceId: identity.deviceId });
    await db.parkedCarts.clear();
    await db.waitingCarts.clear();
    await db.printJobs.clear();
    await db.printers.clear();
    if (everything) {
      await db.sales.clear();
      await db.records.clear();
      await db.printQueue.clear();
    }
    return { ok: true };
  });
}
