import type { Page } from '@playwright/test';
import { Keyboard } from './scanner.ts';
import { expect, test } from './shop.ts';

const SUFFIXES = ['Enter', 'Tab', undefined] as const;

for (const suffix of SUFFIXES) {
  for (const gap of [6, 8, 19, 30]) {
    test(`D2 a scan at ${gap} ms ending with ${suffix ?? 'silence'} adds one`, async ({ till }) => {
      const { sku, barcode } = await till.product(3);
      const keyboard = await Keyboard.of(till.page);
      await keyboard.type(barcode, { suffix, gapMs: () => gap });
      await till.expectCart({ [sku]: '1' });
    });
  }
}

test('D2 five fast scans of one product are five', async ({ till }) => {
  const { sku, barcode } = await till.product(4);
  const keyboard = await Keyboard.of(till.page);
  for (let i = 0; i < 5; i += 1) await keyboard.type(barcode, { suffix: 'Enter', gapMs: () => 6 });
  await till.expectCart({ [sku]: '5' });
});

test('D2 a scan into the search keeps what was typed there, and the focus', async ({ till }) => {
  const { sku, barcode } = await till.product(2);
  const search = till.get('till-search');
  const keyboard = await Keyboard.of(till.page);
  await search.focus();
  await keyboard.type('kopi', { gapMs: () => 140 });
  for (const suffix of SUFFIXES) await keyboard.type(barcode, { suffix });
  await till.expectCart({ [sku]: '3' });
  await expect(search).toHaveValue('kopi');
  await expect(search).toBeFocused();
});

test('D2 a scan while a dialog is open adds its product and leaves the dialog as it was', async ({
  till,
}) => {
  const [a, b] = [await till.product(0), await till.product(1)];
  const keyboard = await Keyboard.of(till.page);
  await till.get('till-product').first().click();
  await till.get('line-quantity').click();
  await till.get('quantity-input').fill('7');
  await keyboard.type(b.barcode, { suffix: 'Enter' });
  await till.expectCart({ [a.sku]: '1', [b.sku]: '1' });
  await expect(till.get('quantity-input')).toHaveValue('7');

  await till.page.keyboard.press('Escape');
  await till.get('pay').click();
  await till.get('tender-amount').fill('50000');
  await keyboard.type(b.barcode, { suffix: 'Enter' });
  await till.expectCart({ [a.sku]: '1', [b.sku]: '2' });
  await expect(till.get('tender-amount')).toHaveValue('50.000');
});

test('D2 a scan presses no focused button', async ({ till }) => {
  const { sku, barcode } = await till.product(5);
  const keyboard = await Keyboard.of(till.page);
  await till.get('till-product').first().click();
  await till.get('pay').focus();
  await keyboard.type(barcode, { suffix: 'Enter' });
  await expect(till.line(sku)).toHaveAttribute('data-qty', '1');
  await expect(till.get('tender-confirm')).toBeHidden();
});

test('D2 an unknown code says so and adds nothing', async ({ till }) => {
  const keyboard = await Keyboard.of(till.page);
  await keyboard.type('9999999999994', { suffix: 'Enter' });
  await expect(till.page.getByText('Kode 9999999999994 tidak dikenal')).toBeVisible();
  await till.get('till-search').focus();
  await keyboard.type('8888888888888', { suffix: 'Enter' });
  await expect(till.page.getByText('Kode 8888888888888 tidak dikenal')).toBeVisible();
  await expect(till.get('till-search')).toHaveValue('');
  await till.expectCart({});
});

test('D2 a scan after Lunas begins the next sale', async ({ till }) => {
  const { sku, barcode } = await till.product(1);
  const keyboard = await Keyboard.of(till.page);
  await till.get('till-product').first().click();
  await till.get('pay').click();
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  await till.get('sale-done').waitFor();
  await keyboard.type(barcode, { suffix: 'Enter' });
  await expect(till.get('sale-done')).toBeHidden();
  await till.expectCart({ [sku]: '1' });
});

test('D2 a person who types is no scanner, however busy the page', async ({ till }) => {
  const { barcode } = await till.product(1);
  const search = till.get('till-search');
  const keyboard = await Keyboard.of(till.page);
  await search.focus();
  await keyboard.type(barcode, { gapMs: (place) => 95 + 40 * Math.sin(place * 7) });
  await expect(search).toHaveValue(barcode);
  await search.fill('');
  await keyboard.type('12345678', { gapMs: (place) => [62, 75, 58, 90, 66, 71, 80, 120][place % 8] ?? 70 });
  await expect(search).toHaveValue('12345678');
  await search.fill('');
  await busyFor(till.page, 900);
  await keyboard.type(barcode, { gapMs: () => 110 });
  await expect(search).toHaveValue(barcode);
  await till.expectCart({});
});

test('D2 a scan that waits behind a busy page is still one scan', async ({ till }) => {
  const { sku, barcode } = await till.product(1);
  const keyboard = await Keyboard.of(till.page);
  await till.get('till-search').focus();
  await busyFor(till.page, 900);
  await keyboard.type(barcode, { suffix: 'Enter', gapMs: () => 10 });
  await till.expectCart({ [sku]: '1' });
  await expect(till.get('till-search')).toHaveValue('');
});

test('D2 words typed as fast as a scanner stay in the search', async ({ till }) => {
  const search = till.get('till-search');
  const keyboard = await Keyboard.of(till.page);
  await search.focus();
  await keyboard.type('kopi', { gapMs: () => 5 });
  await expect(till.get('till-product').first()).toContainText(/kopi/i);
  await expect(search).toHaveValue('kopi');
});

async function busyFor(page: Page, ms: number): Promise<void> {
  await page.evaluate((blockMs) => {
    setTimeout(() => {
      const until = performance.now() + blockMs;
      while (performance.now() < until);
    }, 50);
  }, ms);
}
