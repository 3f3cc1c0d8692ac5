import { expect, test } from './shop.ts';

test('a quantity is a whole number or up to three decimals; anything else changes nothing', async ({
  till,
}) => {
  const { sku } = await till.product(0);
  await till.get('till-product').first().click();
  const price = await till.total();
  const refuse = async (typed: string, sentence: RegExp) => {
    await till.get('line-quantity').click();
    await till.get('quantity-input').fill(typed);
    await till.get('quantity-apply').click();
    await expect(till.page.getByRole('dialog').getByRole('alert')).toHaveText(sentence);
    await till.page.keyboard.press('Escape');
    await till.expectCart({ [sku]: '1' });
  };
  await refuse('-2', /lebih dari 0/);
  await refuse('0', /lebih dari 0/);
  await refuse('dua', /bukan angka/);
  await refuse('', /Ketik jumlahnya/);
  await refuse('1,2345', /tiga angka/);
  await refuse('99999999', /Terlalu besar/);

  await till.get('line-quantity').click();
  for (const key of ['quantity-1', 'quantity-2']) await till.get(key).click();
  await till.get('quantity-apply').click();
  await till.expectCart({ [sku]: '12' });
  expect(await till.total()).toBe(12 * price);

  await till.get('line-quantity').click();
  await till.get('quantity-input').fill('0,5');
  await till.page.keyboard.press('Enter');
  await till.expectCart({ [sku]: '0.5' });
});

test('what was removed or cleared comes back with undo, but not after the sale', async ({ till }) => {
  const [a, b] = [await till.product(0), await till.product(1)];
  await till.get('till-product').nth(0).click();
  await till.get('till-product').nth(1).click();
  const undo = till.page.getByRole('button', { name: 'Urungkan' });

  await till.get('line-remove').click();
  await till.expectCart({ [a.sku]: '1' });
  await undo.click();
  await till.expectCart({ [a.sku]: '1', [b.sku]: '1' });

  await till.get('cart-clear').click();
  await till.expectCart({});
  await expect(till.get('pay')).toBeDisabled();
  await undo.click();
  await till.expectCart({ [a.sku]: '1', [b.sku]: '1' });

  await till.line(b.sku).getByRole('button').nth(1).click();
  await till.get('line-remove').click();
  await till.get('pay').click();
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  await till.get('sale-done').waitFor();
  await expect(undo).toBeHidden();
});

for (const viewport of [
  { width: 390, height: 844 },
  { width: 800, height: 1280 },
  { width: 1280, height: 800 },
]) {
  test(`the undo leaves the pay button and the total free at ${viewport.width} px`, async ({ till }) => {
    await till.page.setViewportSize(viewport);
    for (const index of [0, 1]) await till.get('till-product').nth(index).click();
    if (viewport.width === 390) await till.get('cart-toggle').click();
    await till.get('line-remove').first().click();
    const toast = till.page.getByRole('region', { name: 'Pemberitahuan' }).locator('> *');
    await expect(toast).toHaveCount(1);
    // Trial: pressed only if nothing lies over its middle.
    await till.get('pay').click({ trial: true });
    const [over, pay, total] = await Promise.all(
      [toast, till.get('pay'), till.get('cart-total')].map((one) => one.boundingBox()),
    );
    for (const below of [pay, total]) {
      if (!over || !below) throw new Error('nothing to measure');
      const beside = over.x + over.width <= below.x;
      expect(beside || over.y + over.height <= below.y).toBe(true);
    }
  });
}

test('a note stands on its line and on the receipt', async ({ till }) => {
  await till.get('till-product').first().click();
  await till.get('line-note').click();
  await till.get('note-input').fill('tanpa gula');
  await till.get('note-save').click();
  await expect(till.get('cart-line')).toContainText('tanpa gula');
  await till.get('cart-note').click();
  await till.get('note-input').fill('pesanan Bu Tini');
  await till.get('note-save').click();
  await expect(till.page.getByText('pesanan Bu Tini')).toBeVisible();
});

test('search finds by three letters, a middle word, a typo, SKU and barcode', async ({ till }) => {
  const search = till.get('till-search');
  const water = till.get('till-product').filter({ hasText: 'Air Mineral 600 ml' });
  const sku = (await water.getAttribute('data-sku')) ?? '';
  const barcode = (await water.getAttribute('data-barcode')) ?? '';
  for (const typed of ['air', 'inera', 'minral', sku, barcode]) {
    await search.fill(typed);
    await expect(till.get('till-product').filter({ hasText: 'Sabun' }), typed).toHaveCount(0);
    await expect(water, typed).toBeVisible();
  }
  await search.press('Enter');
  await till.expectCart({ [sku]: '1' });
  await expect(search).toHaveValue('');
  await search.fill('zzzqqq');
  await expect(till.page.getByText('Tidak ada “zzzqqq”')).toBeVisible();
});

test('a whole sale by keyboard', async ({ till }) => {
  const { keyboard } = till.page;
  await keyboard.press('F2');
  await keyboard.type('kopi wanara', { delay: 90 });
  await keyboard.press('Enter');
  await expect(till.get('cart-line')).toHaveCount(1);
  await keyboard.press('F4');
  await keyboard.type('50000', { delay: 90 });
  await keyboard.press('Enter');
  await till.get('sale-done').waitFor();
  await keyboard.press('Enter');
  await expect(till.get('sale-done')).toBeHidden();
});
