import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pngOf } from '../../sandbox/printer/png.ts';
import { VirtualPrinter } from '../../sandbox/printer/virtual-printer.ts';
import { type Bitmap, dithered, emptyBitmap } from './bitmap.ts';
import { cleanText } from './cells.ts';
import type { ReceiptDocument } from './document.ts';
import { invoiceOf } from './invoice-of.ts';
import { labelsOf } from './labels-of.ts';
import { layOut } from './layout.ts';
import { orderTicketOf } from './order-ticket.ts';
import { receiptOf } from './receipt-of.ts';
import { receiptOfRefund } from './receipt-of-refund.ts';
import { shiftReportOf } from './shift-report.ts';
import { testPageOf } from './test-page.ts';
import { CONTEXT, MIXED_ITEMS, PKP, SHIFT, sampleRefund, sampleSale } from './testing/sample-records.ts';
import { type DrawWords, drawerPulseBytes, ESCPOS_PAPERS, toEscpos } from './to-escpos.ts';

const LINK = 'https://toko.example/r/01934c5e7b007000800000000001';
const sale = sampleSale(MIXED_ITEMS, PKP, { tendered: 200_000 });
const FOREIGN = sampleSale([
  { name: 'Kopi Arab قهوة ☕ 咖啡', unitPrice: 12_000 },
  { name: 'Nasi goreng spesial pedas sekali '.repeat(9).trim(), unitPrice: 25_000 },
]);
const DOCUMENTS: [string, ReceiptDocument][] = [
  ['sale', receiptOf(sale, { ...CONTEXT, link: LINK, shop: { ...CONTEXT.shop, logo: true } })],
  ['copy', receiptOf(sale, { ...CONTEXT, copy: 1 })],
  ['foreign names', receiptOf(FOREIGN, CONTEXT)],
  ['refund', receiptOfRefund(sampleRefund(sale), CONTEXT)],
  ['X report', shiftReportOf({ ...SHIFT, kind: 'X', closedAt: undefined }, CONTEXT)],
  ['Z report', shiftReportOf(SHIFT, CONTEXT)],
  ['order ticket', orderTicketOf({ ...sale, label: 'Meja 12' }, CONTEXT)],
  ['invoice', invoiceOf(sale, { ...CONTEXT, customer: { name: 'CV Sinar Abadi', phone: '+62811' } })],
  ['test page 58', testPageOf('Pencetak depan', 32, 'id')],
  [
    'labels',
    labelsOf([{ name: 'Teh Botol', unit: 'pcs', price: 4_500, code: '8991234567891', count: 2 }], 'id'),
  ],
];
const WIDTHS = [58, 80] as const;

/** Stands for the canvas of the page: a frame where the words are. */
const frames: DrawWords = ({ words, width, height, cell }) => {
  const bitmap = emptyBitmap(width, height);
  for (const { text, x } of words) {
    const from = x >> 3;
    const to = Math.min(width >> 3, (x + text.length * cell.width) >> 3);
    for (const y of [0, height - 1]) bitmap.bits.fill(0xff, y * (width >> 3) + from, y * (width >> 3) + to);
  }
  return bitmap;
};
const logo = dithered({
  width: 160,
  height: 60,
  data: Uint8ClampedArray.from({ length: 160 * 60 * 4 }, (_, index) =>
    index % 4 === 3 ? 255 : (index / 640) % 255,
  ),
});

/** Printed as a cable delivers it: in pieces of `chunk` bytes. */
function printed(
  document: ReceiptDocument,
  width: 58 | 80,
  chunk = 100,
  options: { logo?: Bitmap } = { logo },
) {
  const paper = ESCPOS_PAPERS[width];
  const printer = new VirtualPrinter({ dots: paper.dots });
  const job = toEscpos(document, paper, { drawWords: frames, ...options });
  for (let at = 0; at < job.bytes.length; at += chunk) printer.write(job.bytes.subarray(at, at + chunk));
  const [receipt] = printer.tearOff();
  if (!receipt) throw new Error('nothing came out');
  return { printer, job, receipt };
}

