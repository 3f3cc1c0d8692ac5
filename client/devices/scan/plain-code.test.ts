import { expect, test } from 'vitest';
import { plainCode } from './plain-code.ts';

const knows =
  (...codes: string[]) =>
  (code: string) =>
    codes.includes(code);

test('D2 a GS1 code is its GTIN, however the scanner marks it', () => {
  const gs1 = [
    ']C10108991002101234',
    ']C1010899100210123417270131' + '10LOT7',
    '\x1d010899100210123410LOT7\x1d21A1',
    '(01)08991002101234(17)270131(10)LOT7',
    '0108991002101234',
    ']Q3010899100210123417270131',
    // weight and date before it
    ']C13103001250' + '0108991002101234',
    '10LOT7\x1d0108991002101234',
  ];
  for (const code of gs1) {
    expect([code, plainCode(code, () => false)]).toEqual([code, '8991002101234']);
  }
});

test('D2 the spelling that the shop knows is taken', () => {
  expect(plainCode('(01)00012345678905', knows('012345678905'))).toBe('012345678905');
  expect(plainCode('0012345678905', knows('012345678905'))).toBe('012345678905');
  expect(plainCode('012345678905', knows('0012345678905'))).toBe('0012345678905');
  expect(plainCode('(01)00000096385074', knows('96385074'))).toBe('96385074');
  // a carton of the same goods is not the piece
  expect(plainCode('(01)18991002101231', knows('8991002101234'))).toBe('18991002101231');
});

test('D2 what is no GS1 code stays as it is', () => {
  for (const code of [
    '8991002101234',
    '012345678905',
    'SKU-000123',
    '2100123012345',
    '0108991002101',
    'https://a.b/(1)',
  ])
    expect(plainCode(code, () => false)).toBe(code);
  expect(plainCode(']E08991002101234', () => false)).toBe('8991002101234');
  expect(plainCode('0108991002101239', () => false)).toBe('0108991002101239');
  expect(plainCode('0108991002101234', knows('0108991002101234'))).toBe('0108991002101234');
  expect(plainCode(']C1SHELF', knows(']C1SHELF'))).toBe(']C1SHELF');
});
