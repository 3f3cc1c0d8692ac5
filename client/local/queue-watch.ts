import { findSale } from './ledger/history.ts';
import type { LedgerDb } from './ledger/ledger-db.ts';
import { countQueue } from './ledger/outbox-in-flight.ts';
import { createStore, type Store, type WritableStore } from './store.ts';
import type { QueueState, SaleState } from './types.ts';

const FOLLOWED_AT_MOST = 100;

/** What screens see of the outbox; recounts when told that something changed. */
export interface QueueWatch {
  state: Store<QueueState>;
  saleState(saleId: string): Store<SaleState>;
  setSending(sending: boolean): void;
  /** The outbox changed, here or in another tab. */
  refresh(): Promise<void>;
}

export function watchQueue(db: LedgerDb, onCount: (unsent: number) => void): QueueWatch {
  const state = createStore<QueueState>({ pending: 0, refused: 0, sending: false });
  const followed = new Map<string, WritableStore<SaleState>>();
  let counting: Promise<void> | null = null;
  let again = false;

  async function count(): Promise<void> {
    do {
      again = false;
      const { pending, refused } = await countQueue(await db.native());
      const before = state.get();
      if (before.pending !== pending || before.refused !== refused)
        state.set({ ...before, pending, refused });
      onCount(pending + refused);
      for (const [saleId, store] of followed) {
        if (store.get() === 'confirmed') continue;
        const sale = await findSale(db, saleId);
        if (sale) store.set(sale.state);
      }
    } while (again);
  }

  const watch: QueueWatch = {
    state,
    saleState: (saleId) => {
      const known = followed.get(saleId);
      if (known) return known;
      const store = createStore<SaleState>('local');
      followed.set(saleId, store);
      for (const oldest of followed.keys()) {
        if (followed.size <= FOLLOWED_AT_MOST) break;
        followed.delete(oldest);
      }
      void watch.refresh();
      return store;
    },
    setSending: (sending) => {
      if (state.get().sending !== sending) state.set({ ...state.get(), sending });
    },
    refresh: () => {
      again = true;
      counting ??= count()
        .catch(() => {})
        .finally(() => {
          counting = null;
        });
      return counting;
    },
  };
  return watch;
}
