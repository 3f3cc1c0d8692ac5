import { expect } from '@playwright/test';
import { enrol, test } from './harness.ts';

test('sixty small changes are folded into the packs, and the last one is what a start finds', async ({
  shop,
  context,
}) => {
  const CHANGES = 60;
  const page = await shop.openPage(context);
  await enrol(page);
  const before = await page.evaluate(async () => {
    const store = await harness.open();
    return { product: store.searchProducts('', { limit: 1 })[0], loaded: store.catalogue.get().loaded };
  });
  const { product } = before;
  if (!product) throw new Error('no product');
  await page.route('**/sync/product?**', (route) => {
    const after = new URL(route.request().url()).searchParams.get('after') ?? '';
    const at = after.startsWith('7.7.') ? Number(after.split('.')[2]) : 0;
    const next = Math.min(at + 1, CHANGES);
    const row = [product.id, product.sku, [], product.name, null, 'pcs', next, 'standard', null, 1];
    return route.fulfill({
      headers: { 'x-gerai-contract': '1' },
      json: {
        contract: 1,
        collection: 'product',
        reset: false,
        checkpoint: `7.7.${next}`,
        rows: at < CHANGES ? [row] : [],
        more: next < CHANGES,
        held: false,
      },
    });
  });
  const price = (id: string) =>
    page.evaluate(
      async ([productId, wanted]) => {
        const store = await harness.open();
        store.syncNow();
        await harness.until(() => store.productById(productId)?.price === wanted, 'the last price is there');
        await store.close();
        const db = await new harness.Dexie('gerai-packs').open();
        const deltas = await db.table('deltas').count();
        db.close();
        return deltas;
      },
      [id, CHANGES] as const,
    );
  expect(await price(product.id)).toBeLessThan(CHANGES - 1);
  await page.reload();
  await page.unroute('**/sync/product?**');
  await page.route('**/sync/**', (route) => route.abort());
  const after = await page.evaluate(async (id) => {
    const store = await harness.open();
    await harness.until(() => store.catalogue.get().phase === 'ready', 'it is read from the disk');
    return { price: store.productById(id)?.price, loaded: store.catalogue.get().loaded };
  }, product.id);
  expect(after).toEqual({ price: CHANGES, loaded: before.loaded });
});
