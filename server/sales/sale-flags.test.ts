import { describe, expect, test } from 'vitest';
import { MAX_RUPIAH } from '../../shared/money.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { SaleLine, SaleRecord } from '../../shared/sync/sale-record.ts';
import { PLAIN_LINE, PLAIN_SALE } from '../../shared/sync/upcast.ts';
import { receiptKey, type SaleFacts } from './sale-facts.ts';
import { occurredAt, saleFlags, saleRefusal } from './sale-flags.ts';

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
const facts: SaleFacts = {
  devices: new Map([
    ['tablet', { code: 'A1', outletId: 'centre' }],
    ['other', { code: 'B1', outletId: 'east' }],
  ]),
  outlets: new Map([
    ['centre', { code: 'PST' }],
    ['east', { code: 'TMR' }],
  ]),
  staff: new Map([
    ['sari', { active: true }],
    ['left', { active: false }],
  ]),
  products: new Map([['coffee', { price: 5_000 }]]),
  receipts: new Map([
    [receiptKey('tablet', 7), new Set(['sale-1'])],
    [receiptKey('tablet', 8), new Set(['sale-0', 'sale-1'])],
  ]),
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
  [
    'amounts beyond exact arithmetic',
    { lines: [{ ...line, unitPrice: MAX_RUPIAH, quantityMilli: 999_999_999 }] },
    ['totalsDiffer', 'priceDiffers'],
  ],
];

describe('S5 flags', () => {
  test.each(cases)('S5 %s', (_, change, flags) => {
    expect(saleFlags({ ...sale, ...change }, facts, { receivedAt: NOW, rescued: false })).toEqual(flags);
  });

  test('S12 a rescued record says so', () => {
    expect(saleFlags(sale, facts, { receivedAt: NOW, rescued: true })).toEqual(['rescued']);
  });

  test('S5 only an outlet or a device that is not the tenant’s is refused', () => {
    expect(saleRefusal(sale, facts)).toBeNull();
    expect(saleRefusal({ ...sale, outletId: 'x' }, facts)).toEqual({
      code: 'outletUnknown',
      field: 'outletId',
    });
    expect(saleRefusal({ ...sale, deviceId: 'x' }, facts)).toEqual({
      code: 'deviceUnknown',
      field: 'deviceId',
    });
  });

  test('S10 when it was sold goes by the server’s clock and never lies after its arrival', () => {
    expect(occurredAt({ ...sale, soldAt: NOW - 90 * MINUTE, clockOffsetMs: 60 * MINUTE }, NOW)).toBe(
      NOW - 30 * MINUTE,
    );
    expect(occurredAt({ ...sale, soldAt: NOW + MINUTE, clockOffsetMs: null }, NOW)).toBe(NOW);
    expect(occurredAt({ ...sale, soldAt: 5, clockOffsetMs: -10 }, NOW)).toBe(0);
    expect(occurredAt({ ...sale, soldAt: 8.64e15, clockOffsetMs: Number.MAX_SAFE_INTEGER }, NOW)).toBe(NOW);
  });
});
