import type { Page } from '@playwright/test';
import { expect, PASSWORD, signIn, test } from './office.ts';

test.use({ viewport: { width: 390, height: 844 } });

test('T1 an empty installation is set up once; a second shop sees nothing of the first', async ({
  page,
  empty,
  browser,
}) => {
  await page.goto(`${empty.url}/owner`);
  await expect(page).toHaveURL(/\/setup$/);
  await expect(page.getByText('Server ini belum disiapkan')).toBeVisible();

  const link = empty.banner.join(' ').match(/\/setup\?token=[\w-]+/)?.[0];
  await page.goto(`${empty.url}${link}`);
  await page.getByRole('button', { name: 'Buka toko' }).click();
  await expect(page.getByText('Wajib diisi.').first()).toBeVisible();
  await page.getByLabel('Nama Anda').fill('Bu Sinta');
  await page.getByLabel('E-mail').fill('sinta@toko.id');
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Nama toko').fill('Toko Sinta');
  await page.getByLabel('Nama cabang pertama').fill('Toko Sinta Pasar');
  await page.getByLabel('Kode cabang').fill('snt');
  await page.getByRole('button', { name: 'Buka toko' }).click();
  await expect(page.getByText('Langkah berikutnya')).toBeVisible();
  await expect(page.getByText('Daftarkan tablet kasir')).toBeVisible();

  // The first person also runs the installation.
  await page.goto(`${empty.url}/admin`);
  await page.getByRole('button', { name: 'Buat toko' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Nama toko').fill('Warung Joko');
  await sheet.getByLabel('Nama cabang pertama').fill('Warung Joko Timur');
  await sheet.getByLabel('Kode cabang').fill('JKO');
  await sheet.getByLabel('Nama pemilik').fill('Pak Joko');
  await sheet.getByLabel('E-mail pemilik').fill('joko@warung.id');
  await sheet.getByRole('button', { name: 'Buat toko' }).click();
  const reset = await page.getByTestId('copy-value').inputValue();
  await page.getByRole('button', { name: 'Selesai' }).click();
  await expect(page.getByTestId('shops')).toContainText('Warung Joko');

  const context = await browser.newContext();
  const second = await context.newPage();
  await second.goto(reset);
  await second.getByLabel('Kata sandi baru').fill(PASSWORD);
  await second.getByLabel('Ketik sekali lagi').fill(PASSWORD);
  await second.getByRole('button', { name: 'Simpan kata sandi' }).click();
  await expect(second).toHaveURL(/\/owner\/sign-in$/);
  await signIn(second, empty.url, { email: 'joko@warung.id', password: PASSWORD });
  await expect(second.getByText('Warung Joko Timur')).toBeVisible();
  await expect(second.getByText('Toko Sinta')).toHaveCount(0);
  await second.goto(`${empty.url}/owner/staff`);
  await expect(second.getByTestId('person')).toHaveCount(1);
  await second.goto(`${empty.url}/admin`);
  await expect(second.getByRole('heading', { name: 'Halaman ini bukan untuk peran Anda' })).toBeVisible();
  // Nor does asking for the other shop by name help.
  const firstShop = await shopOf(page, empty.url);
  const foreign = await second.request.get(`${empty.url}/trpc/accounts.staff.list`, {
    headers: { 'x-gerai-tenant': firstShop },
  });
  expect(foreign.status()).toBe(403);

  // The link works once.
  await second.goto(reset);
  await second.getByLabel('Kata sandi baru').fill(`${PASSWORD} lagi`);
  await second.getByLabel('Ketik sekali lagi').fill(`${PASSWORD} lagi`);
  await second.getByRole('button', { name: 'Simpan kata sandi' }).click();
  await expect(second.getByRole('alert').filter({ hasText: 'Minta tautan baru' })).toBeVisible();
  await context.close();
});

/** The id of the shop that this page is signed in to. */
async function shopOf(page: Page, url: string): Promise<string> {
  const answer = await page.request.get(`${url}/trpc/accounts.state`);
  return (await answer.json()).result.data.user.memberships[0].tenantId;
}
