import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { emptyBitmap } from './bitmap.ts';
import { invoiceOf } from './invoice-of.ts';
import { labelsOf } from './labels-of.ts';
import { receiptOf } from './receipt-of.ts';
import { CONTEXT, MIXED_ITEMS, PKP, sampleSale } from './testing/sample-records.ts';
import { toPdf } from './to-pdf.ts';
import { toText } from './to-text.ts';

const sale = sampleSale(MIXED_ITEMS, PKP, { tendered: 200_000 });
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const pageSizes = (bytes: Uint8Array) =>
  [...latin1(bytes).matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
    Math.round((Number(width) / 72) * 25.4),
    Math.round((Number(height) / 72) * 25.4),
  ]);

test('58 and 80 mm are one strip as long as the receipt, A4 is A4', () => {
  const document = receiptOf(sale, CONTEXT);
  const [strip] = pageSizes(toPdf(document, 58));
  expect(strip?.[0]).toBe(58);
  expect(strip?.[1]).toBeGreaterThan(100);
  expect(pageSizes(toPdf(document, 80))[0]?.[0]).toBe(80);
  expect(pageSizes(toPdf(invoiceOf(sale, CONTEXT), 'a4'))).toEqual([[210, 297]]);
});

test('a long invoice goes on to further pages, labels take one each', () => {
  const long = sampleSale(
    Array.from({ length: 150 }, (_, index) => ({ name: `Barang ${index}`, unitPrice: 1_000 })),
  );
  expect(pageSizes(toPdf(invoiceOf(long, CONTEXT), 'a4')).length).toBeGreaterThan(1);
  const labels = labelsOf(
    [{ name: 'Teh', unit: 'pcs', price: 4_500, code: '8991234567891', count: 3 }],
    'id',
  );
  expect(pageSizes(toPdf(labels, 58))).toHaveLength(3);
});

test('every offset of the file points at its object, and the same receipt gives the same bytes', () => {
  const bytes = toPdf(receiptOf(sale, CONTEXT), 58);
  const file = latin1(bytes);
  const offsets = [...file.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  expect(offsets.length).toBeGreaterThan(5);
  offsets.forEach((offset, index) => {
    expect(file.slice(offset).startsWith(`${index + 1} 0 obj`)).toBe(true);
  });
  expect(toPdf(receiptOf(sale, CONTEXT), 58)).toEqual(bytes);
});

test('what the fonts lack is drawn as a picture; without a canvas a question mark says so', () => {
  const coffee = receiptOf(sampleSale([{ name: 'Kopi 咖啡 (enak\\)', unitPrice: 1_000 }]), CONTEXT);
  let drawn = '';
  const bytes = toPdf(coffee, 58, {
    drawWords: ({ words, width, height }) => {
      drawn += words.map(({ text }) => text).join('|');
      return emptyBitmap(width, height);
    },
  });
  expect(drawn).toBe('Kopi 咖啡 (enak\\)');
  expect(latin1(bytes)).toContain('/ImageMask true');
  expect(latin1(toPdf(coffee, 58))).toContain('(Kopi ???? \\(enak\\\\\\))');
});

const pdftotext = spawnSync('pdftotext', ['-v']).status === 0;
test.skipIf(!pdftotext)(
  `an unrelated reader finds the same lines${pdftotext ? '' : ' (not installed: package poppler-utils)'}`,
  () => {
    const document = receiptOf(sale, CONTEXT);
    const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], {
      input: toPdf(document, 58),
      encoding: 'utf8',
    });
    const squeezed = (text: string) =>
      text
        .split('\n')
        .map((line) => line.trim().replace(/ +/g, ' '))
        .filter(Boolean);
    expect(squeezed(stdout).slice(0, -1)).toEqual(squeezed(toText(document, 32)));
  },
);
