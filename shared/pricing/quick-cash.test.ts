import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestCash } from './quick-cash.ts';

test('M1 every suggestion pays what is due, ascending, and gives back less than the largest note', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (due) => {
      const amounts = suggestCash(due);
      const [exact, ...more] = amounts;
      // Nothing smaller than the 500 rupiah coin is handed over with a note.
      const odd = more.filter((amount) => amount - due >= 100_000 || amount % 500 !== 0);
      const falling = amounts.filter((amount, i) => amount <= (amounts[i - 1] ?? 0));
      expect([exact, odd, falling, more.length <= 5]).toEqual([due, [], [], true]);
    }),
    { numRuns: 10_000 },
  );
});
