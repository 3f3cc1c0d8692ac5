import type { Page } from '@playwright/test';
import { Till } from '../till/shop.ts';
import { expect, signIn, test } from './office.ts';

test.use({ viewport: { width: 390, height: 844 } });

test.beforeEach(async ({ page, shop }) => {
  await signIn(page, shop.url);
});

test('S5 a product with a barcode is found by it; the same barcode on another is refused in words', async ({
  page,
  shop,
}) => {
  await add(page, shop.url, { name: 'Teh Tarik Botol', price: '7500', barcode: '88110011' });
  await expect(page.getByText('Teh Tarik Botol tersimpan.')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
  for (const words of ['tarik bot', '88110011']) {
    await page.getByRole('searchbox').fill(words);
    await expect(rows(page), words).toHaveCount(1);
    await expect(rows(page), words).toContainText('Teh Tarik Botol');
    await expect(rows(page), words).toContainText('7.500');
  }

  await add(page, shop.url, { name: 'Teh Lain', price: '5000', barcode: '88110011' });
  await expect(page.getByRole('dialog')).toContainText(
    'Kode batang 88110011 sudah dipakai Teh Tarik Botol. Hapus di sana dulu.',
  );
  await page.goto(`${shop.url}/owner/products`);
  await page.getByRole('searchbox').fill('Teh Lain');
  await expect(page.getByText('Tidak ada yang cocok')).toBeVisible();
});

test('two products are taken off sale at once, and back with undo', async ({ page, shop }) => {
  for (const name of ['Massal Satu', 'Massal Dua']) {
    await add(page, shop.url, { name, price: '1000' });
    await expect(page.getByText(`${name} tersimpan.`)).toBeVisible();
  }
  await page.getByRole('searchbox').fill('Massal');
  await expect(rows(page)).toHaveCount(2);
  for (const name of ['Massal Satu', 'Massal Dua']) await page.getByLabel(`Pilih ${name}`).check();
  const bar = page.getByRole('region', { name: 'Ubah sekaligus' });
  await expect(bar).toContainText('2 dipilih');
  await bar.getByRole('button', { name: 'Jangan jual' }).click();
  await expect(rows(page).getByText('Tidak dijual')).toHaveCount(2);
  await expect(bar).toBeHidden();

  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect(page.getByText('2 produk dikembalikan.')).toBeVisible();
  await expect(rows(page).getByText('Tidak dijual')).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
});

test('S14 an import is checked, then applied, and shows at a till without a reload', async ({
  page,
  shop,
  browser,
}) => {
  const tablet = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const till = new Till(await tablet.newPage(), shop.url);
  await till.enrol();
  await till.signIn();
  await till.get('till-search').fill('Keripik Impor');
  await expect(till.get('till-product')).toHaveCount(0);

  await page.goto(`${shop.url}/owner/products/import`);
  await choose(page, [
    'sku,barcode,name,category,price',
    'IMP-1,88220011,Keripik Impor,Camilan,9500',
    'IMP-2,88220012,Keripik Salah,Camilan,mahal',
    'IMP-3,88220011,Keripik Kembar,Camilan,4000',
  ]);
  await expect(page.getByText('Hasil pemeriksaan').first()).toBeVisible();
  await expect(page.getByText(/^Baris 3 · Harga jual/)).toBeVisible();
  await expect(page.getByText(/^Baris 4 · Kode batang/)).toBeVisible();
  await expect(page.getByText('Kode batang 88220011 sudah ada di baris 2 (Keripik Impor).')).toBeVisible();
  await page.getByLabel('Tampilkan').selectOption('added');
  await expect(page.getByText('Keripik Impor · Rp 9.500')).toBeVisible();
  // A check changes nothing.
  await expect(till.get('till-product')).toHaveCount(0);

  await page.getByRole('button', { name: 'Terapkan 1 baris' }).click();
  await expect(page.getByRole('heading', { name: 'Impor selesai' })).toBeVisible();
  await expect(till.get('till-product')).toHaveAttribute('data-sku', 'IMP-1', { timeout: 5_000 });
  await till.get('till-product').click();
  expect(await till.total()).toBe(9500);

  await page.getByRole('link', { name: 'Lihat produk' }).click();
  await page.getByRole('searchbox').fill('Keripik Impor');
  await expect(rows(page)).toHaveCount(1);
  await tablet.close();
});

const rows = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name: /^Pilih / }) });

async function add(
  page: Page,
  url: string,
  { name, price, barcode }: { name: string; price: string; barcode?: string },
): Promise<void> {
  await page.goto(`${url}/owner/products?add=1`);
  const form = page.getByRole('dialog');
  await form.getByLabel('Nama produk').fill(name);
  await form.getByLabel('Harga jual').fill(price);
  if (barcode) {
    await form.getByRole('combobox', { name: 'Kode batang' }).fill(barcode);
    await page.keyboard.press('Enter');
  }
  await form.getByRole('button', { name: 'Simpan' }).click();
}

async function choose(page: Page, lines: string[]): Promise<void> {
  const file = { name: 'produk.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
  await page.getByTestId('import-file').setInputFiles(file);
}
