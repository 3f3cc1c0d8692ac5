import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, divideRounded } from './money.ts';

test('M1 division rounds half away from zero', () => {
  expect([5, 4, -5, -4, 0].map((value) => divideRounded(value, 10))).toEqual([1, 0, -1, 0, 0]);
});

test('M3 the parts always add up to the whole and none is further off than a rupiah', () => {
  const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
  const weights = fc.array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(amounts, weights, (amount, shares) => {
      const parts = allocate(amount, shares);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
      const total = shares.reduce((sum, share) => sum + BigInt(share), 0n);
      if (total === 0n) return;
      for (const [index, part] of parts.entries()) {
        const exactTimesTotal = BigInt(amount) * BigInt(shares[index] ?? 0);
        const off = BigInt(part) * total - exactTimesTotal;
        expect(off < total && off > -total).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
});
