import { expect, type Page } from '@playwright/test';
import { enrol, test } from './harness.ts';

const categories = (page: Page) =>
  page.evaluate(async () => {
    const store = await harness.open();
    await harness.until(() => store.categories.get().length > 0, 'the categories are there');
    return store.categories.get().map(({ name }) => name);
  });

/** What a crash, a half-done upgrade or a bug may leave of the replicas, done to each of their databases. */
const HARMS = {
  'of another shape': async (name: string) => {
    const db = await new harness.Dexie(name).open();
    for (const table of db.tables) {
      const rows = await table.toArray();
      // What the library wrote down of each collection's schema no longer fits.
      for (const row of rows) if (row.data) await table.put({ ...row, data: { schemaHash: 'garbage' } });
    }
    db.close();
  },
  emptied: async (name: string) => {
    const version = await harness.Dexie.getDatabaseNames().then(() => 1_000);
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open(name, version);
      opening.onupgradeneeded = () => {
        for (const store of [...opening.result.objectStoreNames]) opening.result.deleteObjectStore(store);
      };
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
      opening.onerror = () => reject(opening.error);
    });
  },
};

for (const [harm, spoil] of Object.entries(HARMS)) {
  test(`S7 replicas that are ${harm} are built anew and the unsent sale stays`, async ({ shop, context }) => {
    const page = await shop.openPage(context);
    await enrol(page);
    const before = await categories(page);
    await page.route('**/trpc/sync.push', (route) => route.abort());
    const sale = await page.evaluate(() => harness.sell());
    await page.evaluate(async (source) => {
      await (await harness.open()).close();
      const names = (await harness.Dexie.getDatabaseNames()).filter((name) =>
        name.includes('gerai-replicas'),
      );
      if (names.length === 0) throw new Error('there are no replicas to spoil');
      const spoilOne = new Function(`return (${source})`)() as (name: string) => Promise<void>;
      for (const name of names) await spoilOne(name);
    }, spoil.toString());
    await page.reload();
    expect(await categories(page)).toEqual(before);
    const queue = await page.evaluate(async () =>
      (await (await harness.open()).queueItems()).map(({ id }) => id),
    );
    expect(queue).toEqual([sale.id]);
    await page.unroute('**/trpc/sync.push');
    await page.evaluate(async (saleId) => {
      const store = await harness.open();
      store.syncNow();
      await harness.until(() => store.saleState(saleId).get() === 'confirmed', 'the sale is confirmed');
      await harness.until(
        async () => (await store.outletSales(50)).some(({ id }) => id === saleId),
        'the replica hears of it',
      );
    }, sale.id);
  });
}

test("S7 a customer's debt and the stock count what is acknowledged until it is pulled, and are there at a cold start", async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const said = await page.evaluate(async () => {
    const store = await harness.open();
    const [product] = store.searchProducts('', { limit: 1 });
    if (!product) throw new Error('nothing to sell');
    await harness.until(() => store.stock(product.id) !== undefined, 'the stock is there');
    return { productId: product.id, price: product.price, stock: store.stock(product.id) ?? 0 };
  });
  // What is sold is acknowledged, but no news come: neither rows nor the feed.
  await page.route(/\/sync\/(customer|stock)\?|sync\.live/, (route) => route.abort());
  const customerId = await page.evaluate(async () => {
    const store = await harness.open();
    const staffId = store.staff.get()[0]?.id ?? '';
    const saved = await store.customers.save({ staffId, name: 'Bu Kasbon', phone: '' });
    if (!saved.ok) throw new Error(saved.reason);
    const [product] = store.searchProducts('', { limit: 1 });
    if (!product) throw new Error('nothing to sell');
    const draft = harness.draftOf([product], store.newSaleId(), staffId);
    await store.commitSale({
      ...draft,
      customerId: saved.customer.id,
      payments: [{ method: 'debt', amount: product.price }],
    });
    await harness.until(() => store.queue.get().pending === 0, 'everything is acknowledged');
    return saved.customer.id;
  });
  const known = () =>
    page.evaluate(
      async ({ id, productId }) => {
        const store = await harness.open();
        await harness.until(() => store.stock(productId) !== undefined, 'the stock is there');
        const ledger = await new harness.Dexie('gerai-ledger').open();
        const unpulled = (await ledger.table('meta').get('unpulled'))?.value?.length ?? 0;
        ledger.close();
        const { customer } = (await store.customers.get(id)) ?? {};
        return { unpulled, debt: customer?.debt, name: customer?.name, stock: store.stock(productId) };
      },
      { id: customerId, productId: said.productId },
    );
  const now = { debt: said.price, name: 'Bu Kasbon', stock: said.stock - 1_000 };
  expect(await known()).toMatchObject(now);
  await page.reload();
  await page.evaluate(() => harness.open());
  expect(await known()).toMatchObject(now);
  expect((await known()).unpulled).toBeGreaterThan(0);

  await page.unroute(/\/sync\/(customer|stock)\?|sync\.live/);
  await page.evaluate(async () => (await harness.open()).syncNow());
  // At no moment before, between or after does it count twice or not at all.
  await expect
    .poll(async () => {
      const { unpulled, ...found } = await known();
      expect(found).toEqual(now);
      return unpulled;
    })
    .toBe(0);

  await page.route(/\/(trpc|sync)\//, (route) => route.abort());
  await page.reload();
  await page.evaluate(() => harness.open());
  await expect.poll(known).toEqual({ ...now, unpulled: 0 });
});
