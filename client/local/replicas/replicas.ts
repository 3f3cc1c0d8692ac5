import { createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { CategoryRow, OutletRow, SaleRow } from '../../../shared/sync/pull.ts';
import type { Server } from '../sync/server.ts';
import type { Category, OutletSale } from '../types.ts';

type Replicated = 'category' | 'outlet' | 'sale';
interface Rows {
  category: Omit<CategoryRow, 'deleted'>;
  outlet: Omit<OutletRow, 'deleted'>;
  sale: Omit<SaleRow, 'deleted'>;
}
type Collections = { [K in Replicated]: RxCollection<Rows[K]> };
interface Checkpoint {
  after: string;
}

/** Copies of what the server owns and screens watch. Rebuilt at will; nothing unsent is ever in here (S7). */
export interface Replicas {
  outletSales(limit: number): Promise<OutletSale[]>;
  /** Asks the server for news of these; only the tab that leads does. */
  pull(collections: Iterable<string>): void;
  remove(): Promise<void>;
  close(): Promise<void>;
}

const NAME = 'gerai-replicas';
const PAGE = 1_000;
const RETRY_MS = 60_000;
const storage = getRxStorageDexie();

/** Opens the replicas, or deletes and opens them anew when the browser can't read them. */
export async function openReplicas(parts: {
  server: Server;
  /** each outlet has replicas of its own */
  outletId: string;
  onCategories: (categories: Category[]) => void;
  onOutlet: (outlet: Rows['outlet']) => void;
  /** what is held is of no use any more: remove, open again */
  onReset: () => void;
}): Promise<Replicas> {
  const name = `${NAME}-${parts.outletId}`;
  let database: RxDatabase<Collections>;
  try {
    database = await openDatabase(name);
  } catch {
    await removeStored(name);
    // Under another name: until the page ends, the library remembers what failed under this one.
    database = await openDatabase(`${name}-anew`);
  }
  const running = new Map<Replicated, RxReplicationState<unknown, Checkpoint>>();
  database.category.find({ sort: [{ sortOrder: 'asc' }, { name: 'asc' }] }).$.subscribe((documents) => {
    parts.onCategories(documents.map(({ id, name: label, sortOrder }) => ({ id, name: label, sortOrder })));
  });
  database.outlet.findOne(parts.outletId).$.subscribe((outlet) => {
    if (outlet) parts.onOutlet(outlet.toMutableJSON());
  });

  const replicate = <K extends Replicated>(collectionName: K) => {
    const collection = database[collectionName] as unknown as RxCollection<Rows[K]>;
    const state = replicateRxCollection<Rows[K], Checkpoint>({
      replicationIdentifier: `gerai-${collectionName}`,
      collection,
      live: true,
      retryTime: RETRY_MS,
      // The tab that holds our own lock replicates; nobody else asks for it.
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      pull: {
        batchSize: PAGE,
        handler: async (checkpoint, limit) => {
          const after = checkpoint?.after ?? '';
          const page = await parts.server.pull<Rows[K] & { deleted: boolean }>(collectionName, after, limit);
          if (page.reset && after !== '') {
            // The server starts over: so do the replicas.
            parts.onReset();
            throw new Error('reset');
          }
          const documents = page.rows.map(({ deleted, ...row }) => ({ ...row, _deleted: deleted }));
          return { documents: documents as never, checkpoint: { after: page.checkpoint } };
        },
      },
    });
    running.set(collectionName, state as unknown as RxReplicationState<unknown, Checkpoint>);
  };

  return {
    outletSales: async (limit) => {
      const documents = await database.sale.find({ sort: [{ receivedAt: 'desc' }], limit }).exec();
      return documents.map((document) => document.toMutableJSON());
    },
    pull: (collections) => {
      for (const wanted of collections) {
        if (wanted === 'product') continue;
        const state = running.get(wanted as Replicated);
        if (state) state.reSync();
        else replicate(wanted as Replicated);
      }
    },
    remove: async () => {
      await database.remove().catch(() => {});
      await removeStored(name);
    },
    close: async () => {
      await database.close();
    },
  };
}

async function openDatabase(name: string): Promise<RxDatabase<Collections>> {
  const database = await createRxDatabase<Collections>({ name, storage, multiInstance: true });
  try {
    await database.addCollections({
      category: { schema: categorySchema },
      outlet: { schema: outletSchema },
      sale: { schema: saleSchema },
    });
    // What lacks a table opens all the same, and fails at the first look.
    const { category, outlet, sale } = database;
    await Promise.all([category, outlet, sale].map((collection) => collection.findOne().exec()));
  } catch (error) {
    await database.close().catch(() => {});
    throw error;
  }
  return database;
}

/** By the browser itself: the library has to read what it removes, and that may be what it can't. */
async function removeStored(name: string): Promise<void> {
  const stored = await indexedDB.databases();
  const removed = stored.flatMap((one) =>
    one.name?.startsWith(`rxdb-dexie-${name}-`)
      ? new Promise<void>((resolve) => {
          const request = indexedDB.deleteDatabase(one.name as string);
          request.onsuccess = request.onerror = () => resolve();
        })
      : [],
  );
  await Promise.all(removed);
}

const id = { type: 'string', maxLength: 36 } as const;
const string = { type: 'string' } as const;
const integer = { type: 'integer' } as const;
const epochMs = { type: 'integer', minimum: 0, maximum: 10_000_000_000_000, multipleOf: 1 } as const;

const categorySchema: RxJsonSchema<Rows['category']> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id, name: string, sortOrder: integer },
};
const outletSchema: RxJsonSchema<Rows['outlet']> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id, code: string, name: string, address: string, timeZone: string },
};
const saleSchema: RxJsonSchema<Rows['sale']> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    receiptNumber: string,
    deviceId: string,
    staffId: string,
    soldAt: integer,
    receivedAt: epochMs,
    total: integer,
    lineCount: integer,
    flags: { type: 'array', items: string },
  },
  required: ['receivedAt'],
  indexes: ['receivedAt'],
};
