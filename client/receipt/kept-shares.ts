import type { LocalStore } from '../local/types.ts';

/** A receipt that a customer was promised while there was no network. */
export interface KeptShare {
  id: string;
  /** digits with country code */
  number: string;
  receiptNumber: string;
  text: string;
}

/** Beside the carts in the device's own database: goes when the device leaves the shop. */
const SLOT = 'later-shares';

export async function keptShares(local: LocalStore): Promise<KeptShare[]> {
  const kept = await local.loadDraft(SLOT);
  return Array.isArray(kept) ? (kept as KeptShare[]) : [];
}

/** Whether it is really kept: a promise to a customer must not get lost silently. */
export async function keepShare(local: LocalStore, share: KeptShare): Promise<boolean> {
  const shares = await change(local, (before) => [...before.filter(({ id }) => id !== share.id), share]);
  return shares.some(({ id }) => id === share.id);
}

export async function forgetShare(local: LocalStore, id: string): Promise<void> {
  await change(local, (before) => before.filter((share) => share.id !== id));
}

/** One tab at a time, or one would write over the other's. */
function change(local: LocalStore, next: (before: KeptShare[]) => KeptShare[]): Promise<KeptShare[]> {
  return navigator.locks.request('gerai-later-shares', async () => {
    const shares = next(await keptShares(local));
    await local.saveDraft(SLOT, shares.length > 0 ? shares : null);
    window.dispatchEvent(new Event('latershares'));
    return keptShares(local);
  });
}
