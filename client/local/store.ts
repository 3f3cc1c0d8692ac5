/** A value that screens can watch; fits `useSyncExternalStore`. */
export interface Store<T> {
  get(): T;
  /** Calls back after each change until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

export interface WritableStore<T> extends Store<T> {
  /** Tells the listeners only when the value is another one. */
  set(next: T): void;
}

/** A store in memory. `get` returns the same reference until the next `set`. */
export function createStore<T>(initial: T): WritableStore<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}
