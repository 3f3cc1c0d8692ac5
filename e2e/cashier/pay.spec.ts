import { type Day, expect, test } from './day-shop.ts';

test.use({ serviceWorkers: 'block' });

/** A line of one piece that costs 37.450. */
async function odd(till: Day): Promise<void> {
  await till.addLine();
  await till.get('line-edit').click();
  await till.get('line-price').fill('37450');
  await till.get('line-apply').click();
  await till.approve();
  await expect(till.get('cart-line')).toHaveAttribute('data-total', '37450');
}

test('100.000 for 37.450 is rounded in cash and exact by card', async ({ counter: till }) => {
  await odd(till);
  await till.get('pay').click();
  await expect(till.get('tender-total')).toHaveAttribute('data-amount', '37400');
  await expect(till.get('tender-rounding')).toHaveAttribute('data-amount', '-50');
  await till.get('method-card').check({ force: true });
  await expect(till.get('tender-total')).toHaveAttribute('data-amount', '37450');
  await till.get('method-cash').check({ force: true });
  await till.get('tender-amount').fill('100000');
  await till.get('tender-confirm').click();
  await expect(till.get('sale-done')).toHaveAttribute('data-change', '62600');
});

test('two methods; back to the cart and a reload lose nothing that was paid', async ({ counter: till }) => {
  await odd(till);
  await till.get('pay').click();
  await till.get('method-card').check({ force: true });
  await till.get('part-amount').fill('20000');
  await till.get('part-reference').fill('EDC 4821');
  await till.get('tender-confirm').dblclick();
  await expect(till.get('tender-part')).toHaveCount(1);
  await till.page.keyboard.press('Escape');
  await till.page.reload();
  await expect(till.get('sum-paidSoFar')).toHaveAttribute('data-amount', '-20000');
  await till.get('pay').click();
  await expect(till.get('tender-total')).toHaveAttribute('data-amount', '17400');
  await till.get('tender-exact').click();
  await till.get('tender-confirm').click();
  await expect(till.get('sale-done')).toHaveAttribute('data-change', '0');
  await till.expectSynced();
});

test('a sale of 0 rupiah is for the permitted role only', async ({ counter: till }) => {
  await till.addLine();
  await till.get('line-edit').click();
  await till.get('line-price').fill('0');
  await till.get('line-apply').click();
  await expect(till.get('approval')).toContainText('harga 0');
  await till.approve();
  expect(await till.total()).toBe(0);
  await till.get('pay').click();
  await till.get('tender-confirm').click();
  await expect(till.get('sale-done')).toBeVisible();
  await till.expectSynced();
});

test('QRIS cancelled leaves the cart, QRIS not seen is paid late', async ({ counter: till }) => {
  await till.addLine();
  const total = await till.total();
  await till.get('pay').click();
  await till.get('method-qrisStatic').check({ force: true });
  await till.get('qris-show').click();
  await expect(till.get('qris-code')).toHaveAttribute('data-payload', new RegExp(`54\\d\\d${total}58`));
  await expect(till.get('qris-code')).toContainText('NMID ID');
  await till.page.keyboard.press('Escape');
  await expect(till.get('qris-code')).toBeHidden();
  await till.get('qris-show').click();
  await till.get('qris-unseen').click();
  await expect(till.get('qris-state')).toHaveAttribute('data-state', 'open');
  await till.get('qris-confirm').click();
  await expect(till.get('qris-state')).toHaveAttribute('data-state', 'seen');
  await till.expectSynced();
});

test('QRIS over the cap is recorded only when the money was seen', async ({ counter: till }) => {
  await till.addLine();
  await till.get('line-quantity').click();
  await till.get('quantity-input').fill('100');
  await till.get('quantity-apply').click();
  await till.get('pay').click();
  await till.get('method-qrisStatic').check({ force: true });
  await till.get('qris-show').click();
  await expect(till.get('qris-unseen')).toBeDisabled();
  await expect(till.get('qris-cap')).not.toHaveText('');
  await till.get('qris-received').click();
  await till.get('sale-done').waitFor();
  await till.expectSynced();
});

test('kasbon needs a customer, and small change can stay as their deposit', async ({ counter: till }) => {
  await odd(till);
  await till.get('pay').click();
  await till.get('method-debt').check({ force: true });
  await expect(till.get('tender-confirm')).toBeDisabled();
  await till.get('tender-customer').click();
  await till.get('customer-new').click();
  await till.get('customer-name').fill('Bu Rina');
  await till.get('customer-save').click();
  await till.get('part-amount').fill('30000');
  await till.get('tender-confirm').click();
  await expect(till.get('tender-part')).toHaveCount(1);
  await till.get('tender-amount').fill('8000');
  await till.get('keep-all').click();
  await till.get('tender-confirm').click();
  await expect(till.get('sale-done')).toHaveAttribute('data-change', '0');
  await expect(till.get('done-kept')).toHaveAttribute('data-amount', '600');
  await till.expectSynced();
});

test('rotating and locking while paying lose nothing', async ({ counter: till }) => {
  const { sku } = await till.product(0);
  await till.addLine();
  await till.get('pay').click();
  await till.get('tender-amount').fill('500000');
  await till.page.setViewportSize({ width: 800, height: 1280 });
  await expect(till.get('tender-amount')).toHaveValue('500.000');
  await till.page.keyboard.press('Escape');
  await till.get('menu').click();
  await till.get('lock').click();
  await till.signIn();
  await till.expectCart({ [sku]: '1' });
});
