import { describe, expect, test } from 'vitest';
import { MAX_RUPIAH } from '../../shared/money.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { SaleLine, SaleRecord } from '../../shared/sync/sale-record.ts';
import { PLAIN_LINE, PLAIN_SALE } from '../../shared/sync/upcast.ts';
import { headerRefusal, occurredAt } from '../sync/header-facts.ts';
import { receiptKey, type SaleFacts } from './sale-facts.ts';
import { saleFlags } from './sale-flags.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

const line: SaleLine = {
  lineNo: 1,
  productId: 'coffee',
  sku: 'K1',
  name: 'Kopi',
  unit: 'pcs',
  quantityMilli: 2_000,
  unitPrice: 5_000,
  lineTotal: 10_000,
  taxClass: 'standard',
  ...PLAIN_LINE,
};
const sale: SaleRecord = {
  kind: 'sale',
  id: 'sale-1',
  outletId: 'centre',
  deviceId: 'tablet',
  staffId: 'sari',
  receiptSeq: 7,
  receiptNumber: 'PST-A1-000007',
  soldAt: NOW - MINUTE,
  clockOffsetMs: 0,
  deviceCounter: 9,
  ...PLAIN_SALE,
  lines: [line],
  subtotal: 10_000,
  discount: 0,
  tax: 0,
  rounding: 0,
  total: 10_000,
  payments: [{ id: 'payment-1', method: 'cash', amount: 10_000, tendered: 20_000, change: 10_000 }],
};
const [payment] = sale.payments as [SaleRecord['payments'][0]];
const product = { price: 5_000, extras: null, categoryId: 'drinks', changedAt: 0 };
const facts: SaleFacts = {
  pricing: new Map(),
  devices: new Map([
    ['tablet', { code: 'A1', outletId: 'centre' }],
    ['other', { code: 'B1', outletId: 'east' }],
  ]),
  outlets: new Map([
    ['centre', { code: 'PST' }],
    ['east', { code: 'TMR' }],
  ]),
  staff: new Map([
    ['sari', { active: true, role: 'cashier' }],
    ['left', { active: false, role: 'cashier' }],
    ['mina', { active: true, role: 'manager' }],
  ]),
  products: new Map([['coffee', product]]),
  permissions: new Map([['east', { discountCart: 'manager' }]]),
  shifts: new Set(['open', 'closed']),
  closes: new Map([['closed', { deviceId: 'tablet', deviceCounter: 10 }]]),
  voided: new Set(),
  refunded: new Set(),
  receipts: new Map([
    [receiptKey('tablet', 7), new Set(['sale-1'])],
    [receiptKey('tablet', 8), new Set(['sale-0', 'sale-1'])],
  ]),
};

const discounted: Partial<SaleRecord> = {
  lines: [{ ...line, cartDiscount: 1_000 }],
  discount: 1_000,
  discounts: [{ kind: 'manual', label: '', amount: 1_000 }],
  total: 9_000,
  payments: [{ ...payment, amount: 9_000, change: 11_000 }],
};
const lineDiscounted: Partial<SaleRecord> = {
  lines: [
    { ...line, discount: 500, discounts: [{ kind: 'manual', label: '', amount: 500 }], lineTotal: 9_500 },
  ],
  subtotal: 9_500,
  total: 9_500,
  payments: [{ ...payment, amount: 9_500, tendered: 9_500, change: 0 }],
};
const dined = {
  lines: [
    { ...line, serviceCharge: 500, taxKind: 'pbjt', taxRateBp: 1_000, taxBase: 10_500, tax: 1_050 },
  ] as [SaleLine],
  serviceCharge: 500,
  tax: 1_050,
  total: 11_550,
  payments: [{ ...payment, amount: 11_550, tendered: 11_550, change: 0 }],
} satisfies Partial<SaleRecord>;
const overridden: Partial<SaleRecord> = {
  lines: [{ ...line, unitPrice: 4_000, listPrice: 5_000, lineTotal: 8_000 }],
  subtotal: 8_000,
  total: 8_000,
  payments: [{ ...payment, amount: 8_000, tendered: 8_000, change: 0 }],
};

