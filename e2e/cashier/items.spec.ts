import { expect, type Till, test } from '../till/shop.ts';

const tile = (till: Till, sku: string) =>
  till.page.locator(`[data-testid="till-product"][data-sku="${sku}"]`);

test('weighed goods ask for the weight, an open price for the price', async ({ till }) => {
  await tile(till, 'TMB-001').click();
  for (const bad of ['', '0', '-1', 'berat', '1e9']) {
    await till.get('item-weight').fill(bad);
    await till.get('item-add').click();
    await expect(till.page.getByRole('dialog').getByRole('alert').first()).not.toHaveText('');
  }
  await till.get('item-weight').fill('0,5');
  await till.get('item-add').click();
  await till.expectCart({ 'TMB-001': '0.5' });
  expect(await till.total()).toBe(21_000);
  await tile(till, 'JSA-001').click();
  await till.get('item-price').fill('15000');
  await till.get('item-add').click();
  expect(await till.total()).toBe(36_000);
});

test('variants are one tile, modifiers are asked where they must be', async ({ till }) => {
  await tile(till, 'KAO-001').click();
  const variant = till.get('variant').first();
  const sku = (await variant.getAttribute('data-sku')) ?? '';
  await variant.click();
  await till.expectCart({ [sku]: '1' });
  await tile(till, 'RCK-001').click();
  await till.get('item-add').click();
  await expect(till.page.getByText('wajib diisi')).toBeVisible();
  await till.page.locator('[data-option="sedikit"]').check({ force: true });
  await till.page.locator('[data-option="cincau"]').check({ force: true });
  await till.get('item-add').click();
  await expect(till.line('RCK-001')).toContainText('Sedikit, Cincau');
});

test('a product is sold in another unit, and back', async ({ till }) => {
  await till.get('till-search').fill('GLS-001');
  await tile(till, 'GLS-001').click();
  await till.get('line-edit').click();
  await till.page.locator('[data-testid="line-unit"][data-unit="dus"]').check({ force: true });
  await till.get('line-apply').click();
  await expect.poll(() => till.total()).toBe(36_000);
  await till.page.getByRole('button', { name: 'Urungkan' }).click();
  await expect.poll(() => till.total()).toBeLessThan(36_000);
  await till.get('pay').click();
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  await till.get('sale-done').waitFor();
  await till.expectSynced();
});