describe.each(WIDTHS)('%i mm', (width) => {
  test.each(DOCUMENTS)('%s prints without a problem', (_, document) => {
    const { printer, job } = printed(document, width);
    expect(printer.problems).toEqual([]);
    expect(job.lost).toEqual([]);
  });

  test('what comes out is what was laid out, line for line', () => {
    const document = receiptOf(sale, CONTEXT);
    const wanted = layOut(document, ESCPOS_PAPERS[width].columns).flatMap((piece) =>
      piece.type === 'line' ? [piece.text] : [],
    );
    const { receipt } = printed(document, width);
    expect(receipt.lines.map((line) => line.trimEnd()).slice(0, wanted.length)).toEqual(wanted);
  });

  test('the size of the pieces it arrives in changes nothing', () => {
    const [, document] = DOCUMENTS[0] ?? ['', receiptOf(sale, CONTEXT)];
    const whole = printed(document, width, 1_000_000).receipt;
    const picture = Buffer.from(whole.dots);
    for (const chunk of [1, 7, 20, 180]) {
      const { lines, dots } = printed(document, width, chunk).receipt;
      expect(lines).toEqual(whole.lines);
      expect(picture.equals(dots)).toBe(true);
    }
  });
});

test('each label is a piece of paper of its own where there is a knife', () => {
  const { printer } = printed(DOCUMENTS[9]?.[1] ?? receiptOf(sale, CONTEXT), 80);
  expect(printer.receipts).toHaveLength(2);
  expect(printer.events.filter(({ type }) => type === 'cut')).toHaveLength(2);
});

test('nothing follows the knife: the next receipt begins at the top', () => {
  const paper = ESCPOS_PAPERS[80];
  const printer = new VirtualPrinter({ dots: paper.dots });
  const { bytes } = toEscpos(receiptOf(sale, CONTEXT), paper);
  printer.write(bytes);
  printer.write(bytes);
  const [first, second] = printer.tearOff();
  expect(second?.lines).toEqual(first?.lines);
  expect(second?.height).toBe(first?.height);
  expect(printer.receipts).toHaveLength(2);
});

describe('symbols', () => {
  const barcodes = (data: string, symbology: 'code128' | 'product', width: 58 | 80 = 58) => {
    const document: ReceiptDocument = {
      kind: 'testPage',
      title: '',
      language: 'id',
      copy: 0,
      blocks: [{ type: 'barcode', symbology, data }],
    };
    return printed(document, width);
  };

  test('a long receipt number fits 58 mm, because its digits are packed', () => {
    const { printer } = barcodes('PUSAT-A12-000042', 'code128');
    expect(printer.problems).toEqual([]);
    expect(printer.events).toMatchObject([{ type: 'barcode', data: 'PUSAT-A12-000042' }]);
  });

  test('a number too long for bars on this paper becomes a QR; what no symbol can say is said to be lost', () => {
    const { printer, job, receipt } = barcodes('KOTABARU-DEPAN12-0000042', 'code128');
    expect(printer.problems).toEqual([]);
    expect(job.lost).toEqual([]);
    expect(printer.events).toMatchObject([{ type: 'qr', data: 'KOTABARU-DEPAN12-0000042' }]);
    expect(receipt.lines.join('\n')).toContain('KOTABARU-DEPAN12-0000042');
    expect(barcodes('kopi é', 'product').job.lost).toEqual(['kopi é']);
  });

  test('a wrong check digit is never printed as an EAN', () => {
    const { printer } = barcodes('8991234567890', 'product');
    expect(printer.problems).toEqual([]);
    expect(printer.events).toMatchObject([{ symbology: 'code128', data: '8991234567890' }]);
    expect(barcodes('8991234567891', 'product').printer.events).toMatchObject([{ symbology: 'ean13' }]);
    expect(barcodes('96385074', 'product').printer.events).toMatchObject([{ symbology: 'ean8' }]);
    expect(barcodes('036000291452', 'product').printer.events).toMatchObject([{ symbology: 'upca' }]);
  });

  test('braces and every printable sign of Code 128 survive the notation of printers', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x20-\x7e]{1,12}$/), (data) => {
        const { printer, job } = barcodes(data, 'code128', 80);
        expect(printer.problems).toEqual([]);
        if (job.lost.length === 0) expect(printer.events[0]).toMatchObject({ data });
      }),
      { numRuns: 50 },
    );
  });
});

