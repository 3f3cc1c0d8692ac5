/** Names of what only one tab or the service worker does at a time (S9). */
export const LOCKS = {
  drain: 'gerai-drain',
  pull: 'gerai-pull',
  /** held for the life of the tab that keeps the live feed */
  live: 'gerai-live',
} as const;

/** Runs `work` alone among all tabs and the service worker; waits for its turn. */
export function alone<T>(lock: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lock, work) as Promise<T>;
}
