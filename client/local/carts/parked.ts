import type { ParkedCart } from '../day-types.ts';
import type { LedgerDb } from '../ledger/ledger-db.ts';
import { asLocalError } from '../ledger/write-action.ts';
import type { Ports } from '../ports.ts';
import { createStore, type Store } from '../store.ts';

/** Carts put aside, of all tabs of this device. */
export interface ParkedCarts {
  state: Store<readonly ParkedCart[]>;
  refresh(): Promise<void>;
  park(name: string, draft: unknown): Promise<ParkedCart>;
  unpark(id: string): Promise<unknown>;
}

export function openParkedCarts(
  db: LedgerDb,
  ports: Pick<Ports, 'now' | 'newId'>,
  onChanged: () => void,
): ParkedCarts {
  const state = createStore<readonly ParkedCart[]>([]);
  const refresh = async () => {
    // Ids are minted in the order of time.
    state.set(await db.waitingCarts.orderBy('id').toArray());
  };
  const changed = async () => {
    await refresh();
    onChanged();
  };
  return {
    state,
    refresh,
    park: async (name, draft) => {
      const cart: ParkedCart = { id: ports.newId(), name, savedAtMs: ports.now(), draft };
      try {
        await db.waitingCarts.add(cart);
      } catch (error) {
        throw asLocalError(error);
      }
      await changed();
      return cart;
    },
    unpark: async (id) => {
      try {
        const cart = await db.transaction('rw', db.waitingCarts, async () => {
          const waiting = await db.waitingCarts.get(id);
          if (waiting) await db.waitingCarts.delete(id);
          return waiting;
        });
        return cart?.draft;
      } catch (error) {
        throw asLocalError(error);
      } finally {
        await changed();
      }
    },
  };
}
