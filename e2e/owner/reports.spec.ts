import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import { Till } from '../till/shop.ts';
import { check } from './check-screen.ts';
import { expect, signIn, test } from './office.ts';

test.use({ viewport: { width: 390, height: 844 }, contextOptions: { reducedMotion: 'reduce' } });

test('what a tablet sold stands in the owner’s report, drawn, and in its files', async ({
  page,
  shop,
  browser,
}) => {
  test.setTimeout(120_000);
  const tablet = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const till = new Till(await tablet.newPage(), shop.url);
  await till.enrol();
  await till.signIn();
  await till.get('till-product').first().click();
  const sold = await till.total();
  await till.get('pay').click();
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  await till.get('sale-done').waitFor();

  await signIn(page, shop.url);
  await page.getByRole('link', { name: 'Laporan' }).first().click();
  const net = page.getByTestId('report-net');
  await expect(async () => {
    expect(Number(await net.getAttribute('data-amount'))).toBeGreaterThanOrEqual(sold);
  }).toPass();
  await page.getByText('7 hari', { exact: true }).click();
  await expect(page).toHaveURL(/period=week/);
  await expect(page.getByRole('table', { name: 'Per hari' })).toHaveCount(1);
  await expect(page.getByRole('list', { name: 'Per cara bayar' })).toContainText('Tunai');
  await expect(page.getByRole('list', { name: 'Barang' }).getByRole('listitem').first()).toBeVisible();
  await check(page, '/owner/reports');

  const save = async (name: string): Promise<Download> => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return download;
  };
  const csv = await save('CSV');
  expect(csv.suggestedFilename()).toMatch(/^laporan-[\d-]+\.csv$/);
  expect(await readFile(await csv.path(), 'utf8')).toContain('Omzet');
  const xlsx = await save('Excel');
  expect((await readFile(await xlsx.path())).subarray(0, 2).toString()).toBe('PK');

  // What is there stays while another time is asked for; a day without sales says so.
  await page.getByText('Kemarin', { exact: true }).click();
  await expect(page.getByText('Belum ada penjualan di waktu ini')).toBeVisible();
  await tablet.close();
});
