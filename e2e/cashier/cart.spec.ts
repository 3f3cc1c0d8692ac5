import { expect, test } from './day-shop.ts';

test.use({ serviceWorkers: 'block' });

test('a discount in % within the limit is given, undone, and above the limit asks a manager', async ({
  counter: till,
}) => {
  const price = await till.addLine();
  await till.get('line-edit').click();
  await till.get('discount-input').fill('10');
  await till.get('line-apply').click();
  await expect(till.get('line-discount')).toBeVisible();
  expect(await till.total()).toBe(price - Math.round(price / 10));
  await till.page.getByRole('button', { name: 'Urungkan' }).click();
  expect(await till.total()).toBe(price);

  await till.get('line-edit').click();
  await till.get('discount-input').fill('50');
  await till.get('line-apply').click();
  await till.get('approval').waitFor();
  await till.page.keyboard.press('Escape');
  await expect(till.get('line-error')).toContainText('Belum disetujui');
  expect(await till.total()).toBe(price);
  await till.get('line-apply').click();
  await till.approve();
  await expect(till.get('line-discount')).toBeVisible();
  expect(await till.total()).toBe(price - Math.round(price / 2));
});

test('a wrong PIN approves nothing', async ({ counter: till }) => {
  const price = await till.addLine();
  await till.get('line-edit').click();
  await till.get('line-price').fill('1');
  await till.get('line-apply').click();
  await till.get('approval').waitFor();
  for (const digit of '1111') await till.get(`approval-${digit}`).click();
  await till.get('approval-ok').click();
  await expect(till.get('approval-message')).not.toHaveText('');
  expect(await till.total()).toBe(price);
});

test('a discount in Rp on the whole cart; more than there is, text and minus are refused', async ({
  counter: till,
}) => {
  const price = await till.addLine();
  await till.get('cart-options').click();
  const input = till.get('discount-input');
  for (const [typed, sentence] of [
    ['-5', /kurang dari 0/],
    ['banyak', /bukan angka/],
    ['101', /100 %/],
  ] as const) {
    await input.fill(typed);
    await expect(till.get('discount-error')).toHaveText(sentence);
    await till.get('cart-apply').click();
    expect(await till.total()).toBe(price);
  }
  await till.page.getByRole('radio', { name: 'Rp' }).check({ force: true });
  await input.fill(String(price + 1));
  await till.get('cart-apply').click();
  await expect(till.get('cart-error')).toContainText('lebih besar dari harganya');
  await input.fill('100');
  await till.get('cart-apply').click();
  await expect(till.get('sum-discount')).toHaveAttribute('data-amount', '-100');
  expect(await till.total()).toBe(price - 100);
});

test('another price needs a manager; the catalogue price stays to be seen', async ({ counter: till }) => {
  const price = await till.addLine();
  await till.get('line-edit').click();
  await till.get('line-price').fill(String(price + 500));
  await till.get('line-apply').click();
  await till.approve();
  await expect(till.get('cart-line')).toHaveAttribute('data-total', String(price + 500));
  await expect(till.get('cart-line').locator('s').first()).toBeVisible();
});

test('a line is split in two that cost the same together', async ({ counter: till }) => {
  const { sku } = await till.product(0);
  const price = await till.addLine();
  for (let more = 0; more < 4; more += 1) await till.get('line-more').click();
  await till.get('line-edit').click();
  await till.get('line-split-quantity').fill('5');
  await till.get('line-split').click();
  await expect(till.page.getByRole('dialog').getByText('kurang dari 5')).toBeVisible();
  await till.get('line-split-quantity').fill('2');
  await till.get('line-split').click();
  await expect(till.line(sku)).toHaveCount(2);
  expect(await till.total()).toBe(5 * price);
  await till.page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(till.line(sku)).toHaveCount(1);
});

test('a parked cart waits through another sale and a reload, and comes back', async ({ counter: till }) => {
  const [first, second] = [await till.product(0), await till.product(1)];
  await till.addLine();
  await till.get('cart-park').click();
  await till.get('park-name').fill('Bu Tini');
  await till.get('park-save').click();
  await till.expectCart({});
  await till.addLine(1);
  await till.get('pay').click();
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  await till.get('sale-new').click();
  await till.page.reload();
  await till.addLine(1);
  await till.get('cart-park').click();
  await till.page.locator('[data-testid="parked-cart"][data-name="Bu Tini"]').click();
  await till.expectCart({ [first.sku]: '1' });
  await expect(till.get('cart-park')).toHaveAttribute('data-parked', '1');
  await till.get('cart-park').click();
  await till.get('parked-cart').click();
  await till.expectCart({ [second.sku]: '1' });
});

test('a new customer is written down, found again and stands on the cart', async ({ counter: till }) => {
  await till.addLine();
  await till.get('cart-customer').click();
  await till.get('customer-search').fill('Pak Joko 🙂');
  await till.get('customer-new').click();
  await till.get('customer-phone').fill('12');
  await till.get('customer-save').click();
  await expect(till.page.getByRole('dialog').getByText('tidak lengkap')).toBeVisible();
  await till.get('customer-phone').fill('0812 3456 7890');
  await till.get('customer-save').click();
  await expect(till.get('customer-chip')).toHaveText('Pak Joko 🙂');
  await till.get('cart-customer').click();
  await till.get('customer-none').click();
  await till.get('cart-customer').click();
  await till.get('customer-search').fill('joko');
  await till.get('customer').first().click();
  await expect(till.get('customer-chip')).toHaveText('Pak Joko 🙂');
});
