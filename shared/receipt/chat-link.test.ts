import { expect, test } from 'vitest';
import { chatLink, chatNumber } from './chat-link.ts';

test.each([
  ['0812 3456-7890', '6281234567890'],
  ['+62 812 3456 7890', '6281234567890'],
  ['812-3456-7890', '6281234567890'],
  ['+65 9123 4567', '6591234567'],
  ['0812', undefined],
  ['abc', undefined],
  ['', undefined],
])('%s becomes %s', (typed, number) => {
  expect(chatNumber(typed)).toBe(number);
});

test('the text of the link is the receipt, in fixed-width letters', () => {
  const link = new URL(chatLink('6281234567890', 'TOTAL   10.000\n`x` & é\n'));
  expect(link.pathname).toBe('/6281234567890');
  expect(link.searchParams.get('text')).toBe("```TOTAL   10.000\n'x' & é```");
});

test('a receipt of 300 lines is cut, and seen to be', () => {
  const text = new URL(chatLink('62811', 'x'.repeat(20_000))).searchParams.get('text') ?? '';
  expect(text.length).toBeLessThan(3_600);
  expect(text).toMatch(/…```$/);
});
