import { check } from './check-screen.ts';
import { expect, signIn, test } from './office.ts';

/** A sticker of a shop that does not exist. */
const STICKER =
  '00020101021126680016ID.CO.CONTOH.WWW01189360099900000000170215GERAI00000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000170303UMI5204581253033605802ID5916WARUNG GERAI UJI6007BANDUNG6105401156304F80C';

test.use({ viewport: { width: 390, height: 844 }, contextOptions: { reducedMotion: 'reduce' } });

test('taxes are explained with a bill of Rp 100.000, saved, and a stale save overwrites nothing', async ({
  page,
  shop,
}) => {
  test.setTimeout(120_000);
  await signIn(page, shop.url);
  await page.goto(`${shop.url}/owner/settings?section=tax`);
  const total = page.getByTestId('example-total');
  await expect(total).toHaveAttribute('data-amount', '100000');
  await page.getByLabel('Toko ini PKP dan memungut PPN').check();
  await expect(total).toHaveAttribute('data-amount', '100000');
  await page.getByLabel('Harga sudah termasuk PPN').uncheck();
  await expect(total).toHaveAttribute('data-amount', '111000');
  await check(page, 'taxes');

  // The same page in another window, opened before the first one saves.
  const other = await page.context().newPage();
  await other.goto(`${shop.url}/owner/settings?section=debt`);
  await other.getByLabel('Pelanggan boleh kasbon').uncheck();
  await page.getByTestId('settings-save').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await other.getByTestId('settings-save').click();
  await expect(other.getByRole('alert')).toContainText('Tidak ada yang tertimpa');
  await other.getByRole('button', { name: 'Muat yang terbaru' }).click();
  await other.getByLabel('Pelanggan boleh kasbon').uncheck();
  await other.getByTestId('settings-save').click();
  await expect(other.getByRole('dialog')).toHaveCount(0);

  await page.goto(`${shop.url}/owner/settings?section=tax`);
  await expect(total).toHaveAttribute('data-amount', '111000');
  await page.getByRole('button', { name: 'Ikuti aturan bawaan' }).click();
  await expect(total).toHaveAttribute('data-amount', '100000');
});

test('a pasted QRIS says whom it pays, and one that was changed says why it can’t be used', async ({
  page,
  shop,
}) => {
  await signIn(page, shop.url);
  await page.goto(`${shop.url}/owner/settings?section=qris`);
  const payload = page.getByTestId('qris-payload');
  await payload.fill(STICKER);
  await expect(page.getByTestId('qris-merchant')).toContainText('NMID');
  await payload.fill(`${STICKER.slice(0, -4)}0000`);
  await expect(page.getByText('angka pemeriksa (CRC) tidak cocok')).toBeVisible();
  await expect(page.getByTestId('qris-merchant')).toHaveCount(0);
});