describe('letters', () => {
  const line = (text: string): ReceiptDocument => ({
    kind: 'testPage',
    title: '',
    language: 'id',
    copy: 0,
    blocks: [{ type: 'text', text }],
  });

  test.each(['Café Crème é à ñ ü ç', '“kutip” – … ½ × €', 'a•b', 'naïve façade Ñandú'])('%s', (text) => {
    const { printer, receipt } = printed(line(text), 80);
    expect(printer.problems).toEqual([]);
    expect(receipt.lines[0]).toBe(text.replace('•', '*'));
    expect(printer.events.filter(({ type }) => type === 'image')).toEqual([]);
  });

  test('anything at all prints without a problem, as text or as a picture', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const { printer } = printed(line(text), 58);
        expect(printer.problems).toEqual([]);
        const shown = cleanText(text).trim();
        if (shown) expect(printer.receipts[0]?.height).toBeGreaterThan(20);
      }),
      { numRuns: 200 },
    );
  });

  test('where no picture can be drawn, a question mark says that a letter is missing', () => {
    const paper = ESCPOS_PAPERS[58];
    const printer = new VirtualPrinter({ dots: paper.dots });
    const job = toEscpos(line('Kopi ☕ 咖啡'), paper);
    printer.write(job.bytes);
    expect(printer.tearOff()[0]?.lines[0]).toBe('Kopi ?? ????');
    expect(job.lost).toEqual(['Kopi ☕ 咖啡']);
  });

  test('a printer with one code page gets plain signs', () => {
    const paper = { ...ESCPOS_PAPERS[58], codePages: ['cp437'] as const };
    const printer = new VirtualPrinter({ dots: paper.dots });
    printer.write(toEscpos(line('“Élite” – 2×'), paper).bytes);
    expect(printer.tearOff()[0]?.lines[0]).toBe('"Élite" - 2x');
    expect(printer.problems).toEqual([]);
  });
});

test('the drawer is kicked before the paper moves, at its own pin and times', () => {
  const paper = ESCPOS_PAPERS[58];
  const printer = new VirtualPrinter({ dots: paper.dots });
  printer.write(
    toEscpos(receiptOf(sale, CONTEXT), paper, { drawer: { pin: 5, onMs: 120, offMs: 240 } }).bytes,
  );
  expect(printer.events[0]).toEqual({ type: 'pulse', pin: 5, onMs: 120, offMs: 240 });
  printer.write(drawerPulseBytes({ pin: 2, onMs: 5_000, offMs: 0 }));
  expect(printer.events.at(-1)).toEqual({ type: 'pulse', pin: 2, onMs: 510, offMs: 2 });
  expect(printer.problems).toEqual([]);
});

test('a receipt of 300 lines prints whole', () => {
  const long = sampleSale(
    Array.from({ length: 300 }, (_, index) => ({ name: `Barang ${index + 1}`, unitPrice: 1_000 })),
  );
  const { printer, receipt } = printed(receiptOf(long, CONTEXT), 58);
  expect(printer.problems).toEqual([]);
  expect(receipt.lines.filter((text) => text.startsWith('Barang'))).toHaveLength(300);
});

const zbar = spawnSync('zbarimg', ['--version']).status === 0;
describe.skipIf(!zbar)(`read back by zbarimg${zbar ? '' : ' (not installed: package zbar-tools)'}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gerai-paper-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(WIDTHS)('%i mm: QR, receipt number and product code are what was meant', (width) => {
    const read = (document: ReceiptDocument) => {
      const file = join(folder, 'paper.png');
      writeFileSync(file, pngOf(printed(document, width).receipt));
      return spawnSync('zbarimg', ['-q', file], { encoding: 'utf8' }).stdout.trim().split('\n').sort();
    };
    expect(read(DOCUMENTS[0]?.[1] ?? receiptOf(sale, CONTEXT))).toEqual([
      'CODE-128:PST-A1-000042',
      `QR-Code:${LINK}`,
    ]);
    expect(read(testPageOf('X', ESCPOS_PAPERS[width].columns, 'id'))).toEqual([
      'CODE-128:TES-A1-000001',
      'EAN-13:8991234567891',
      'QR-Code:https://example.com/struk/1',
    ]);
  });
});
