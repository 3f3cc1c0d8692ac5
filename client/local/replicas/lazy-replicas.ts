import type { Collection, CustomerRow } from '../../../shared/sync/pull.ts';
import type { CustomerEvent } from '../day-types.ts';
import type { Server } from '../sync/server.ts';
import type { Category, OutletIdentity, OutletSale } from '../types.ts';
import type { Replicas } from './replicas.ts';

/** The replicas behind a door that opens late: their code is fetched when the till can already sell. */
export interface LazyReplicas {
  open(outletId: string): void;
  pull(collections: Iterable<Collection>): void;
  outletSales(limit: number): Promise<OutletSale[]>;
  outletSale(saleIdOrReceipt: string): Promise<OutletSale | undefined>;
  customers(): Promise<Omit<CustomerRow, 'deleted'>[]>;
  customerEvents(customerIds: readonly string[]): Promise<CustomerEvent[]>;
  remove(): Promise<void>;
  close(): Promise<void>;
}

export function lazyReplicas(parts: {
  server: Server;
  onCategories: (categories: Category[]) => void;
  onOutlet: (outlet: OutletIdentity) => void;
  onNews: () => void;
  onPulled: (collection: Collection, outcome: 'done' | 'held' | 'failed') => void;
}): LazyReplicas {
  let opening: Promise<Replicas> | null = null;
  const wanted = new Set<Collection>();

  async function load(outletId: string): Promise<Replicas> {
    const { openReplicas } = await import('./replicas.ts');
    return openReplicas({ ...parts, outletId, onReset: () => void rebuild(outletId) });
  }
  async function rebuild(outletId: string): Promise<void> {
    await lazy.remove();
    lazy.open(outletId);
    lazy.pull(['category', 'outlet', 'sale', 'customer']);
  }
  const quietly = async <T>(work: (replicas: Replicas) => Promise<T> | T): Promise<T | undefined> => {
    try {
      return opening ? await work(await opening) : undefined;
    } catch {
      // A replica is a copy: the till sells without it, and the next start tries again.
      return undefined;
    }
  };

  const lazy: LazyReplicas = {
    open: (outletId) => {
      if (opening) return;
      opening = load(outletId);
      void quietly((replicas) => replicas.pull(wanted));
    },
    pull: (collections) => {
      for (const collection of collections) wanted.add(collection);
      void quietly((replicas) => replicas.pull(collections));
    },
    outletSales: async (limit) => (await quietly((replicas) => replicas.outletSales(limit))) ?? [],
    outletSale: (wanted) => quietly((replicas) => replicas.outletSale(wanted)),
    customers: async () => (await quietly((replicas) => replicas.customers())) ?? [],
    customerEvents: async (ids) => (await quietly((replicas) => replicas.customerEvents(ids))) ?? [],
    remove: async () => {
      await quietly((replicas) => replicas.remove());
      opening = null;
    },
    close: async () => {
      await quietly((replicas) => replicas.close());
      opening = null;
    },
  };
  return lazy;
}
