import type { Promotion } from '../../shared/pricing/types.ts';
import { Keyboard } from '../till/scanner.ts';
import { Day, expect, QRIS_PAYLOAD, test } from './day-shop.ts';

const JAKARTA_MS = 7 * 3_600_000;
const hourOf = (ms: number) => new Date(ms + JAKARTA_MS).toISOString().slice(11, 16);
const ORDER_TYPES = {
  walkIn: { enabled: true },
  dineIn: { enabled: false },
  takeAway: { enabled: false },
  delivery: { enabled: true, priceListId: 'grosir' },
};

test('member price, happy hour, bundle, buy 2 get 1, and another price list by order type, all offline', async ({
  page,
  shop,
  rule,
  product,
}) => {
  const stamp = Date.now();
  const tea = await product({ sku: `TEH-${stamp}`, price: 10_000, extras: { memberPrice: 9_000 } });
  const cake = await product({ sku: `KUE-${stamp}`, price: 20_000 });
  const jam = await product({ sku: `SLI-${stamp}`, price: 15_000 });
  const soap = await product({ sku: `SBN-${stamp}`, price: 5_000, extras: { prices: { grosir: 4_000 } } });
  const of = (...ids: string[]) => ({ kind: 'products' as const, ids });
  const promotions: Promotion[] = [
    {
      id: 'senja',
      label: 'Jam senja',
      scope: of(tea.id),
      offer: { kind: 'percent', rateBp: 5_000 },
      hours: {
        days: [1, 2, 3, 4, 5, 6, 7],
        from: hourOf(stamp - 3_600_000),
        to: hourOf(stamp + 3_600_000),
      },
      orderTypes: ['walkIn'],
    },
    {
      id: 'lewat',
      label: 'Sudah lewat',
      scope: of(jam.id),
      offer: { kind: 'percent', rateBp: 9_000 },
      hours: {
        days: [1, 2, 3, 4, 5, 6, 7],
        from: hourOf(stamp - 7_200_000),
        to: hourOf(stamp - 3_600_000),
      },
    },
    {
      id: 'paket',
      label: 'Paket sore',
      scope: { kind: 'all' },
      offer: {
        kind: 'bundlePrice',
        price: 30_000,
        slots: [
          { scope: of(cake.id), quantity: 1 },
          { scope: of(jam.id), quantity: 1 },
        ],
      },
    },
    {
      id: 'dua-satu',
      label: 'Beli 2 gratis 1',
      scope: of(soap.id),
      offer: { kind: 'buyXGetY', buy: 2, get: 1, rateBp: 10_000 },
    },
  ];
  const version = await rule({ orderTypes: ORDER_TYPES, pricing: { promotions } });
  const day = new Day(page, shop.url);
  await day.enrol();
  await day.signIn();
  await day.knows(version);
  await expect(await day.tile(soap.sku)).toBeVisible();
  await day.page.reload();
  await day.get('till-product').first().waitFor();
  await day.offline();

  const line = (sku: string) => day.line(sku);
  await (await day.tile(tea.sku)).click();
  await expect(line(tea.sku)).toHaveAttribute('data-total', '5000');
  await expect(line(tea.sku)).toContainText('Jam senja');
  await day.chooseCustomer('Bu Wati');
  // Half of the price for members, which is lower.
  await expect(line(tea.sku)).toHaveAttribute('data-total', '4500');

  await (await day.tile(jam.sku)).click();
  await expect(line(jam.sku)).toHaveAttribute('data-total', '15000');
  await (await day.tile(cake.sku)).click();
  await expect.poll(() => day.total()).toBe(4_500 + 30_000);
  await expect(line(cake.sku)).toContainText('Paket sore');

  await (await day.tile(soap.sku)).click();
  await day.quantity('3');
  await expect(line(soap.sku)).toHaveAttribute('data-total', '10000');
  await day.get('order-types').locator('input[value="delivery"]').check({ force: true });
  await expect(line(soap.sku)).toHaveAttribute('data-total', '8000');
  // The happy hour is for those who come in; the price for members stays.
  await expect(line(tea.sku)).toHaveAttribute('data-total', '9000');
  const total = await day.total();
  expect(total).toBe(9_000 + 30_000 + 8_000);
  await day.get('pay').click();
  await day.get('tender-exact').click();
  await day.get('tender-confirm').click();
  await expect(day.get('sale-done')).toBeVisible();
  await day.get('sale-new').click();
  await day.online();
  await day.expectSynced();
});

/** The 13 digits with their check digit. */
function label(twelve: string): string {
  const sum = [...twelve].reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 3 : 1), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

