import { expect, signIn, test } from './office.ts';

test.use({ viewport: { width: 390, height: 844 } });

test('a code from the screen enrols a tablet, which is then renamed and revoked', async ({
  page,
  shop,
  browser,
}) => {
  await signIn(page, shop.url);
  await page.goto(`${shop.url}/owner/devices?add=1`);
  await page.getByRole('button', { name: 'Gerai Cabang' }).click();
  const code = ((await page.getByTestId('new-code').textContent()) ?? '').replace(/\s/g, '');
  expect(code).toMatch(/^\d{6}$/);

  const context = await browser.newContext();
  const tablet = await context.newPage();
  await tablet.goto(`${shop.url}/?enrol=${code}`);
  await tablet.getByTestId('enrol-submit').click();
  await tablet.getByTestId('staff-Sari').waitFor();
  await expect(page.getByTestId('device-enrolled')).toBeVisible();
  await page.getByRole('button', { name: 'Selesai' }).click();

  const row = page.getByTestId('device').filter({ hasText: 'CBG-' });
  await row.getByRole('button', { name: 'Ganti nama' }).click();
  await page.getByLabel('Nama perangkat').fill('Tablet Kasir Satu');
  await page.getByRole('button', { name: 'Simpan' }).click();
  const renamed = page.getByTestId('device').filter({ hasText: 'Tablet Kasir Satu' });
  await renamed.getByRole('button', { name: 'Cabut' }).click();
  await expect(page.getByRole('dialog')).toContainText('berkas cadangan');
  await page.getByRole('button', { name: 'Ya, cabut perangkat' }).click();
  await expect(renamed).toHaveCount(0);
  await context.close();
});

test('a new cashier gets a PIN, typed twice', async ({ page, shop }) => {
  await signIn(page, shop.url);
  await page.goto(`${shop.url}/owner/staff?add=1`);
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByText('Wajib diisi.')).toBeVisible();
  await page.getByLabel('Nama', { exact: true }).fill('Rina');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByRole('heading', { name: 'PIN Rina' })).toBeVisible();
  await page.getByLabel('PIN baru').fill('4826');
  await page.getByLabel('Ketik sekali lagi').fill('4827');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByText('Kedua PIN belum sama.')).toBeVisible();
  await page.getByLabel('Ketik sekali lagi').fill('4826');
  await page.getByRole('button', { name: 'Simpan' }).click();
  const row = page.getByTestId('person').filter({ hasText: 'Rina' });
  await expect(row).toContainText('PIN terpasang');
  await row.click();
  await page.getByRole('button', { name: 'Nonaktifkan' }).click();
  await expect(row).toHaveCount(0);
  await page.goto(`${shop.url}/owner/audit`);
  await expect(page.getByText('“Rina” dinonaktifkan')).toBeVisible();
  await expect(page.getByText('PIN “Rina” dipasang')).toBeVisible();
});

test('the only owner can’t become less', async ({ page, shop }) => {
  await signIn(page, shop.url);
  await page.goto(`${shop.url}/owner/staff`);
  await page.getByTestId('person').filter({ hasText: 'Bu Ratna' }).click();
  await page.getByLabel('Peran').selectOption('cashier');
  await page.getByRole('button', { name: 'Simpan' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'satu pemilik yang aktif' })).toBeVisible();
});
