import { expect, test } from 'vitest';
import { formatRupiah, formatRupiahBare } from './format-rupiah.ts';

test.each([
  [0, 'Rp\u00a00'],
  [12_500, 'Rp\u00a012.500'],
  [-12_500, '-Rp\u00a012.500'],
  [9_007_199_254_740_991, 'Rp\u00a09.007.199.254.740.991'],
])('M1 %d is written %s', (amount, text) => {
  expect(formatRupiah(amount)).toBe(text);
});

test('M1 a bare amount has no currency', () => {
  expect(formatRupiahBare(1_250_000)).toBe('1.250.000');
});
