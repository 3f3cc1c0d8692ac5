import { v7 } from 'uuid';
import { beforeAll, describe, expect, test } from 'vitest';
import { cartOfSale } from '../../shared/pricing/cart-of-sale.ts';
import { priceCart } from '../../shared/pricing/price-cart.ts';
import type { CartToPrice, PricingSettings, Promotion } from '../../shared/pricing/types.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { PLAIN_LINE, PLAIN_SALE } from '../../shared/sync/upcast.ts';
import type { Acting } from '../accounts/acting.ts';
import type { Db } from '../db/connect.ts';
import { describeOnPostgres } from '../db/testing.ts';
import { saveSettings } from '../settings/settings.ts';
import { envelopeOf, openCallers, saleOf, seedShop, type TestShop } from '../sync/testing.ts';
import { followsSettings } from './follows-settings.ts';
import { pricingVersions } from './pricing-then.ts';
import type { KnownProduct, SaleFacts } from './sale-facts.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** a Wednesday, 17:00 in Jakarta */
const FIVE = Date.parse('2026-11-18T10:00:00Z');

const HAPPY: Promotion = {
  id: 'happy',
  label: 'Sore',
  scope: { kind: 'all' },
  offer: { kind: 'percent', rateBp: 2_000 },
  hours: { days: [1, 2, 3, 4, 5, 6, 7], from: '15:00', to: '17:00' },
};
const { hours: _, ...ALL_DAY } = HAPPY;
const DRINKS: Promotion = { ...ALL_DAY, scope: { kind: 'categories', ids: ['drinks'] } };
const RESTAURANT: PricingSettings = {
  pbjt: { rateBp: 1_000, pricesIncludeTax: false },
  serviceCharge: { walkIn: { rateBp: 500, base: 'afterDiscount', taxed: true } },
  rounding: { mode: 'nearest', to: 500 },
};

interface Charged {
  by: PricingSettings;
  /** when the cart got its prices, before it was paid */
  pricedAt?: number;
  cart?: Partial<CartToPrice>;
  line?: Pick<
    Partial<CartToPrice['lines'][number]>,
    'unitPrice' | 'discount' | 'memberPrice' | 'priceOverridden'
  >;
  record?: Partial<SaleRecord>;
}

/** A sale of three coffees as a device charges it by settings of its own. */
function charged({ by, cart, line, record = {}, pricedAt }: Charged): SaleRecord {
  const soldAt = record.soldAt ?? FIVE - 30 * MINUTE;
  const coffee = { productId: 'coffee', unit: 'pcs', quantityMilli: 3_000, unitPrice: 5_150, ...line };
  const input: CartToPrice = {
    lines: [{ categoryId: 'drinks', ...coffee }],
    orderType: 'walkIn',
    at: pricedAt ?? soldAt,
    tenders: [{ method: 'cash', amount: 0 }],
    ...cart,
  };
  const { lines, subtotal, discount, discounts, serviceCharge, tax, taxIncluded, rounding, total } =
    priceCart(input, { ...by, timeZone: 'Asia/Jakarta' });
  const [{ gross: _gross, payable: _payable, ...first }] = lines as [(typeof lines)[number]];
  return {
    ...({ kind: 'sale', id: v7(), outletId: 'centre', deviceId: 'tablet', staffId: 'sari' } as const),
    ...{ receiptSeq: 1, receiptNumber: 'X', clockOffsetMs: 0, deviceCounter: 1 },
    ...PLAIN_SALE,
    soldAt,
    lines: [{ ...PLAIN_LINE, sku: 'K', name: 'Kopi', taxClass: 'standard', ...coffee, ...first }],
    ...{ subtotal, discount, discounts, serviceCharge, tax, taxIncluded, rounding, total },
    payments: [{ id: v7(), method: 'cash', amount: total, tendered: total, change: 0 }],
    ...record,
  };
}

interface Known {
  now: PricingSettings | null;
  changes?: { at: number; before: PricingSettings | null }[];
  own?: PricingSettings;
  product?: Partial<KnownProduct> | null;
}

function knows({ now, changes = [], own, product = {} }: Known): SaleFacts {
  const history = {
    timeZone: 'Asia/Jakarta',
    own: pricingVersions(own ?? null, []),
    shop: pricingVersions(now, changes),
  };
  const coffee = { price: 5_150, extras: null, categoryId: 'drinks', changedAt: FIVE - 90 * DAY, ...product };
  return {
    pricing: new Map([['centre', history]]),
    products: new Map(product ? [['coffee', coffee]] : []),
  } as unknown as SaleFacts;
}

const off = (rateBp: number) => ({ kind: 'percent', rateBp }) as const;

