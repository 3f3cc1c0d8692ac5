// What the specs call inside the page: the device's store through its door, and its databases as a stranger sees them.
import { Dexie } from 'dexie';
import { openLocalStore } from '../../client/local/local-store.ts';
import type { LocalStore, Product, SaleDraft } from '../../client/local/types.ts';
import { brokenVectors, moneyVectors } from '../../shared/fixtures/money-vectors.ts';

let store: LocalStore | undefined;

const harness = {
  Dexie,
  openLocalStore,
  brokenVectors,
  moneyVectors,
  async open(): Promise<LocalStore> {
    store ??= await openLocalStore();
    return store;
  },
  /** Resolves when `read` gives something true. */
  async until<T>(read: () => T | Promise<T>, what: string, timeoutMs = 20_000): Promise<NonNullable<T>> {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const value = await read();
      if (value) return value;
      if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  },
  /** Who may everything. */
  bossId(device: LocalStore): string {
    return device.staff.get().at(-1)?.id ?? '';
  },
  draftOf(products: readonly Product[], saleId: string, staffId: string): SaleDraft {
    const lines = products.map((product) => ({ product, quantityMilli: 1000, unitPrice: product.price }));
    const amount = products.reduce((sum, product) => sum + product.price, 0);
    return { saleId, staffId, lines, payments: [{ method: 'cash', amount, tendered: amount }] };
  },
  /** Sells some products once; returns the record. */
  async sell(lines = 2) {
    const device = await harness.open();
    const staff = device.staff.get()[0];
    const products = device.searchProducts('', { limit: lines });
    if (!staff || products.length === 0) throw new Error('nobody to sell, or nothing');
    const draft = harness.draftOf(products, device.newSaleId(), staff.id);
    return (await device.commitSale(draft)).record;
  },
};
export type Harness = typeof harness;
declare global {
  // biome-ignore lint/suspicious/noRedeclare: how a page's global is typed
  var harness: Harness;
}
globalThis.harness = harness;
