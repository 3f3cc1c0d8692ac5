import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_QUANTITY_MILLI } from '../../shared/money.ts';
import { formatQuantity, parseQuantity, plainQuantity } from './parse-quantity.ts';

test.each([
  ['12', 12_000],
  [' 3 ', 3_000],
  ['0,5', 500],
  ['0.5', 500],
  [',25', 250],
  ['1,', 1_000],
  ['0,001', 1],
  ['1,2500', 1_250],
  ['007', 7_000],
  ['1000000', MAX_QUANTITY_MILLI],
])('%s is read as %d thousandths', (text, quantityMilli) => {
  expect(parseQuantity(text)).toEqual({ ok: true, quantityMilli });
});

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['dua', 'notANumber'],
  [',', 'notANumber'],
  ['1,2,3', 'notANumber'],
  ['1e3', 'notANumber'],
  ['0', 'notPositive'],
  ['0,000', 'notPositive'],
  ['-2', 'notPositive'],
  ['0,0001', 'tooPrecise'],
  ['1000001', 'tooLarge'],
  ['99999999999999999999', 'tooLarge'],
])('%s is not a quantity: %s', (text, reason) => {
  expect(parseQuantity(text)).toEqual({ ok: false, reason });
});

test('what is shown is read back as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MAX_QUANTITY_MILLI }), (quantityMilli) => {
      expect(parseQuantity(formatQuantity(quantityMilli))).toEqual({ ok: true, quantityMilli });
      expect(Number(plainQuantity(quantityMilli)) * 1_000).toBeCloseTo(quantityMilli, 6);
    }),
  );
});
