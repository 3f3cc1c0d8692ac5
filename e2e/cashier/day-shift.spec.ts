import { expect, test } from './day-shop.ts';

test('the shift opens with a float by denomination, its total live', async ({ day }) => {
  await day.go('shift');
  await day.get('more-100000').click();
  await day.get('more-100000').click();
  await day.get('pieces-500').fill('7');
  await expect(day.get('count-total')).toHaveAttribute('data-amount', '203500');
  await day.get('less-100000').click();
  await expect(day.get('count-total')).toHaveAttribute('data-amount', '103500');
  await day.get('shift-open').click();
  await expect(day.get('open-shift-facts')).toHaveAttribute('data-float', '103500');
  await expect(day.get('shift-holder')).toHaveText('Sari');
  await day.expectSynced();
});

test('blind close 5.000 short, offline with unsent sales: told after the count, never before', async ({
  day,
}) => {
  await day.go('shift');
  await day.openShift(200_000);
  await day.toTill();
  await day.offline();
  const { total } = await day.sell();
  await day.go('shift');
  await day.get('shift-close').click();
  await expect(day.get('close-unsent')).toBeVisible();
  await expect(day.get('count-expected')).toHaveCount(0);
  await day.count(200_000 + total - 5_000);
  await day.get('count-done').click();
  await expect(day.get('report-variance')).toHaveAttribute('data-amount', '-5000');
  await expect(day.get('report-variance')).toContainText('Kurang');
  await expect(day.get('report-expected')).toHaveAttribute('data-amount', String(200_000 + total));
  await expect(day.get('closed-unsent')).toBeVisible();
  await day.get('close-finished').click();
  await expect(day.get('closed-shift').first()).toHaveAttribute('data-variance', '-5000');
  await day.online();
  await day.expectSynced();
});

test('a difference over the limit wants its cause and a manager, and a second count leaves the first behind', async ({
  day,
}) => {
  await day.go('shift');
  await day.openShift(100_000);
  await day.get('shift-close').click();
  await day.count(50_000);
  await day.get('count-done').click();
  await expect(day.get('variance')).toHaveAttribute('data-amount', '-50000');
  await day.get('recount').click();
  await day.count(60_000);
  await day.get('count-done').click();
  await expect(day.get('variance')).toHaveAttribute('data-amount', '-40000');
  await day.get('close-anyway').click();
  await expect(day.page.getByRole('alert').filter({ hasText: 'Tulis sebab' })).toBeVisible();
  await day.get('variance-note').fill('Uang kembalian salah');
  await day.get('close-anyway').click();
  await day.get('approval').waitFor();
  for (const digit of '1111') await day.get(`approval-${digit}`).click();
  await day.get('approval-ok').click();
  await expect(day.get('approval-message')).not.toHaveText('');
  for (const digit of '9999') await day.get(`approval-${digit}`).click();
  await day.get('approval-ok').click();
  await expect(day.get('report-variance')).toHaveAttribute('data-amount', '-40000');
  await expect(day.get('shift-report')).toContainText('Uang kembalian salah');
  await day.expectSynced();
});

test('sell after close: where a shift is required the till asks for one first, and the cart waits', async ({
  day,
  rule,
}) => {
  const { sku } = await day.product(0);
  await day.get('till-product').first().click();
  await rule({
    shift: {
      required: true,
      blindCount: false,
      varianceLimit: 10_000,
      cashCategories: { in: ['Tambah modal'], out: ['Setor'] },
    },
  });
  await day.get('shift-gate').waitFor({ timeout: 30_000 });
  await day.count(100_000);
  await day.get('shift-open').click();
  await day.expectCart({ [sku]: '1' });
  await day.get('pay').click();
  await day.get('tender-exact').click();
  await day.get('tender-confirm').click();
  await day.get('sale-new').click();
  await day.go('shift');
  await day.get('shift-close').click();
  // Not blind: what should be there is told before.
  await expect(day.get('count-expected')).toContainText('Rp');
  await day.count(100_000);
  await day.get('count-done').click();
  await day.get('variance-note').fill('latihan');
  await day.get('close-anyway').click();
  await day.approve();
  await day.get('close-finished').click();
  await day.get('back-to-till').click();
  await expect(day.get('shift-gate')).toBeVisible();
  await expect(day.get('till-product')).toHaveCount(0);
});

test('sell after close: without the rule the sale stands, and the closed shift stays as it was', async ({
  day,
}) => {
  await day.go('shift');
  await day.openShift(0);
  await day.toTill();
  const { total } = await day.sell();
  await day.go('shift');
  await day.get('shift-close').click();
  await day.count(total);
  await day.get('count-done').click();
  await day.get('close-finished').click();
  await day.toTill();
  await day.sell(1);
  await day.go('shift');
  await day.get('closed-shift').first().click();
  await expect(day.get('report-sales')).toHaveAttribute('data-amount', String(total));
  await expect(day.get('report-variance')).toHaveAttribute('data-amount', String((total % 100) * -1 || 0));
  await day.expectSynced();
});

test('cash in is the cashier’s, cash out wants a manager; the X report knows both and is for the permitted', async ({
  day,
}) => {
  await day.go('shift');
  await day.openShift(50_000);
  await day.get('cash-in').click();
  await day.get('cash-save').click();
  await expect(day.get('cash-sheet').getByRole('alert').filter({ hasText: 'Ketik' })).toBeVisible();
  await day.get('cash-amount').fill('20000');
  await day.get('cash-reason').fill('Receh');
  await day.get('cash-save').click();
  await expect(day.get('cash-movement')).toHaveCount(1);
  await day.get('cash-out').click();
  await day.get('cash-amount').fill('5000');
  await day.get('cash-reason').fill('Galon');
  await day.get('cash-save').click();
  await day.approve();
  await expect(day.get('cash-movement')).toHaveCount(2);
  await day.get('x-report').click();
  await day.approve();
  await expect(day.get('report-expected')).toHaveAttribute('data-amount', '65000');
  await day.page.keyboard.press('Escape');
  await day.expectSynced();
});

test('the drawer goes to the next cashier without a close, by their PIN', async ({ day }) => {
  await day.go('shift');
  await day.openShift(50_000);
  await day.get('handover').click();
  await day.get('handover-counted').fill('50000');
  const next = day.page.locator('[data-testid^="switch-"]:not([data-testid="switch-sheet"])').first();
  const name = (await next.textContent())?.slice(-20) ?? '';
  await next.click();
  for (const digit of '2222') await day.get(`pin-${digit}`).click();
  await expect(day.get('shift-holder')).not.toHaveText('Sari');
  expect(name).toContain(await day.get('shift-holder').textContent());
  await expect(day.get('open-shift-facts')).toHaveAttribute('data-float', '50000');
  await day.expectSynced();
});
