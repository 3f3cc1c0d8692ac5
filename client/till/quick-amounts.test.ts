import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quickAmounts } from './quick-amounts.ts';

test.each([
  [92_000, [95_000, 100_000]],
  [37_450, [38_000, 40_000, 50_000, 100_000]],
  [3_500, [4_000, 5_000, 10_000, 20_000, 50_000]],
  [30_500, [31_000, 35_000, 40_000, 50_000, 100_000]],
  [15_000, [20_000, 50_000, 100_000]],
  [51_000, [52_000, 55_000, 60_000, 100_000]],
  [100_000, []],
  [250_000, [300_000]],
  [0, []],
])('for %d people hand over %j', (total, expected) => {
  expect(quickAmounts(total)).toEqual(expected);
});

test('M1 every quick amount pays the total, in whole notes, ascending', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (total) => {
      const amounts = quickAmounts(total);
      expect(amounts.length).toBeLessThanOrEqual(5);
      expect(amounts).toEqual([...new Set(amounts)].sort((a, b) => a - b));
      for (const amount of amounts) {
        expect(amount).toBeGreaterThan(total);
        expect(amount - total).toBeLessThan(100_000);
        expect(amount % 1_000).toBe(0);
      }
    }),
  );
});
