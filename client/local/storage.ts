import { createStore, type Store } from './store.ts';
import type { StorageState } from './types.ts';

export interface StorageWatch {
  state: Store<StorageState>;
  /** Asks the browser not to evict what is kept here; the answer shows in `state`. */
  askToPersist(): Promise<void>;
  refresh(): Promise<void>;
}

export function watchStorage(): StorageWatch {
  const state = createStore<StorageState>({ persisted: null, usage: null, quota: null });
  const refresh = async () => {
    try {
      const [persisted, estimate] = await Promise.all([
        navigator.storage.persisted(),
        navigator.storage.estimate(),
      ]);
      state.set({ persisted, usage: estimate.usage ?? null, quota: estimate.quota ?? null });
    } catch {
      // The browser does not say: the state stays unknown.
    }
  };
  return {
    state,
    refresh,
    askToPersist: async () => {
      await navigator.storage.persist().catch(() => false);
      await refresh();
    },
  };
}
