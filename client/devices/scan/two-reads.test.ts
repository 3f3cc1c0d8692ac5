import { expect, test } from 'vitest';
import { createTwoReads, readsNeeded } from './two-reads.ts';

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

test('bars that mean nothing here are read four times before anybody hears of them', () => {
  const isKnown = (code: string) => code === '8994250888858';
  expect(readsNeeded({ text: '8994250888858', symbology: 'ean13' }, isKnown)).toBe(2);
  expect(readsNeeded({ text: 'https://toko.example/r/1', symbology: 'qr' }, isKnown)).toBe(2);
  const needed = readsNeeded({ text: '8994151888858', symbology: 'ean13' }, isKnown);
  const hear = createTwoReads();
  const taken = [0, 30, 60, 90].map((at) => hear('8994151888858', at, needed));
  expect(taken).toEqual([null, null, null, '8994151888858']);
});
