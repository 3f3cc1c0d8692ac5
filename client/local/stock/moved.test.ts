import { expect, it } from 'vitest';
import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import { movedBy } from './moved.ts';

const lines = [
  { productId: 'a', quantityMilli: 2_000 },
  { productId: 'box', quantityMilli: 1_000, stockMilli: 24_000 },
  { productId: 'bundle', quantityMilli: 1_000, components: [{ productId: 'a', quantityMilli: 500 }] },
  { productId: null, quantityMilli: 9_000 },
];
const sale = { kind: 'sale', id: 's', lines } as unknown as Extract<DeviceRecord, { kind: 'sale' }>;
const moved = (record: object) => Object.fromEntries(movedBy(record as DeviceRecord, () => sale));

it('S4 stock moves by the base unit and by the content of bundles; a void undoes its sale; waste stays out', () => {
  expect(moved(sale)).toEqual({ a: -2_500, box: -24_000 });
  expect(moved({ kind: 'void', saleId: 's' })).toEqual({ a: 2_500, box: 24_000 });
  const refund = (restock: boolean) => ({ kind: 'refund', lines: [{ ...lines[0], restock }] });
  expect([moved(refund(true)), moved(refund(false))]).toEqual([{ a: 2_000 }, {}]);
  const document = (type: string, line: object) =>
    moved({ kind: 'stockDocument', type, lines: [{ productId: 'a', quantityMilli: 3_000, ...line }] });
  expect(document('receive', {})).toEqual({ a: 3_000 });
  expect(document('waste', {})).toEqual({ a: -3_000 });
  expect(document('transfer', {})).toEqual({ a: -3_000 });
  expect(document('count', { expectedMilli: 5_000 })).toEqual({ a: -2_000 });
});