test('scale labels with weight and with price; a wrong check digit is told and leaves the cart', async ({
  page,
  shop,
  rule,
  product,
}) => {
  const item = String(Date.now()).slice(-5);
  await product({ sku: item, price: 42_000, unit: 'kg', extras: { weighed: true } });
  const version = await rule({
    scaleBarcode: {
      formats: [
        { prefixes: ['21'], itemDigits: 5, valueDigits: 5, value: 'weight', perDigit: 1 },
        { prefixes: ['22'], itemDigits: 5, valueDigits: 5, value: 'price', perDigit: 1 },
      ],
    },
  });
  const day = new Day(page, shop.url);
  await day.enrol();
  await day.signIn();
  await day.knows(version);
  const tile = await day.tile(item);
  await expect(tile).toBeVisible();
  await day.get('till-search').fill('');
  const scanner = await Keyboard.of(page);
  const weight = label(`21${item}00500`);
  await scanner.type(weight, { suffix: 'Enter' });
  await day.expectCart({ [item]: '0.5' });
  await expect(day.line(item)).toHaveAttribute('data-total', '21000');
  const wrong = weight.slice(0, 12) + ((Number(weight[12]) + 1) % 10);
  await scanner.type(wrong, { suffix: 'Enter' });
  await expect(page.getByText('Label timbangan salah baca')).toBeVisible();
  await day.expectCart({ [item]: '0.5' });
  await scanner.type(label(`21${item}00000`), { suffix: 'Enter' });
  await expect(page.getByText('Label timbangan tanpa harga')).toBeVisible();
  await scanner.type(label(`22${item}10500`), { suffix: 'Enter' });
  await expect.poll(() => day.total()).toBe(21_000 + 10_500);
});

test('the stock warns or blocks; what was typed in is asked again before it is paid', async ({
  day,
  rule,
  owner,
}) => {
  await day.knows(await rule({ stockPolicy: 'warn' }));
  // Plain and in stock; the first tiles may be of goods that other tests made.
  const tile = await day.tile('MNM-001');
  const sku = 'MNM-001';
  const barcode = (await tile.getAttribute('data-barcode')) ?? '';
  const name = (await tile.locator('span').nth(1).textContent()) ?? '';
  const scanner = await Keyboard.of(day.page);
  await tile.click();
  await day.get('till-search').fill('');
  await day.quantity('9000');
  await scanner.type(barcode, { suffix: 'Enter' });
  await expect(day.page.getByText(`Stok ${name} kurang`)).toBeVisible();
  await day.expectCart({ [sku]: '9001' });

  await day.knows(await rule({ stockPolicy: 'block' }));
  await scanner.type(barcode, { suffix: 'Enter' });
  await expect(day.page.getByText(`Stok ${name} habis`)).toBeVisible();
  await day.get('approval').waitFor();
  await day.page.keyboard.press('Escape');
  await day.expectCart({ [sku]: '9001' });
  await day.get('pay').click();
  await day.approve();
  await day.get('tender-exact').click();
  await day.get('tender-confirm').click();
  await expect(day.get('sale-done')).toBeVisible();
  const saleId = (await day.get('sale-done').getAttribute('data-sale-id')) ?? '';
  await day.get('sale-new').click();
  await day.expectSynced();
  const answer = await owner.get(`/trpc/sales.get?input=${encodeURIComponent(JSON.stringify({ saleId }))}`);
  expect((await answer.json()).result.data.flags).toEqual(['belowZeroStock']);
});

test('deposit up to what there is, kasbon over the limit by PIN only, QRIS unseen up to the cap of the shift', async ({
  day,
  rule,
}) => {
  const { total } = await day.sell();
  await day.knows(
    await rule({
      debt: { enabled: true, defaultLimit: total },
      qris: { payload: QRIS_PAYLOAD, capPerSale: 0, capPerShift: total },
    }),
  );
  await day.offline();
  await day.go('customers');
  await day.page.locator('[data-name="Pak Darmo"]').click();
  await day.get('deposit-in').click();
  await day.get('money-amount').fill(String(total - 100));
  await day.get('money-save').click();
  await day.get('customer-use').click();

  await day.get('till-product').first().click();
  await day.get('pay').click();
  await day.get('method-storeCredit').check({ force: true });
  await day.get('part-amount').fill(String(total));
  await expect(day.page.getByText('Saldonya hanya')).toBeVisible();
  await expect(day.get('tender-confirm')).toBeDisabled();
  await day.get('part-amount').fill(String(total - 100));
  await day.get('tender-confirm').click();
  await expect(day.get('tender-part')).toHaveCount(1);
  await day.get('method-debt').check({ force: true });
  await day.get('tender-confirm').click();
  await day.get('sale-new').click();

  // He owes 100; another piece is over the limit.
  await day.get('till-product').first().click();
  await day.chooseCustomer('Pak Darmo');
  await day.get('pay').click();
  await day.get('method-debt').check({ force: true });
  await expect(day.get('tender-error')).not.toHaveText('');
  await day.get('tender-confirm').click();
  await day.approve();
  await expect(day.get('sale-done')).toBeVisible();
  await day.get('sale-new').click();

  const payUnseen = async () => {
    await day.get('till-product').first().click();
    await day.get('pay').click();
    await day.get('method-qrisStatic').check({ force: true });
    await day.get('qris-show').click();
  };
  await payUnseen();
  await day.get('qris-unseen').click();
  await day.get('sale-new').click();
  await payUnseen();
  await expect(day.get('qris-cap')).not.toHaveText('');
  await expect(day.get('qris-unseen')).toBeDisabled();
  await day.get('qris-received').click();
  await day.get('sale-new').click();
  await day.online();
  await day.expectSynced();
});