describe('S5 a sale priced again', () => {
  test.each<[string, Charged, Known, boolean]>([
    ['no settings, nothing taken', { by: {} }, { now: null }, true],
    ['by the settings', { by: RESTAURANT }, { now: RESTAURANT }, true],
    ['by the outlet’s own settings', { by: RESTAURANT }, { now: {}, own: RESTAURANT }, true],
    ['by the shop’s settings where the outlet has its own', { by: {} }, { now: {}, own: RESTAURANT }, false],
    [
      'discounts by hand are the cashier’s',
      { by: RESTAURANT, cart: { discount: off(1_000) }, line: { discount: off(500) } },
      { now: RESTAURANT },
      true,
    ],
    [
      'service charge and tax left out',
      { by: { rounding: { mode: 'nearest', to: 500 } } },
      { now: RESTAURANT },
      false,
    ],
    [
      'tax of another rate',
      { by: { pbjt: { rateBp: 500, pricesIncludeTax: false } } },
      { now: { pbjt: { rateBp: 1_000, pricesIncludeTax: false } } },
      false,
    ],
    [
      'a tax inside the price that is not said to be',
      { by: { ppn: { registered: true, pricesIncludeTax: true } } },
      { now: {} },
      false,
    ],
    ['rounded without being told', { by: { rounding: { mode: 'down', to: 1_000 } } }, { now: {} }, false],
    ['a promotion nobody gives', { by: { promotions: [ALL_DAY] } }, { now: {} }, false],
    ['a promotion not given', { by: {} }, { now: { promotions: [ALL_DAY] } }, false],
    [
      'the price is the record’s own',
      { by: { promotions: [ALL_DAY] }, line: { unitPrice: 4_990 } },
      { now: { promotions: [ALL_DAY] } },
      true,
    ],

    [
      'settings of the day before, still on the tablet',
      { by: RESTAURANT },
      { now: {}, changes: [{ at: FIVE - DAY, before: RESTAURANT }] },
      true,
    ],
    [
      'settings of a month before',
      { by: RESTAURANT },
      { now: {}, changes: [{ at: FIVE - 30 * DAY, before: RESTAURANT }] },
      false,
    ],
    [
      'settings that came after the sale and before its arrival',
      { by: RESTAURANT },
      { now: {}, changes: [{ at: FIVE, before: RESTAURANT }] },
      true,
    ],
    [
      'settings from after the sale',
      { by: {} },
      { now: {}, changes: [{ at: FIVE, before: RESTAURANT }] },
      false,
    ],
    [
      'the same where the clock was never measured',
      { by: {}, record: { clockOffsetMs: null } },
      { now: {}, changes: [{ at: FIVE, before: RESTAURANT }] },
      true,
    ],

    ['in the happy hour', { by: { promotions: [HAPPY] } }, { now: { promotions: [HAPPY] } }, true],
    [
      'its price ten minutes after it began',
      { by: {}, record: { soldAt: FIVE - 110 * MINUTE } },
      { now: { promotions: [HAPPY] } },
      true,
    ],
    ['its price not given in the middle of it', { by: {} }, { now: { promotions: [HAPPY] } }, false],
    [
      'its price two minutes before it begins',
      { by: { promotions: [HAPPY] }, pricedAt: FIVE - 119 * MINUTE, record: { soldAt: FIVE - 122 * MINUTE } },
      { now: { promotions: [HAPPY] } },
      true,
    ],
    [
      'its price four minutes before it begins',
      { by: { promotions: [HAPPY] }, pricedAt: FIVE - 119 * MINUTE, record: { soldAt: FIVE - 124 * MINUTE } },
      { now: { promotions: [HAPPY] } },
      false,
    ],
    [
      'paid two minutes after it',
      { by: { promotions: [HAPPY] }, pricedAt: FIVE - MINUTE, record: { soldAt: FIVE + MINUTE } },
      { now: { promotions: [HAPPY] } },
      true,
    ],
    [
      'paid ten minutes after it',
      { by: { promotions: [HAPPY] }, pricedAt: FIVE - MINUTE, record: { soldAt: FIVE + 10 * MINUTE } },
      { now: { promotions: [HAPPY] } },
      true,
    ],
    [
      'its price an hour after it',
      { by: { promotions: [HAPPY] }, pricedAt: FIVE - MINUTE, record: { soldAt: FIVE + 60 * MINUTE } },
      { now: { promotions: [HAPPY] } },
      false,
    ],

    [
      'a promotion of its category',
      { by: { promotions: [DRINKS] } },
      { now: { promotions: [DRINKS] } },
      true,
    ],
    [
      'a promotion of another category',
      { by: { promotions: [DRINKS] } },
      { now: { promotions: [DRINKS] }, product: { categoryId: 'food' } },
      false,
    ],
    [
      'a category that changed since',
      { by: { promotions: [DRINKS] } },
      { now: { promotions: [DRINKS] }, product: { categoryId: 'food', changedAt: FIVE } },
      true,
    ],
    [
      'a product nobody knows, in some category',
      { by: { promotions: [DRINKS] } },
      { now: { promotions: [DRINKS] }, product: null },
      true,
    ],
    [
      'a member’s price',
      {
        by: {},
        cart: { memberId: 'ani' },
        line: { memberPrice: 4_000 },
        record: { customerId: 'ani', member: true },
      },
      { now: {}, product: { extras: { memberPrice: 4_000 } } },
      true,
    ],
    [
      'a member’s price that is none',
      {
        by: {},
        cart: { memberId: 'ani' },
        line: { memberPrice: 3_000 },
        record: { customerId: 'ani', member: true },
      },
      { now: {}, product: { extras: { memberPrice: 4_000 } } },
      false,
    ],
    [
      'a price typed in, which no promotion touches',
      { by: { promotions: [ALL_DAY] }, line: { priceOverridden: true } },
      { now: { promotions: [ALL_DAY] }, product: { extras: { openPrice: true } } },
      true,
    ],
    [
      'at the end of all time',
      { by: RESTAURANT, pricedAt: FIVE, record: { soldAt: 8.64e15 } },
      { now: RESTAURANT },
      true,
    ],
  ])('S5 %s', (_title, how, known, follows) => {
    const sale = charged(how);
    expect(followsSettings(sale, knows(known), FIVE + DAY)).toBe(follows);
  });

  test('M5 a box has no member price', () => {
    const sale = charged({ by: {}, record: { member: true, customerId: 'ani' } });
    const box = { ...sale, lines: sale.lines.map((line) => ({ ...line, stockMilli: 24_000 })) };
    expect(cartOfSale(box, () => ({ memberPrice: 1 })).lines[0]?.memberPrice).toBeNull();
  });
});

