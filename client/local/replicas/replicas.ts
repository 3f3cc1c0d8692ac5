import { createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { CategoryRow, CustomerRow, OutletRow, PullPage, SaleRow } from '../../../shared/sync/pull.ts';
import type { CustomerEvent } from '../day-types.ts';
import { RefusedCall, type Server } from '../sync/server.ts';
import type { Category, OutletSale } from '../types.ts';

const REPLICATED = ['category', 'outlet', 'sale', 'customer'] as const;
type Replicated = (typeof REPLICATED)[number];
interface Rows {
  category: Omit<CategoryRow, 'deleted'>;
  outlet: Omit<OutletRow, 'deleted'>;
  sale: Omit<SaleRow, 'deleted'>;
  customer: Omit<CustomerRow, 'deleted'>;
}
const isReplicated = (name: string): name is Replicated => REPLICATED.includes(name as Replicated);
type Collections = { [K in Replicated]: RxCollection<Rows[K]> };
interface Checkpoint {
  after: string;
}

/** Copies of what the server owns and screens watch. Rebuilt at will; nothing unsent is ever in here (S7). */
export interface Replicas {
  outletSales(limit: number): Promise<OutletSale[]>;
  /** By id or receipt number. */
  outletSale(saleIdOrReceipt: string): Promise<OutletSale | undefined>;
  customers(): Promise<Rows['customer'][]>;
  /** What the outlet sold to them. */
  customerEvents(customerIds: readonly string[]): Promise<CustomerEvent[]>;
  /** Asks the server for news of these; only the tab that leads does. */
  pull(collections: Iterable<string>): void;
  remove(): Promise<void>;
  close(): Promise<void>;
}

/** Another shape takes another name: a replica is not migrated but fetched anew. */
const FAMILY = 'gerai-replicas-';
const NAME = `${FAMILY}3`;
const PAGE = 1_000;
const storage = getRxStorageDexie();

/** Opens the replicas, or deletes and opens them anew when the browser can't read them. */
export async function openReplicas(parts: {
  server: Server;
  /** each outlet has replicas of its own */
  outletId: string;
  onCategories: (categories: Category[]) => void;
  onOutlet: (outlet: Rows['outlet']) => void;
  /** sales or customers came from the server */
  onNews: () => void;
  /** how a pull ended: `held` rows can't be shown yet (S8) */
  onPulled: (collection: Replicated, outcome: 'done' | 'held' | 'failed') => void;
  /** what is held is of no use any more: remove, open again */
  onReset: () => void;
}): Promise<Replicas> {
  const name = `${NAME}-${parts.outletId}`;
  let database: RxDatabase<Collections>;
  try {
    database = await openDatabase(name);
    void removeStored(FAMILY, (stored) => !stored.startsWith(NAME)).catch(() => {});
  } catch {
    await removeStored(`${name}-`);
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

  database.sale.$.subscribe(() => parts.onNews());
  database.customer.$.subscribe(() => parts.onNews());

  const replicate = <K extends Replicated>(collectionName: K) => {
    const collection = database[collectionName] as unknown as RxCollection<Rows[K]>;
    const state = replicateRxCollection<Rows[K], Checkpoint>({
      replicationIdentifier: `gerai-${collectionName}`,
      collection,
      live: true,
      // The tab that holds our own lock replicates; nobody else asks for it.
      waitForLeadership: false,
      toggleOnDocumentVisible: false,
      pull: {
        batchSize: PAGE,
        handler: async (checkpoint, limit) => {
          const after = checkpoint?.after ?? '';
          const nothing = { documents: [], checkpoint: { after } };
          let page: PullPage<Rows[K] & { deleted: boolean }>;
          try {
            page = await parts.server.pull(collectionName, after, limit);
          } catch (error) {
            // Our loop asks again, when it makes sense: left to itself the library would hear nobody for a minute.
            const served = !(error instanceof RefusedCall && error.code === 'notFound');
            parts.onPulled(collectionName, served ? 'failed' : 'done');
            return nothing;
          }
          if (page.reset && after !== '') {
            // The server starts over: so do the replicas.
            parts.onReset();
            return nothing;
          }
          if (!page.more) parts.onPulled(collectionName, page.held ? 'held' : 'done');
          const documents = page.rows.map(({ deleted, ...row }) => ({ ...row, _deleted: deleted }));
          return { documents: documents as never, checkpoint: { after: page.checkpoint } };
        },
      },
    });
    running.set(collectionName, state as unknown as RxReplicationState<unknown, Checkpoint>);
  };

  let people: Promise<Rows['customer'][]> | null = null;
  return {
    outletSale: async (wanted) => {
      const byId = await database.sale.findOne(wanted.toLowerCase()).exec();
      const found =
        byId ?? (await database.sale.findOne({ selector: { receiptNumber: wanted.toUpperCase() } }).exec());
      return found?.toMutableJSON();
    },
    customers: () => {
      // Read once and kept up to date from then on: every letter of a search asks for them.
      people ??= new Promise((resolve) => {
        database.customer.find().$.subscribe((documents) => {
          const rows = documents.map((document) => document.toMutableJSON());
          people = Promise.resolve(rows);
          resolve(rows);
        });
      });
      return people;
    },
    customerEvents: async (customerIds) => {
      const sales = await database.sale.find({ selector: { customerId: { $in: [...customerIds] } } }).exec();
      return sales.flatMap(
        ({ id: saleId, soldAt, receiptNumber, total, payments, voided }): CustomerEvent[] => {
          const debt = payments.reduce(
            (sum, { method, amount }) => sum + (method === 'debt' ? amount : 0),
            0,
          );
          return voided ? [] : [{ kind: 'sale', id: saleId, at: soldAt, receiptNumber, total, debt }];
        },
      );
    },
    outletSales: async (limit) => {
      const documents = await database.sale.find({ sort: [{ receivedAt: 'desc' }], limit }).exec();
      return documents.map((document) => document.toMutableJSON());
    },
    pull: (collections) => {
      for (const wanted of collections) {
        if (!isReplicated(wanted)) continue;
        const state = running.get(wanted);
        if (state) state.reSync();
        else replicate(wanted);
      }
    },
    remove: async () => {
      await database.remove().catch(() => {});
      await removeStored(`${name}-`);
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
      customer: { schema: customerSchema },
    });
    // What lacks a table opens all the same, and fails at the first look.
    const { category, outlet, sale, customer } = database;
    await Promise.all([category, outlet, sale, customer].map((collection) => collection.findOne().exec()));
  } catch (error) {
    await database.close().catch(() => {});
    throw error;
  }
  return database;
}

/** By the browser itself: the library has to read what it removes, and that may be what it can't. */
async function removeStored(prefix: string, unwanted: (name: string) => boolean = () => true): Promise<void> {
  const stored = await indexedDB.databases();
  const removed = stored.flatMap((one) =>
    one.name?.startsWith(`rxdb-dexie-${prefix}`) && unwanted(one.name.slice('rxdb-dexie-'.length))
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
const boolean = { type: 'boolean' } as const;
const integer = { type: 'integer' } as const;
const nullable = { type: ['string', 'null'] };
const objects = { type: 'array', items: { type: 'object' } } as const;
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
    shiftId: nullable,
    customerId: nullable,
    rounding: integer,
    voided: boolean,
    refundedTotal: integer,
    lines: objects,
    payments: objects,
  },
  required: ['receivedAt'],
  indexes: ['receivedAt'],
};
const customerSchema: RxJsonSchema<Rows['customer']> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    name: string,
    phone: string,
    email: string,
    address: string,
    note: string,
    member: boolean,
    consent: boolean,
    balance: integer,
    debt: integer,
    debtLimit: { type: ['integer', 'null'] },
    mergedInto: nullable,
    version: integer,
  },
};
