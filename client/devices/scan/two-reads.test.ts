import { expect, test } from 'vitest';
import { createTwoReads } from './two-reads.ts';

test('a text is taken at its second read in a row, and one misread between begins anew', () => {
  const hear = createTwoReads();
  expect(hear('8994250888858', 0)).toBeNull();
  expect(hear('8994151888858', 40)).toBeNull();
  expect(hear('8994250888858', 80)).toBeNull();
  expect(hear('8994250888858', 120)).toBe('8994250888858');
});

test('reads that are long apart do not agree', () => {
  const hear = createTwoReads({ agreeWithinMs: 2_500 });
  expect(hear('A', 0)).toBeNull();
  expect(hear('A', 2_501)).toBeNull();
  expect(hear('A', 5_000)).toBe('A');
});

test('what stays in sight is one, what comes back is another', () => {
  const hear = createTwoReads({ restMs: 1_500 });
  hear('A', 0);
  expect(hear('A', 30)).toBe('A');
  for (let at = 60; at < 5_000; at += 400) expect(hear('A', at)).toBeNull();
  // another article beside it does not make the first one new
  expect([hear('B', 5_000), hear('B', 5_030), hear('A', 5_060), hear('A', 5_090)]).toEqual([
    null,
    'B',
    null,
    null,
  ]);
  expect([hear('A', 6_700), hear('A', 6_730)]).toEqual([null, 'A']);
});
