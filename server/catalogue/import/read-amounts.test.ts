import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPrice, readQuantityMilli, writeQuantity } from './read-amounts.ts';

test.each([
  ['17000', 17_000],
  ['17.000', 17_000],
  ['17,000', 17_000],
  ['Rp 17.000', 17_000],
  ['Rp17.000,-', 17_000],
  ['IDR 17,000.00', 17_000],
  ['17.000,00', 17_000],
  ['17000.00', 17_000],
  ['1.250.000', 1_250_000],
  ['0', 0],
  ['  2 500 ', 2_500],
  ['-0', 0],
])('M1 %s is a price of integer rupiah', (written, amount) => {
  expect(readPrice(written)).toEqual({ amount });
});

test.each([
  ['-500', 'priceNegative'],
  ['(500)', 'priceNegative'],
  ['Rp -500', 'priceNegative'],
  ['17.000,50', 'priceFraction'],
  ['17,5', 'priceFraction'],
  ['gratis', 'priceNotNumber'],
  ['1.7E+04', 'priceNotNumber'],
  ['1.70.00', 'priceNotNumber'],
  ['8991234567890', 'priceTooHigh'],
])('M1 %s is refused: %s', (written, problem) => {
  expect(readPrice(written)).toEqual({ problem });
});

test.each([
  ['12', 12_000],
  ['1.200', 1_200_000],
  ['0,5', 500],
  ['2.25', 2_250],
  ['0.125', 125],
  ['-3', -3_000],
])('a stock of %s is %i thousandths', (written, milli) => {
  expect(readQuantityMilli(written)).toBe(milli);
});

test('what is no stock figure is none', () => {
  for (const written of ['banyak', '1.2345', '--3', '1.2.3', '99999999']) {
    expect(readQuantityMilli(written)).toBeNull();
  }
});

test('a written quantity is read back as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (milli) => {
      expect(readQuantityMilli(writeQuantity(milli))).toBe(milli);
    }),
  );
});

test('every whole amount is read back, however it is grouped', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (amount) => {
      for (const locale of ['id-ID', 'en-US'])
        expect(readPrice(`Rp ${new Intl.NumberFormat(locale).format(amount)}`)).toEqual({ amount });
    }),
  );
});
