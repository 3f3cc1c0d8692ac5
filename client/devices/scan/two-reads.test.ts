import { expect, test } from 'vitest';
import type { FrameRead } from './frame-reader.ts';
import { createTwoReads, type TwoReadsOptions } from './two-reads.ts';

type Pass = FrameRead['pass'];

function watch({ known = true, ...options }: TwoReadsOptions & { known?: boolean } = {}) {
  const hear = createTwoReads(options);
  return (text: string, at: number, pass: Pass = 'full', symbology: FrameRead['symbology'] = 'ean13') =>
    hear({ text, symbology, pass }, at, () => known);
}

test('a text is taken at its second read in a row, and one misread between begins anew', () => {
  const hear = watch();
  expect(hear('8994250888858', 0)).toBe(false);
  expect(hear('8994151888858', 40)).toBe(false);
  expect(hear('8994250888858', 80)).toBe(false);
  expect(hear('8994250888858', 120)).toBe(true);
});

test('reads that are long apart do not agree', () => {
  const hear = watch({ agreeWithinMs: 2_500 });
  expect(hear('A', 0)).toBe(false);
  expect(hear('A', 2_501)).toBe(false);
  expect(hear('A', 5_000)).toBe(true);
});

test('what stays in sight is one, what comes back is another', () => {
  const hear = watch({ restMs: 1_500 });
  hear('A', 0);
  expect(hear('A', 30)).toBe(true);
  for (let at = 60; at < 5_000; at += 400) expect(hear('A', at)).toBe(false);
  // another article beside it does not make the first one new
  expect([hear('B', 5_000), hear('B', 5_030), hear('A', 5_060), hear('A', 5_090)]).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect([hear('A', 6_700), hear('A', 6_730)]).toEqual([false, true]);
});

test('bars that mean nothing here are read four times and in two ways, a QR twice', () => {
  const alike = watch({ known: false });
  expect([0, 30, 60, 90, 120, 150].map((at) => alike('8994151888858', at))).not.toContain(true);
  expect(alike('8994151888858', 180, 'centre2x')).toBe(true);
  const both = watch({ known: false });
  const passes: Pass[] = ['full', 'full', 'centre2x', 'centre2x'];
  expect(passes.map((pass, place) => both('8994151888858', place * 30, pass))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  const qr = watch({ known: false });
  expect([qr('https://a.b', 0, 'full', 'qr'), qr('https://a.b', 30, 'full', 'qr')]).toEqual([false, true]);
});
