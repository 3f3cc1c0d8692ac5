import { expect, test } from './day-shop.ts';

test('new customer offline: the number is shown as it is kept, and found again by either spelling', async ({
  day,
}) => {
  await day.offline();
  await day.go('customers');
  await day.get('new-customer').click();
  await day.get('form-phone').fill('08');
  await day.get('form-save').click();
  await expect(day.get('customer-form').getByRole('alert').filter({ hasText: 'Isi namanya' })).toBeVisible();
  await day.get('form-name').fill('Bu Tini 🌸');
  await day.get('form-save').click();
  await expect(
    day.get('customer-form').getByRole('alert').filter({ hasText: 'tidak lengkap' }),
  ).toBeVisible();
  await day.get('form-phone').fill('0812 3456 7890');
  await expect(day.get('phone-kept')).toHaveText('Disimpan sebagai +6281234567890');
  await day.get('consent-yes').check({ force: true });
  await day.get('form-save').click();
  await expect(day.get('customer-phone')).toHaveText('+6281234567890');
  await day.get('customer-back').click();
  await day.get('customers-search').fill('0812345');
  await expect(day.page.locator('[data-name="Bu Tini 🌸"]')).toBeVisible();
  await day.get('customers-search').fill('tini');
  await day.page.locator('[data-name="Bu Tini 🌸"]').click();

  // The same number again is hers already.
  await day.get('customer-back').click();
  await day.get('new-customer').click();
  await day.get('form-name').fill('Tini Wijaya');
  await day.get('form-phone').fill('+62 812-3456-7890');
  await day.get('form-save').click();
  await expect(day.get('customer-message')).toContainText('Bu Tini');
  await day.get('open-taken').click();
  await expect(day.get('customer-phone')).toHaveText('+6281234567890');
  await day.online();
  await day.expectSynced();
});

test('kasbon is paid back and a deposit made and taken out, offline, never more than there is', async ({
  day,
}) => {
  await day.offline();
  await day.go('customers');
  await day.get('new-customer').click();
  await day.get('form-name').fill('Pak Harto');
  await day.get('form-save').click();
  await day.get('customer-use').click();
  await day.get('till-product').first().click();
  const total = await day.total();
  await day.get('pay').click();
  await day.get('method-debt').check({ force: true });
  await day.get('tender-confirm').click();
  await day.get('sale-new').click();

  await day.go('customers');
  await day.page.locator('[data-name="Pak Harto"]').click();
  const facts = day.get('customer-facts');
  await expect(facts).toHaveAttribute('data-debt', String(total));
  await day.get('repay').click();
  await day.get('money-amount').fill(String(total + 1));
  await expect(
    day.get('customer-money').getByRole('alert').filter({ hasText: 'Kasbonnya hanya' }),
  ).toBeVisible();
  await day.get('money-all').click();
  await day.get('money-save').click();
  await expect(facts).toHaveAttribute('data-debt', '0');
  await day.get('deposit-in').click();
  await day.get('money-amount').fill('20000');
  await day.get('money-method-transfer').check({ force: true });
  await day.get('money-save').click();
  await expect(facts).toHaveAttribute('data-balance', '20000');
  await day.get('deposit-out').click();
  await day.get('money-amount').fill('5000');
  await day.get('money-save').click();
  await expect(facts).toHaveAttribute('data-balance', '15000');
  await expect(day.get('customer-event')).toHaveCount(4);
  await day.online();
  await day.expectSynced();
  // Acknowledged here a moment before the server's sum has come.
  await expect(facts).toHaveAttribute('data-balance', '15000', { timeout: 15_000 });
});