const cases: [what: string, change: Partial<SaleRecord>, flags: RecordFlag[]][] = [
  ['as it should be', {}, []],
  ['an item outside the catalogue', { lines: [{ ...line, productId: null, unitPrice: 5_000 }] }, []],
  ['a line that is not price times quantity', { lines: [{ ...line, lineTotal: 9_999 }] }, ['totalsDiffer']],
  ['a subtotal of its own', { subtotal: 9_000 }, ['totalsDiffer']],
  ['a discount nobody knows', { discount: 1 }, ['totalsDiffer']],
  ['a tax nobody knows', { tax: 1 }, ['totalsDiffer']],
  ['a rounding nobody knows', { rounding: -1 }, ['totalsDiffer']],
  [
    'a total below the lines',
    { total: 9_000, payments: [{ ...payment, amount: 9_000, change: 11_000 }] },
    ['totalsDiffer'],
  ],
  ['less paid than charged', { payments: [{ ...payment, amount: 9_000, change: 11_000 }] }, ['underpaid']],
  ['more paid than charged', { payments: [{ ...payment, amount: 11_000, change: 9_000 }] }, ['totalsDiffer']],
  [
    'change that is not tendered less amount',
    { payments: [{ ...payment, change: 5_000 }] },
    ['totalsDiffer'],
  ],
  [
    'two payments',
    { payments: [4_000, 6_000].map((amount) => ({ ...payment, amount, tendered: amount, change: 0 })) },
    [],
  ],
  [
    'another price than the catalogue',
    { lines: [{ ...line, unitPrice: 2_500, quantityMilli: 4_000 }] },
    ['priceDiffers'],
  ],
  ['a product nobody knows', { lines: [{ ...line, productId: 'tea' }] }, ['unknownProduct']],
  ['a cashier nobody knows', { staffId: 'stranger' }, ['unknownStaff']],
  ['a cashier who left', { staffId: 'left' }, ['staffInactive']],
  [
    'another outlet than the device’s',
    { outletId: 'east', receiptNumber: 'TMR-A1-000007' },
    ['outletDiffers'],
  ],
  ['a receipt number used twice', { receiptSeq: 8, receiptNumber: 'PST-A1-000008' }, ['receiptRepeated']],
  ['a receipt number that is not its parts', { receiptNumber: 'PST-A1-7' }, ['receiptMismatch']],
  ['a clock five minutes off', { clockOffsetMs: -5 * MINUTE }, []],
  ['a clock more than five minutes ahead', { clockOffsetMs: -5 * MINUTE - 1 }, ['clockOff']],
  ['a clock a day behind', { clockOffsetMs: 1_440 * MINUTE, soldAt: NOW - 1_441 * MINUTE }, ['clockOff']],
  ['a clock never measured', { clockOffsetMs: null }, []],
  ['a clock never measured, in the future', { clockOffsetMs: null, soldAt: NOW + 6 * MINUTE }, ['clockOff']],
  ['nothing to say of an open shift', { shiftId: 'open' }, []],
  ['a shift that nobody opened', { shiftId: 'elsewhere' }, ['unknownShift']],
  ['a shift whose close had counted it', { shiftId: 'closed' }, []],
  ['a shift that was closed before', { shiftId: 'closed', deviceCounter: 11 }, ['lateForShift']],
  ['a discount that adds up', discounted, []],
  [
    'a discount whose parts are another',
    { ...discounted, discounts: [{ kind: 'member', label: '', amount: 1 }] },
    ['totalsDiffer'],
  ],
  ['a line discount', { ...lineDiscounted }, []],
  ['PBJT on a service charge', { ...dined }, []],
  [
    'a tax that is not its rate',
    { ...dined, lines: [{ ...dined.lines[0], taxBase: 10_000 }] },
    ['totalsDiffer'],
  ],
  [
    'a tax on a line without one',
    { ...dined, lines: [{ ...dined.lines[0], taxKind: 'none' }] },
    ['totalsDiffer'],
  ],
  ['a price that the cashier changed', overridden, ['notPermitted']],
  [
    'a price that a manager let the cashier change',
    { ...overridden, approvals: [{ action: 'priceOverride', approvedBy: 'mina' }] },
    [],
  ],
  [
    'a price that another cashier let the cashier change',
    { ...overridden, approvals: [{ action: 'priceOverride', approvedBy: 'left' }] },
    ['notPermitted'],
  ],
  ['a price that a manager changed', { ...overridden, staffId: 'mina' }, []],
  [
    'a discount that this outlet leaves to managers',
    { ...discounted, outletId: 'east', deviceId: 'other', receiptNumber: 'TMR-B1-000007' },
    ['notPermitted'],
  ],
  [
    'modifiers in the price',
    {
      lines: [
        {
          ...line,
          unitPrice: 6_000,
          quantityMilli: 1_000,
          lineTotal: 6_000,
          modifiers: [{ optionId: 'x', name: 'X', price: 1_000 }],
        },
      ],
      subtotal: 6_000,
      total: 6_000,
      payments: [{ ...payment, amount: 6_000, tendered: 6_000, change: 0 }],
    },
    [],
  ],
  [
    'two methods',
    {
      payments: [
        { ...payment, amount: 4_000, tendered: 4_000, change: 0 },
        { id: 'payment-2', method: 'qrisStatic', amount: 6_000, tendered: 6_000, change: 0 },
      ],
    },
    [],
  ],
  ['more change kept than there was', { changeKept: 10_001 }, ['totalsDiffer']],
  [
    'amounts beyond exact arithmetic',
    { lines: [{ ...line, unitPrice: MAX_RUPIAH, quantityMilli: 999_999_999 }] },
    ['totalsDiffer', 'priceDiffers'],
  ],
];

const arrival = { receivedAt: NOW, contract: 2, rescued: false };

describe('S5 flags', () => {
  test.each(cases)('S5 %s', (_, change, flags) => {
    expect(saleFlags({ ...sale, ...change }, facts, arrival)).toEqual(flags);
  });

  test('S12 a rescued record says so', () => {
    expect(saleFlags(sale, facts, { ...arrival, rescued: true })).toEqual(['rescued']);
  });

  test('S5 only an outlet or a device that is not the tenant’s is refused', () => {
    expect(headerRefusal(sale, facts)).toBeNull();
    expect(headerRefusal({ ...sale, outletId: 'x' }, facts)).toEqual({
      code: 'outletUnknown',
      field: 'outletId',
    });
    expect(headerRefusal({ ...sale, deviceId: 'x' }, facts)).toEqual({
      code: 'deviceUnknown',
      field: 'deviceId',
    });
  });

  test('S10 when it was sold goes by the server’s clock and never lies after its arrival', () => {
    expect(occurredAt({ ...sale, clockOffsetMs: 60 * MINUTE }, NOW - 90 * MINUTE, NOW)).toBe(
      NOW - 30 * MINUTE,
    );
    expect(occurredAt({ ...sale, clockOffsetMs: null }, NOW + MINUTE, NOW)).toBe(NOW);
    expect(occurredAt({ ...sale, clockOffsetMs: -10 }, 5, NOW)).toBe(0);
    expect(occurredAt({ ...sale, clockOffsetMs: Number.MAX_SAFE_INTEGER }, 8.64e15, NOW)).toBe(NOW);
  });
});
