import { expect, Till, test } from './shop.ts';

test.use({ serviceWorkers: 'allow' });

test('S1 enrol, PIN, find, sell: Lunas with number and change, then confirmed', async ({ till }) => {
  await till.get('till-search').fill('kop');
  const coffee = till.get('till-product').first();
  await expect(coffee).toContainText(/kopi/i);
  const sku = (await coffee.getAttribute('data-sku')) ?? '';
  await coffee.click();
  await till.expectCart({ [sku]: '1' });
  const total = await till.total();

  await till.get('pay').click();
  await expect(till.get('tender-confirm')).toBeDisabled();
  await till.get('tender-amount').fill(String(total - 1));
  await expect(till.get('tender-confirm')).toBeDisabled();
  await till.get('tender-amount').fill('100000');
  await till.get('tender-confirm').click();

  const done = till.get('sale-done');
  await expect(done).toHaveAttribute('data-change', String(100_000 - total));
  await expect(done).toHaveAttribute('data-receipt', /^\w+-\w+-\d{6}$/);
  await expect(till.get('sale-state')).toHaveAttribute('data-state', 'confirmed', { timeout: 15_000 });
  await till.page.keyboard.press('Enter');
  await expect(done).toBeHidden();
  await till.expectCart({});
  await till.expectSynced();
});

test('S1 a double tap sells once, and receipt numbers follow each other', async ({ till }) => {
  const numbers: number[] = [];
  for (let sale = 0; sale < 2; sale += 1) {
    await till.get('till-product').nth(sale).click();
    await till.get('pay').dblclick();
    await till.get('tender-exact').click();
    await till.get('tender-confirm').dblclick();
    const receipt = (await till.get('sale-done').getAttribute('data-receipt')) ?? '';
    numbers.push(Number(receipt.split('-').at(-1)));
    await till.get('sale-new').click();
    await till.expectCart({});
  }
  expect((numbers[1] ?? 0) - (numbers[0] ?? 0)).toBe(1);
});

test('back from paying leaves the cart untouched', async ({ till }) => {
  const { sku } = await till.product(2);
  await till.get('till-product').nth(2).click();
  await till.get('pay').click();
  await till.get('tender-amount').fill('500000');
  await till.page.keyboard.press('Escape');
  await expect(till.get('tender-confirm')).toBeHidden();
  await till.expectCart({ [sku]: '1' });
});

test('S7 S14 sales offline survive reloads and arrive once the network is back', async ({
  till,
  context,
}) => {
  await till.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await context.setOffline(true);
  const { sku } = await till.product(1);
  await till.get('till-product').nth(1).click();
  await till.page.reload();
  // A cart is no sale, but nobody wants to scan it again.
  await till.expectCart({ [sku]: '1' });
  await till.get('pay').click();
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  await expect(till.get('sale-state')).toHaveAttribute('data-state', /local|sent/);
  await till.get('sale-new').click();
  await expect(till.get('sync')).toHaveAttribute('data-online', 'false');
  await expect(till.get('sync')).toHaveText('Offline · 1 menunggu');
  await till.page.reload();
  await till.expectCart({});
  await till.get('sync').click();
  await expect(till.get('queue-item')).toHaveCount(1);
  await context.setOffline(false);
  await till.expectSynced();
  await expect(till.get('queue-item')).toHaveCount(0);
  await expect(till.get('recent-sale').first()).toHaveAttribute('data-state', 'confirmed');
});

test('S12 a device with unsent sales is not released, and offers the rescue file', async ({
  till,
  context,
}) => {
  await till.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await context.setOffline(true);
  await till.get('till-product').first().click();
  await till.get('pay').click();
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  await till.get('sale-new').click();
  await till.get('menu').click();
  await till.get('menu-settings').click();
  await till.get('sign-out').click();
  await expect(till.get('leave-refused')).toHaveAttribute('data-unsent', '1');
  await till.get('rescue-password').fill('pendek');
  await till.get('rescue-export').click();
  await expect(till.page.getByText('paling sedikit 8 huruf').first()).toBeVisible();
  await till.get('rescue-password').fill('kata sandi panjang');
  const [file] = await Promise.all([till.page.waitForEvent('download'), till.get('rescue-export').click()]);
  expect(file.suggestedFilename()).toMatch(/^gerai-.*\.gerai$/);
  await context.setOffline(false);
});

test('a wrong enrolment code says what to do', async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.getByTestId('enrol-code').fill('000001');
  await page.getByTestId('enrol-submit').click();
  await expect(page.getByRole('alert')).toContainText('Minta kode baru');
});

test('T6 wrong PINs are counted, then lock', async ({ page, shop }) => {
  const till = new Till(page, shop.url);
  await till.enrol();
  await till.get('staff-Budi').click();
  const message = till.get('pin-message');
  for (let attempt = 0; attempt < 12; attempt += 1) {
    // The first digit clears the last answer, so text means that this PIN was judged.
    for (const digit of '0000') await till.get(`pin-${digit}`).click();
    await expect(message).not.toHaveText('', { timeout: 20_000 });
    if ((await message.textContent())?.includes('Terkunci')) break;
  }
  await expect(message).toContainText('Terkunci');
  await expect(till.get('pin-1')).toBeDisabled();
});
