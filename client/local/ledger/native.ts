import { LEDGER_NAME } from './ledger-name.ts';

/**
 * The ledger without Dexie, for the sale that a customer waits for and for the service worker, which should not carry a
 * second copy of a library. Schema and migrations are Dexie's alone (ledger-db.ts).
 */
export type Ledger = IDBDatabase;
export type StoreName = 'sales' | 'records' | 'outbox' | 'meta';

/** The ledger as it is on the disk; null when this browser has none yet. */
export function openExistingLedger(): Promise<Ledger | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(LEDGER_NAME);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => {
      const ledger = request.result;
      // A newer version of the app wants to migrate: never in its way.
      ledger.onversionchange = () => ledger.close();
      resolve(ledger);
    };
    request.onerror = () => (isNew ? resolve(null) : reject(request.error));
  });
}

/** Resolves with what `work` gave when the transaction is on the disk; a failure leaves nothing written. */
export function strictly<T>(
  ledger: Ledger,
  stores: StoreName[],
  work: (tx: IDBTransaction) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const tx = ledger.transaction(stores, 'readwrite', { durability: 'strict' });
    let result: { value: T } | undefined;
    let failure: unknown;
    tx.oncomplete = () =>
      result ? resolve(result.value) : reject(new Error('the work waited for something else'));
    tx.onabort = () => reject(failure ?? tx.error ?? new Error('aborted'));
    work(tx).then(
      (value) => {
        result = { value };
        tx.commit();
      },
      (error: unknown) => {
        failure = error;
        try {
          tx.abort();
        } catch {
          // It has ended by itself.
        }
      },
    );
  });
}

/** Those of `stores` that are there: the service worker may meet a ledger that no page has brought up to date yet. */
export function present(ledger: Ledger, stores: StoreName[]): StoreName[] {
  return stores.filter((store) => ledger.objectStoreNames.contains(store));
}

/** The answer of one request of a running transaction. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
