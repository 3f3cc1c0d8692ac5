import { expect, test } from './day-shop.ts';

test('switch cashier: by PIN within a second, and the cart stays', async ({ day }) => {
  const { sku } = await day.product(0);
  await day.get('till-product').first().click();
  await day.get('cashier').click();
  const next = day.page.locator('[data-testid^="switch-"]:not([data-testid="switch-sheet"])').first();
  await next.click();
  // The length of a PIN is known from its second use on; the first waits for a pause.
  for (const digit of '222') await day.get(`pin-${digit}`).click();
  const before = await day.page.evaluate(() => performance.now());
  await day.get('pin-2').click();
  await expect(day.get('cashier')).not.toContainText('Sari');
  const took = (await day.page.evaluate(() => performance.now())) - before;
  test.info().annotations.push({ type: 'figure', description: `switch of cashier: ${Math.round(took)} ms` });
  await expect(day.get('switch-sheet')).toBeHidden();
  await day.expectCart({ [sku]: '1' });
});

test('sign out with unsent sales: the till locks, and what was sold is sent when the network is back', async ({
  day,
}) => {
  await day.offline();
  await day.sell();
  await day.get('menu').click();
  await day.get('lock').click();
  await expect(day.get('staff-Sari')).toBeVisible();
  await expect(day.get('sync')).toHaveAttribute('data-pending', '1');
  // A screen of the day is closed to whoever has no PIN.
  await day.page.goto(`${day.url}/shift`);
  await expect(day.get('staff-Sari')).toBeVisible();
  await expect(day.get('open-shift')).toHaveCount(0);
  await day.online();
  await day.expectSynced();
});
