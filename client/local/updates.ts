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
  const registration = await navigator.serviceWorker.register('/service-worker.js');
  const notice = () => {
    // The very first worker takes over by itself and replaces nothing.
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waitingWorker = registration.waiting;
    state.set({ waiting: true });
  };
  notice();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', notice);
  });
  const askForNews = () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  };
  setInterval(askForNews, 60 * 60 * 1000);
  document.addEventListener('visibilitychange', askForNews);
}

/** Starts the new version and reloads this page. Only for an empty cart, on a person's word. */
export function applyUpdate(): void {
  if (!waitingWorker) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waitingWorker.postMessage({ type: 'SKIP_WAITING' });
}
