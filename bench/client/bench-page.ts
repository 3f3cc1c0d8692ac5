// Runs in the page: the device's own modules, and the bare means they are measured against.
import { v7 } from 'uuid';
import { commitSale } from '../../client/local/ledger/commit-sale.ts';
import { LedgerDb } from '../../client/local/ledger/ledger-db.ts';
import type { KeptIdentity } from '../../client/local/ledger/meta.ts';
import { priceDraft, saleFromDraft } from '../../client/local/ledger/sale-from-draft.ts';
import { openCatalogue } from '../../client/local/packs/catalogue.ts';
import { pullProducts } from '../../client/local/sync/pull-products.ts';
import { openServer } from '../../client/local/sync/server.ts';
import type { SaleDraft } from '../../client/local/types.ts';
import type { ProductRow, PullPage } from '../../shared/sync/pull.ts';

const identity: KeptIdentity = {
  deviceId: v7(),
  deviceCode: 'A1',
  deviceName: 'Meja 1',
  tenantId: v7(),
  tenantName: 'Toko',
  outlet: { id: v7(), code: 'PST', name: 'Pusat', address: 'Jl. Melati 1', timeZone: 'Asia/Jakarta' },
  snapshotPublicKey: {},
};
const ports = { now: () => Date.now(), newId: () => v7() };

function draft(): SaleDraft {
  const lines = [3_500, 12_000, 17_850, 2_805, 22_000].map((price, index) => ({
    product: {
      id: v7(),
      sku: `SKU00012${index}`,
      name: `Mie Goreng Ayam Bawang ${index}`,
      unit: 'pcs',
      taxClass: 'standard' as const,
    },
    quantityMilli: 1_000,
    unitPrice: price,
  }));
  return {
    saleId: v7(),
    staffId: identity.deviceId,
    lines,
    payments: [{ method: 'cash', amount: 58_155, tendered: 60_000 }],
  };
}

async function ours(db: LedgerDb): Promise<void> {
  const acting = { identity, clockOffsetMs: 12, ports };
  await commitSale(db, acting, priceDraft(draft(), {}, Date.now()), { shiftRequired: false });
}

function openBare(name: string, stores: string[]): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store, { keyPath: 'counter' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The floor: one strict transaction that puts the same rows, and nothing else. */
function bare(db: IDBDatabase, counter: number): Promise<void> {
  const given = draft();
  const record = saleFromDraft(priceDraft(given, {}, Date.now()), {
    identity,
    nowMs: Date.now(),
    clockOffsetMs: 12,
    newId: v7,
    shift: null,
    counter: () => counter,
    receipt: () => ({ receiptSeq: counter, receiptNumber: `PST-A1-${counter}` }),
  });
  return new Promise((resolve, reject) => {
    const tx = db.transaction(['sales', 'outbox', 'meta'], 'readwrite', { durability: 'strict' });
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error);
    tx.objectStore('sales').put({ counter, id: given.saleId, record });
    tx.objectStore('outbox').put({
      counter,
      id: given.saleId,
      kind: 'sale',
      tenantId: identity.tenantId,
      attempts: 0,
    });
    tx.objectStore('meta').put({
      counter: 0,
      key: 'sequence',
      value: { deviceId: identity.deviceId, receiptSeq: counter, deviceCounter: counter },
    });
  });
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const p95 = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

/** Longest stretch in which nothing else could run on the main thread. */
function watchBlocks(): () => number {
  let longest = 0;
  let last = performance.now();
  let watching = true;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) setTimeout(() => port2.postMessage(null), 0);
  };
  port2.postMessage(null);
  return () => {
    watching = false;
    return longest;
  };
}

const server = openServer((...args) => fetch(...args));

const bench = {
  async saleCommit(rounds: number) {
    const db = new LedgerDb();
    await db.open();
    const floorDb = await openBare('floor', ['sales', 'outbox', 'meta']);
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let n = 1; n <= rounds; n += 1) {
      let start = performance.now();
      await bare(floorDb, n);
      times.bare.push(performance.now() - start);
      start = performance.now();
      await ours(db);
      times.ours.push(performance.now() - start);
    }
    const skip = Math.floor(rounds / 10);
    return {
      ours: median(times.ours.slice(skip)),
      bare: median(times.bare.slice(skip)),
      p95: p95(times.ours),
    };
  },

  /** Network, disk, memory, searchable. */
  async firstSync() {
    const catalogue = openCatalogue();
    const stop = watchBlocks();
    const start = performance.now();
    await pullProducts(server, catalogue);
    const found = catalogue.search('kopi melati', null, 50).length;
    const ms = performance.now() - start;
    const longestBlockMs = stop();
    const { loaded } = catalogue.state.get();
    catalogue.close();
    return { ms, longestBlockMs, loaded, found };
  },

  /** The floor: the same rows, one record each, a bare transaction a page. */
  async bareRows() {
    const rows: ProductRow[] = [];
    for (let after = ''; ; ) {
      const page: PullPage<ProductRow> = await server.pull('product', after, 5_000);
      rows.push(...page.rows);
      if (!page.more) break;
      after = page.checkpoint;
    }
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('floor-rows', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('product', { keyPath: 'id' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const start = performance.now();
    for (let from = 0; from < rows.length; from += 5_000) {
      await new Promise<void>((resolve, reject) => {
        const tx = db.transaction('product', 'readwrite');
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
        const store = tx.objectStore('product');
        for (const row of rows.slice(from, from + 5_000)) store.put({ id: row[0], row });
      });
    }
    const ms = performance.now() - start;
    db.close();
    indexedDB.deleteDatabase('floor-rows');
    return ms;
  },

  /** From the disk until everything can be searched; how long until the first products could. */
  async start() {
    const start = performance.now();
    const catalogue = openCatalogue();
    let firstMs = 0;
    catalogue.state.subscribe(() => {
      if (firstMs === 0 && catalogue.state.get().loaded > 0) firstMs = performance.now() - start;
    });
    const stop = watchBlocks();
    await catalogue.load();
    const ms = performance.now() - start;
    Object.assign(globalThis, { kept: catalogue });
    return { ms, firstMs, longestBlockMs: stop(), loaded: catalogue.state.get().loaded };
  },

  async searches(queries: string[]) {
    const catalogue = openCatalogue();
    await catalogue.load();
    const times: Record<string, number> = {};
    const all: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      for (const query of queries) {
        const start = performance.now();
        const found = catalogue.search(query, null, 60);
        const ms = performance.now() - start;
        times[`${query} (${found.length})`] = Math.round(ms * 10) / 10;
        if (round > 0) all.push(ms);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }
    return { p95: p95(all), median: median(all), times };
  },
};
export type BenchPage = typeof bench;
declare global {
  // biome-ignore lint/suspicious/noRedeclare: how a page's global is typed
  var bench: BenchPage;
}
globalThis.bench = bench;