describeOnPostgres('sales against the settings of their time', (open) => {
  let db: Db;
  let shop: TestShop;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
  });

  test('S5 what the owner said then is looked up, for the whole push at once, and nothing is refused', async () => {
    const device = (await openCallers(db)).device(shop.devices[0]);
    let seq = 0;
    const sale = (change: Partial<SaleRecord> = {}) => saleOf(shop, ++seq, change);
    const taxed = () => {
      const plain = sale();
      const lines = plain.lines.map((line) => ({
        ...line,
        ...({
          taxKind: 'pbjt',
          taxRateBp: 1_000,
          taxBase: line.lineTotal,
          tax: line.lineTotal / 10,
        } as const),
      }));
      const total = plain.subtotal + plain.subtotal / 10;
      const payments = plain.payments.map((payment) => ({ ...payment, amount: total, tendered: total }));
      return { ...plain, lines, tax: plain.subtotal / 10, total, payments };
    };
    const send = async (records: SaleRecord[], contract = 2) =>
      (await device.sync.push(envelopeOf(records, { contract }))).answers.map((answer) =>
        answer.status === 'appliedWithFlags' ? answer.flags : answer.status,
      );
    const say = (version: number, pricing: PricingSettings | undefined, daysAgo: number, outletId?: string) =>
      saveSettings(
        {
          db,
          tenantId: shop.tenantId,
          user: { id: v7() },
          newId: v7,
          now: () => Date.now() - daysAgo * DAY,
        } as unknown as Acting,
        { outletId, version, sections: pricing ? { pricing } : {} },
      );

    const pbjt = { pbjt: { rateBp: 1_000, pricesIncludeTax: false } };
    expect(await send([sale(), taxed()])).toEqual(['applied', ['settingsDiffer']]);
    await say(0, pbjt, 30);
    expect(await send([sale(), taxed()])).toEqual([['settingsDiffer'], 'applied']);
    expect(await send([sale()], 1)).toEqual(['applied']);
    // Three days ago the outlet was told otherwise, and yesterday the shop.
    await say(0, { rounding: { mode: 'up', to: 100 } }, 3, shop.outlets[0]);
    expect(await send([sale(), taxed()])).toEqual(['applied', 'applied']);
    await say(1, {}, 1);
    await say(1, undefined, 0, shop.outlets[0]);
    expect(await send([sale(), taxed()])).toEqual(['applied', 'applied']);
    expect(await send([sale({ total: 1 })])).toEqual([['totalsDiffer']]);
    const stored = await (await openCallers(db)).manager(shop.tenantId).sales.list({ flaggedOnly: true });
    expect(stored.sales.map(({ flags, total }) => [flags, total])).toContainEqual([
      ['settingsDiffer'],
      6_600,
    ]);
  });
});
