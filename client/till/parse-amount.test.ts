import { expect, test } from 'vitest';
import { parseAmount, parseDiscount } from './parse-amount.ts';

test.each([
  ['15000', 15_000],
  ['15.000', 15_000],
  ['Rp 15.000', 15_000],
  ['0', 0],
])('%s is an amount', (typed, amount) => {
  expect(parseAmount(typed)).toEqual({ ok: true, amount });
});

test.each([
  ['', 'empty'],
  ['lima', 'notANumber'],
  ['1,5', 'notANumber'],
  ['-5', 'negative'],
  ['9'.repeat(20), 'tooLarge'],
])('%j is refused as %s', (typed, reason) => {
  expect(parseAmount(typed)).toEqual({ ok: false, reason });
});

test.each([
  ['percent', '10', { kind: 'percent', rateBp: 1_000 }],
  ['percent', '12,5 %', { kind: 'percent', rateBp: 1_250 }],
  ['percent', '100', { kind: 'percent', rateBp: 10_000 }],
  ['percent', '0', null],
  ['amount', '', null],
  ['amount', '2.500', { kind: 'amount', amount: 2_500 }],
] as const)('a discount in %s of %j', (kind, typed, discount) => {
  expect(parseDiscount(kind, typed)).toEqual({ ok: true, discount });
});

test.each([
  ['percent', '100,01', 'over100'],
  ['percent', '99999999999', 'over100'],
  ['percent', '-5', 'negative'],
  ['percent', 'banyak', 'notANumber'],
  ['amount', '-5', 'negative'],
] as const)('a discount in %s of %j is refused as %s', (kind, typed, reason) => {
  expect(parseDiscount(kind, typed)).toEqual({ ok: false, reason });
});
