import { views } from '../views.ts';
import { check } from './check-screen.ts';
import { expect, signIn, test } from './office.ts';

const DESKTOP = { name: 'desktop', viewport: { width: 1280, height: 800 } } as const;
const PHONE = { name: 'phone', viewport: { width: 390, height: 844 } } as const;
const VIEWS = [
  { ...DESKTOP, colorScheme: 'dark' },
  { ...DESKTOP, colorScheme: 'light' },
  { ...PHONE, colorScheme: 'dark' },
  { ...PHONE, colorScheme: 'light' },
] as const;

const FILE = [
  'sku,barcode,name,category,price,stock,rak',
  'AXE-1,88330011,Sirup Baru,Sirup,21000,12,A1',
  'AXE-2,8991234567890,Sirup Ragu,,0,,A2',
  'AXE-3,88330013,Sirup Salah,Sirup,mahal,,A3',
].join('\n');

for (const { name, viewport, colorScheme } of views(VIEWS)) {
  test.describe(`${name}, ${colorScheme}`, () => {
    // Half-faded colours have no contrast to judge.
    test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test(`axe finds nothing on the products and their import, ${name}, ${colorScheme}`, async ({
      page,
      shop,
    }) => {
      test.setTimeout(180_000);
      await signIn(page, shop.url);
      const boxes = page.getByRole('checkbox', { name: /^Pilih / });
      const dialog = page.getByRole('dialog');

      await page.goto(`${shop.url}/owner/products`);
      await boxes.first().waitFor();
      await check(page, 'list');
      await boxes.nth(0).check();
      await boxes.nth(1).check();
      await check(page, 'list, two chosen');
      await page.getByRole('button', { name: 'Harga', exact: true }).click();
      await dialog.waitFor();
      await check(page, 'many prices');
      await page.goto(`${shop.url}/owner/products`);
      await page.getByRole('searchbox').fill('zzzqqq');
      await page.getByText('Tidak ada yang cocok').waitFor();
      await check(page, 'nothing found');

      await page.goto(`${shop.url}/owner/products?add=1`);
      await dialog.getByRole('button', { name: 'Simpan' }).click();
      await expect(dialog.getByText('Isi harga jual, boleh 0.')).toBeVisible();
      await dialog.getByRole('combobox', { name: 'Kode batang' }).fill('8991234567890');
      await page.keyboard.press('Enter');
      await check(page, 'form, incomplete');
      await page.goto(`${shop.url}/owner/products?categories=1`);
      await dialog
        .getByText(/produk/)
        .first()
        .waitFor();
      await check(page, 'categories');

      await page.goto(`${shop.url}/owner/products/import`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await check(page, 'import, no file');
      await page
        .getByTestId('import-file')
        .setInputFiles({ name: 'produk.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) });
      await page.getByRole('button', { name: 'Terapkan 2 baris' }).waitFor();
      await check(page, 'import, report');
      await page.getByLabel('Tampilkan').selectOption('added');
      await check(page, 'import, report of the new ones');
    });
  });
}
