import { expect, signInOwner, test } from './day-shop.ts';

test.use({ serviceWorkers: 'block' });

test('a price changed on the server while in the cart is said, and taken with one tap', async ({
  counter: till,
}) => {
  const owner = await signInOwner(till.url);
  const sku = `UBAH-${Date.now()}`;
  const product = { sku, barcodes: [], name: `Barang uji ${sku}`, category: null };
  const save = async (data: object) => {
    const answer = await owner.post('/trpc/catalogue.products.save', { data: { ...product, ...data } });
    return (await answer.json()).result.data as { id: string };
  };
  const { id } = await save({ price: 5_000 });
  await till.get('till-search').fill(sku);
  await till.page.locator(`[data-testid="till-product"][data-sku="${sku}"]`).click();
  expect(await till.total()).toBe(5_000);
  await save({ id, price: 6_000 });
  await expect(till.get('line-new-price')).toContainText('6.000');
  expect(await till.total()).toBe(5_000);
  await till.get('line-new-price').click();
  expect(await till.total()).toBe(6_000);
  await expect(till.get('line-new-price')).toBeHidden();
  await owner.dispose();
});
