import type { LedgerDb } from './ledger/ledger-db.ts';
import { readMeta } from './ledger/meta.ts';
import { RefusedCall, type Server } from './sync/server.ts';

/**
 * Tells the server that this device was signed out, where it does not know yet: no script can take the credential's
 * cookie away. Throws NoAnswer, and stays owed, when no answer came.
 */
export async function leaveShop(db: LedgerDb, server: Pick<Server, 'mutate'>): Promise<void> {
  const leaving = await readMeta(db, 'leaving');
  if (!leaving) return;
  try {
    await server.mutate('accounts', 'leave', leaving);
  } catch (error) {
    // A server that will not hear of it is not asked for ever; its owner still can revoke the device.
    if (!(error instanceof RefusedCall) || ['busy', 'unexpected'].includes(error.code)) throw error;
  }
  await db.transaction('rw', db.meta, async () => {
    const still = await readMeta(db, 'leaving');
    if (still?.deviceId === leaving.deviceId) await db.meta.delete('leaving');
  });
}
