import { expect, it } from 'vitest';
import type { DeviceRecord } from '../sync/contract.ts';
import { expectedCash, sumShift } from './sum-shift.ts';

const sale = (id: string, more: object) =>
  ({
    kind: 'sale',
    id,
    total: 10_000,
    discount: 500,
    tax: 100,
    taxIncluded: 11,
    serviceCharge: 50,
    rounding: -20,
    changeKept: 0,
    lines: [{ discount: 200 }],
    payments: [{ method: 'cash', amount: 10_000 }],
    ...more,
  }) as unknown as DeviceRecord;

it('M1 a shift is the sum of what names it: voided sales count as voids, refunds go back, kept change is cash', () => {
  const totals = sumShift([
    sale('a', { changeKept: 500 }),
    sale('b', {
      payments: [
        { method: 'qrisStatic', amount: 6_000 },
        { method: 'debt', amount: 4_000 },
      ],
    }),
    sale('c', {}),
    { kind: 'void', saleId: 'c' } as DeviceRecord,
    {
      kind: 'refund',
      total: 3_000,
      rounding: 5,
      lines: [{ tax: 30 }],
      payments: [{ method: 'cash', amount: 3_000 }],
    } as unknown as DeviceRecord,
    { kind: 'cashMovement', direction: 'in', amount: 7_000 } as DeviceRecord,
    { kind: 'cashMovement', direction: 'out', amount: 2_000 } as DeviceRecord,
    { kind: 'customerPayment', purpose: 'debtRepayment', method: 'cash', amount: 1_000 } as DeviceRecord,
    { kind: 'customerPayment', purpose: 'depositOut', method: 'cash', amount: 400 } as DeviceRecord,
    { kind: 'shiftHandover' } as DeviceRecord,
  ]);
  expect(totals).toEqual({
    saleCount: 2,
    refundCount: 1,
    voidCount: 1,
    sales: 20_000,
    refunds: 3_000,
    discounts: 1_400,
    tax: 192,
    serviceCharge: 100,
    rounding: -45,
    cashIn: 7_000,
    cashOut: 2_000,
    byMethod: { cash: 8_100, qrisStatic: 6_000, debt: 4_000 },
  });
  expect(expectedCash(100_000, totals)).toBe(113_100);
});
