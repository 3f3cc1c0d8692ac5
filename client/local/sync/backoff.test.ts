import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

it('S6 waits 1 s doubling to 60 s, ±20 %, for ever', () => {
  expect([1, 2, 3, 6, 7, 8, 1_000_000].map((failures) => backoffMs(failures, 0.5))).toEqual([
    1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
  ]);
  expect(backoffMs(1, 0)).toBe(800);
  expect(backoffMs(9, 0.999_999)).toBe(72_000);
});
