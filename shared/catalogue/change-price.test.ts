import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changePrice } from './change-price.ts';
import { MAX_PRICE } from './product-limits.ts';

test.each([
  [10_000, 'percent', 500, 100, 10_500],
  [1_234, 'percent', 1_000, 100, 1_400],
  [3_333, 'percent', -1_500, 100, 2_800],
  [9_950, 'rupiah', 500, 500, 10_500],
  [300, 'rupiah', -500, 100, 0],
  [0, 'percent', 5_000, 100, 0],
  [999, 'percent', 0, 1, 999],
  [MAX_PRICE, 'percent', 100, 100, null],
] as const)('M1 %i changed by %s %i, rounded to %i, is %s', (price, by, amount, roundTo, result) => {
  expect(changePrice(price, { by, amount, roundTo })).toBe(result);
});

test('M1 the result is a whole multiple within half a step of the exact one', () => {
  const price = fc.integer({ min: 0, max: 1_000_000_000 });
  const percent = fc.integer({ min: -9_999, max: 50_000 });
  fc.assert(
    fc.property(price, percent, fc.constantFrom(1, 100, 500, 1_000), (price, amount, roundTo) => {
      const result = changePrice(price, { by: 'percent', amount, roundTo: roundTo as 1 });
      if (result === null) return;
      expect(result % roundTo).toBe(0);
      const exact = (BigInt(price) * BigInt(10_000 + amount)) / 10_000n;
      expect(Math.abs(result - Number(exact))).toBeLessThanOrEqual(roundTo / 2 + 1);
    }),
  );
});
