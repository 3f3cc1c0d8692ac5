import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestCash } from './quick-cash.ts';

test('M1 every suggestion pays what is due, ascending, and gives back less than the largest note', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (due) => {
      const [exact, ...more] = suggestCash(due);
      expect(exact).toBe(due);
      expect(more.length).toBeLessThanOrEqual(5);
      expect([due, ...more]).toEqual([...new Set([due, ...more])].sort((a, b) => a - b));
      // Nothing smaller than the 500 rupiah coin is handed over with a note.
      for (const amount of more) {
        expect(amount - due).toBeLessThan(100_000);
        expect(amount % 500).toBe(0);
      }
    }),
    { numRuns: 10_000 },
  );
});
