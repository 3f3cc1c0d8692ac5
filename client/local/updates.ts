import { createStore, type Store } from './store.ts';

export interface UpdateState {
  /** a new version has been downloaded and waits for an empty cart */
  waiting: boolean;
}

const state = createStore<UpdateState>({ waiting: false });

/** Whether a new version waits. Nothing is ever applied or reloaded without `applyUpdate` (S11). */
export const updates: Store<UpdateState> = state;

let waitingWorker: ServiceWorker | null = null;

/** Registers the service worker; call once after the first paint. Without service workers it does nothing. */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  // The very first worker takes over by itself and replaces nothing.
  let controlled = navigator.serviceWorker.controller !== null;
  const registration = await navigator.serviceWorker.register('/service-worker.js');
  // The worker's own state is asked: `registration.waiting` may still be empty when its event arrives.
  const watch = (worker: ServiceWorker | null) => {
    const look = () => {
      if (worker?.state !== 'installed' || !navigator.serviceWorker.controller) return;
      waitingWorker = worker;
      state.set({ waiting: true });
    };
    worker?.addEventListener('statechange', look);
    look();
  };
  watch(registration.waiting);
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  // Another tab let the new version in: this one still runs the old, whose files go; it reloads when it may.
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (controlled) state.set({ waiting: true });
    controlled = true;
  });
  const askForNews = () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  };
  setInterval(askForNews, 60 * 60 * 1000);
  document.addEventListener('visibilitychange', askForNews);
}

/** Starts the new version and reloads this page. Only for an empty cart, on a person's word. */
export function applyUpdate(): void {
  if (waitingWorker?.state !== 'installed') {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waitingWorker.postMessage({ type: 'SKIP_WAITING' });
}
