import { Keyboard } from '../till/scanner.ts';
import { expect, test } from './day-shop.ts';

test('a blind count by scanner, offline: recorded stock only after it is saved', async ({ day }) => {
  const { barcode } = await day.product(0);
  await day.offline();
  await day.go('stock');
  const scanner = await Keyboard.of(day.page);
  for (let scans = 0; scans < 3; scans += 1) await scanner.type(barcode, { suffix: 'Enter' });
  await expect(day.get('stock-line')).toHaveAttribute('data-quantity', '3');
  await expect(day.get('stock-line')).not.toContainText('Tercatat');
  // What was counted survives a reload.
  await day.page.reload();
  await expect(day.get('stock-line')).toHaveAttribute('data-quantity', '3');
  await day.get('stock-quantity').fill('0');
  await day.get('stock-save').click();
  await expect(day.get('stock-saved')).toHaveAttribute('data-lines', '1');
  await expect(day.get('stock-variance')).toBeVisible();
  await day.online();
  await day.expectSynced();
  await day.toTill();
  await day.expectCart({});
});

test('receiving and waste want a manager; waste wants its reason', async ({ day }) => {
  const { barcode } = await day.product(1);
  await day.go('stock');
  await day.page.getByRole('radio', { name: 'Buang' }).check({ force: true });
  const scanner = await Keyboard.of(day.page);
  await scanner.type(barcode, { suffix: 'Enter' });
  await day.get('stock-quantity').fill('dua');
  await expect(day.get('stock-line').getByRole('alert')).toHaveText(/bukan angka/);
  await day.get('stock-quantity').fill('2');
  await day.get('stock-save').click();
  await expect(
    day.get('stock-document').getByRole('alert').filter({ hasText: 'Tulis alasannya' }),
  ).toBeVisible();
  await day.get('stock-reference').fill('Pecah');
  await day.get('stock-save').click();
  await day.approve();
  await expect(day.get('stock-saved')).toBeVisible();
  await day.expectSynced();
});

test('an unknown code becomes a product at the till, offline, and is sold at once', async ({ day }) => {
  await day.get('menu').click();
  await day.get('lock').click();
  const manager = day.page.locator('[data-testid^="staff-"]').filter({ hasText: 'Manajer' }).first();
  await manager.click();
  for (const digit of '9999') await day.get(`pin-${digit}`).click();
  await day.get('till-product').first().waitFor();
  await day.offline();
  const code = `899${Date.now()}`.slice(0, 13);
  const scanner = await Keyboard.of(day.page);
  await scanner.type(code, { suffix: 'Enter' });
  await day.page.getByRole('button', { name: 'Buat barang' }).click();
  await expect(day.get('product-barcode')).toHaveValue(code);
  await day.get('product-name').fill('Keripik Singkong Bu Ani');
  await day.get('product-save').click();
  await expect(day.get('product-form').getByRole('alert').filter({ hasText: 'Ketik' })).toBeVisible();
  await day.get('product-price').fill('12500');
  await day.get('product-save').click();
  await expect(day.get('cart-line')).toHaveCount(1);
  expect(await day.total()).toBe(12_500);
  await scanner.type(code, { suffix: 'Enter' });
  await expect(day.get('cart-line')).toHaveAttribute('data-qty', '2');
  await day.online();
  await day.expectSynced();
});
