import { expect, test } from 'vitest';
import { quickAmounts } from './quick-amounts.ts';

test.each([
  [92_000, [100_000, 102_000]],
  [37_450, [38_000, 40_000, 50_000, 100_000]],
  [100_000, []],
  [250_000, [300_000]],
  [0, []],
])('for %d people hand over %j, beside the exact amount', (total, expected) => {
  expect(quickAmounts(total)).toEqual(expected);
});
