import fc from 'fast-check';
import { expect, test } from 'vitest';
import vectors from '../fixtures/qris.json' with { type: 'json' };
import { crc16 } from './crc16.ts';
import { readStaticQris, withAmount } from './static-qris.ts';
import { parseTlv, writeTlv } from './tlv.ts';

const STATIC = vectors[0]?.payload ?? '';

test('the check sum of the published sample', () => {
  expect(crc16('123456789')).toBe('29B1');
});

test('whatever one character is misread as, the code is refused', () => {
  fc.assert(
    fc.property(
      fc.nat(STATIC.length - 1),
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
      (at, character) => {
        const misread = STATIC.slice(0, at) + character + STATIC.slice(at + 1);
        fc.pre(misread.trim().toUpperCase() !== STATIC);
        expect(readStaticQris(misread).ok).toBe(false);
      },
    ),
    { numRuns: 5_000 },
  );
});

test('any text at all gets an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (scanned) => {
      expect(readStaticQris(`000201${scanned}`).ok).toBe(false);
    }),
  );
});

test('an amount is in the code as it was asked for, and everything else as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (amount) => {
      const made = withAmount(STATIC, amount);
      if (!made.ok) throw new Error(made.code);
      const fields = parseTlv(made.payload) ?? new Map();
      expect(crc16(made.payload.slice(0, -4))).toBe(made.payload.slice(-4));
      expect(fields.get('54')).toBe(String(amount));
      expect(writeTlv(fields)).toBe(made.payload);
      const before = parseTlv(STATIC) ?? new Map();
      fields.delete('54');
      fields.set('01', '11').set('63', before.get('63') ?? '');
      expect(Object.fromEntries(fields)).toEqual(Object.fromEntries(before));
    }),
  );
});
