const REMEMBERED = 'gerai.cartSlot';

/**
 * A place for this tab's cart that no other tab uses: the one it had before a reload, else the first free one,
 * so that a till opened after a crash finds the cart of the crashed one. Held until the tab goes.
 */
export async function claimCartSlot(): Promise<string> {
  // Without a secure context there are no locks, and no second tab to protect from.
  if (!navigator.locks) return 'cart-1';
  const before = sessionStorage.getItem(REMEMBERED);
  // After a reload the old page may still be letting go of it.
  if (before && (await hold(before, { signal: AbortSignal.timeout(2_000) }))) return before;
  for (let number = 1; ; number += 1) {
    const slot = `cart-${number}`;
    if (await hold(slot, { ifAvailable: true })) {
      sessionStorage.setItem(REMEMBERED, slot);
      return slot;
    }
  }
}

function hold(slot: string, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    navigator.locks
      .request(`gerai-${slot}`, options, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise<never>(() => {}) : undefined;
      })
      .catch(() => resolve(false));
  });
}
