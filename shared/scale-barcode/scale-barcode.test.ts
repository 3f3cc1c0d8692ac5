import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gtinCheckDigit } from '../barcode.ts';
import { quantityForPrice, readScaleBarcode } from './scale-barcode.ts';
import { type ScaleFormat, scaleFormatSchema } from './scale-format.ts';

const WEIGHT: ScaleFormat = { prefixes: ['21'], itemDigits: 5, valueDigits: 5, value: 'weight', perDigit: 1 };

test('every weight on a label is read back', () => {
  fc.assert(
    fc.property(fc.nat(99_999), fc.integer({ min: 1, max: 99_999 }), (item, grams) => {
      const code = String(item).padStart(5, '0');
      const digits = `21${code}${String(grams).padStart(5, '0')}`;
      expect(readScaleBarcode(`${digits}${gtinCheckDigit(digits)}`, [WEIGHT])).toEqual({
        ok: true,
        code,
        prefix: '21',
        quantityMilli: grams,
        price: null,
      });
    }),
  );
});

test.each([
  [12_345, 45_000, 274],
  [45_000, 45_000, 1_000],
  [1, 1_000_000, 1],
  [5_000, 0, 1_000],
])('%d rupiah at %d a unit are %d thousandths', (price, unitPrice, expected) => {
  expect(quantityForPrice(price, unitPrice)).toBe(expected);
});

test('a format has to fit into 13 digits and into the numbers shops may use', () => {
  expect(scaleFormatSchema.safeParse(WEIGHT).success).toBe(true);
  expect(scaleFormatSchema.safeParse({ ...WEIGHT, itemDigits: 6 }).success).toBe(false);
  expect(scaleFormatSchema.safeParse({ ...WEIGHT, prefixes: ['89'] }).success).toBe(false);
});
