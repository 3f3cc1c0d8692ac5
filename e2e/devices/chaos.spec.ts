import { expect, test } from '@playwright/test';
import { playPrinting } from './print-chaos.ts';

test('D1 printers in every kind of trouble: each receipt is on paper exactly once, or as a marked copy', async () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const { violations, way } = await playPrinting(seed);
    expect(violations, `seed ${seed} (${way})`).toEqual([]);
  }
});
