import fc from 'fast-check';
import { expect, it } from 'vitest';
import { givenBackOf, lineRefund, refundRounding } from './refund-amounts.ts';

it('M3 however a line is cut into refunds, its parts add up to what was paid for it and to its tax', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 0, max: 50_000_000 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 8 }),
      (quantityMilli, payable, tax, cuts) => {
        const line = { lineNo: 1, quantityMilli, payable, tax };
        let left = quantityMilli;
        const refunds: { lines: never[] }[] = [];
        let taxBack = 0;
        for (const cut of [...cuts, Number.MAX_SAFE_INTEGER]) {
          const part = Math.min(cut, left);
          if (part === 0) break;
          const { amount, tax: back } = lineRefund(line, part, givenBackOf(refunds).get(1));
          expect(amount).toBeGreaterThanOrEqual(0);
          refunds.push({ lines: [{ lineNo: 1, quantityMilli: part, amount } as never] });
          taxBack += back;
          left -= part;
        }
        expect(givenBackOf(refunds).get(1)).toEqual({ quantityMilli, amount: payable });
        expect(taxBack).toBe(tax);
      },
    ),
    { numRuns: 2_000 },
  );
});

it('M4 the last refund gives back all that was paid; before it cash is rounded, never past what is left', () => {
  const rounding = { mode: 'up', to: 1_000 } as const;
  expect(refundRounding(37_450, 37_500, { emptiesSale: true, inCash: true, rounding })).toBe(50);
  expect(refundRounding(12_345, 37_500, { emptiesSale: false, inCash: true, rounding })).toBe(655);
  expect(refundRounding(12_345, 37_500, { emptiesSale: false, inCash: false, rounding })).toBe(0);
  expect(refundRounding(12_345, 12_500, { emptiesSale: false, inCash: true, rounding })).toBe(155);
});
