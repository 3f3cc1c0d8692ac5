import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_QUANTITY_MILLI } from '../money.ts';
import vectors from './fixtures/carts.json' with { type: 'json' };
import { lineTotal, priceCart } from './price-cart.ts';

test.each(vectors)('M5 $name', ({ lines, expect: expected }) => {
  expect(priceCart(lines)).toMatchObject(expected);
});

test('M1 a line is exact to the rupiah, half up, whatever the size', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000_000_000),
      fc.integer({ min: 1, max: MAX_QUANTITY_MILLI }),
      (unitPrice, quantityMilli) => {
        const exact = (BigInt(unitPrice) * BigInt(quantityMilli) + 500n) / 1000n;
        fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        expect(BigInt(lineTotal({ unitPrice, quantityMilli }))).toBe(exact);
      },
    ),
    { numRuns: 10_000 },
  );
});
