import { Till } from '../till/shop.ts';
import { expect, signIn, test } from './office.ts';

test.use({ serviceWorkers: 'allow' });

test('S12 an owner brings in what a cut-off tablet saved, and a second time changes nothing', async ({
  page,
  shop,
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const tablet = await context.newPage();
  const till = new Till(tablet, shop.url);
  await till.enrol();
  await till.signIn();
  await context.setOffline(true);
  await till.get('till-product').first().click();
  await till.get('pay').click();
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  const receipt = (await till.get('sale-done').getAttribute('data-receipt')) ?? '';
  await till.get('sale-new').click();
  await till.get('sync').click();
  const saved = tablet.waitForEvent('download');
  await till.get('rescue-password').first().fill('rahasia toko');
  await till.get('rescue-export').first().click();
  const file = await (await saved).path();

  await signIn(page, shop.url);
  await page.goto(`${shop.url}/owner/rescue`);
  const open = async (password: string) => {
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByLabel('Kata sandi berkas').fill(password);
    await page.getByRole('button', { name: 'Buka dan kirim' }).click();
  };
  await open('bukan ini');
  await expect(page.getByText('Kata sandi tidak cocok dengan berkas ini.')).toBeVisible();
  await open('rahasia toko');
  const row = page.getByTestId('rescue-report').getByRole('listitem').filter({ hasText: receipt });
  await expect(row).toHaveAttribute('data-status', 'appliedWithFlags');
  await open('rahasia toko');
  await expect(row).toHaveAttribute('data-status', 'alreadyApplied');
  await context.close();
});
