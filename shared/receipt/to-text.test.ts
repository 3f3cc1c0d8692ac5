import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, wrap } from './cells.ts';
import { invoiceOf } from './invoice-of.ts';
import { labelsOf } from './labels-of.ts';
import { orderTicketOf } from './order-ticket.ts';
import { receiptOf } from './receipt-of.ts';
import { receiptOfRefund } from './receipt-of-refund.ts';
import { shiftReportOf } from './shift-report.ts';
import { testPageOf } from './test-page.ts';
import {
  CONTEXT,
  MIXED_ITEMS,
  PKP,
  SHIFT,
  SOLD_AT,
  sampleRefund,
  sampleSale,
} from './testing/sample-records.ts';
import { toText } from './to-text.ts';

const sale = sampleSale(MIXED_ITEMS, PKP, { tendered: 200_000 });
const lines = (text: string) => text.trimEnd().split('\n');
/** The figure at the right edge of the first row that begins with `label`. */
const figureAt = (text: string, label: string) =>
  lines(text)
    .find((line) => line.startsWith(label))
    ?.match(/(-?[\d.]+)$/)?.[1];

describe('a retailer’s tax invoice', () => {
  test('M2 a PKP’s receipt holds what the law asks', () => {
    const text = toText(receiptOf(sale, CONTEXT), 32);
    for (const wanted of [
      'Toko Maju Jaya',
      'Jl. Melati No. 12, Bandung',
      'NPWP 01.234.567.8-901.000',
      'PST-A1-000042',
      '21/11/2026 14:05',
      'Kopi Susu Gula Aren',
      'Sari',
    ]) {
      expect(text).toContain(wanted);
    }
    // 130.238 with PPN inside: DPP 11/12 of 117.332, of which 12 %
    expect(figureAt(text, 'DPP')).toBe('107.554');
    expect(figureAt(text, 'Termasuk PPN 12%')).toBe('12.906');
  });

  test('M2 PPN on top stands above the total, with its DPP', () => {
    const onTop = sampleSale([{ name: 'Jasa', unitPrice: 100_000 }], {
      ppn: { registered: true, pricesIncludeTax: false },
    });
    const text = toText(receiptOf(onTop, CONTEXT), 32);
    expect(figureAt(text, 'DPP')).toBe('91.667');
    expect(figureAt(text, 'PPN 12%')).toBe('11.000');
    expect(text.indexOf('PPN 12%')).toBeLessThan(text.indexOf('TOTAL'));
    expect(figureAt(text, 'TOTAL')).toBe('111.000');
  });

  test('M2 who is no PKP prints no PPN, no DPP and no NPWP', () => {
    const plain = sampleSale(MIXED_ITEMS, { ppn: { registered: false, pricesIncludeTax: true } });
    const { npwp: _, ...shop } = CONTEXT.shop;
    expect(toText(receiptOf(plain, { ...CONTEXT, shop }), 32)).not.toMatch(/PPN|DPP|NPWP/);
  });

  test('M2 a restaurant’s bill: discount, service of the undiscounted, PBJT', () => {
    const meal = sampleSale(
      [{ name: 'Nasi goreng', unitPrice: 100_000 }],
      {
        pbjt: { rateBp: 1000, pricesIncludeTax: false },
        serviceCharge: { dineIn: { rateBp: 500, base: 'beforeDiscount', taxed: true } },
      },
      { orderType: 'dineIn', label: 'Meja 5', cartDiscount: { kind: 'percent', rateBp: 2000 } },
    );
    const text = toText(receiptOf(meal, CONTEXT), 32);
    expect(figureAt(text, 'Diskon')).toBe('-20.000');
    expect(figureAt(text, 'Biaya layanan')).toBe('5.000');
    expect(figureAt(text, 'PBJT 10%')).toBe('8.500');
    expect(figureAt(text, 'TOTAL')).toBe('93.500');
    expect(text).toContain('Meja 5');
    expect(text).toContain('Makan di tempat');
    expect(text).not.toMatch(/\bPPN\b/);
  });

  test('M4 rounding is a row of its own, and every row adds up to the total', () => {
    const text = toText(receiptOf(sale, CONTEXT), 48);
    expect(figureAt(text, 'Pembulatan')).toBe('-38');
    expect(sale.subtotal - sale.discount + sale.serviceCharge + sale.tax + sale.rounding).toBe(sale.total);
    expect(figureAt(text, 'Kembali')).toBe('69.800');
  });

  test('payments with their references, kept change and what is still owed', () => {
    const text = toText(
      receiptOf(
        {
          ...sale,
          payments: [
            { id: 'a', method: 'card', amount: 100_000, tendered: 100_000, change: 0, reference: '8831' },
            { id: 'b', method: 'cash', amount: 20_200, tendered: 21_000, change: 800 },
            { id: 'c', method: 'debt', amount: 10_000, tendered: 10_000, change: 0 },
          ],
          changeKept: 300,
        },
        { ...CONTEXT, customer: { name: 'Bu Rina', phone: '+628123', debt: 35_000, deposit: 300 } },
      ),
      32,
    );
    expect(lines(text).slice(-14)).toMatchInlineSnapshot(`
      [
        "  Ref.                      8831",
        "Tunai                     21.000",
        "Kasbon                    10.000",
        "Kembali                      500",
        "Kembalian disimpan           300",
        "Sisa kasbon               35.000",
        "Saldo titipan                300",
        "--------------------------------",
        "DPP                      107.554",
        "Termasuk PPN 12%          12.906",
        "",
        "          Terima kasih",
        " Barang yang sudah dibeli tidak",
        "   dapat ditukar tanpa struk",
      ]
    `);
  });
});

test('a copy says so at both ends; what may be a copy, and what was voided, say that', () => {
  const copy = toText(receiptOf(sale, { ...CONTEXT, copy: 2 }), 32);
  expect(copy.match(/SALINAN 2/g)).toHaveLength(2);
  expect(toText(receiptOf(sale, { ...CONTEXT, possibleCopy: true }), 32)).toContain('MUNGKIN SALINAN');
  expect(toText(receiptOf(sale, { ...CONTEXT, voided: true }), 32)).toContain('DIBATALKAN');
  expect(toText(receiptOf(sale, CONTEXT), 32)).not.toMatch(/SALINAN|DIBATALKAN/);
});

test('English where the outlet’s receipts are English, with the same figures', () => {
  const text = toText(receiptOf(sale, { ...CONTEXT, language: 'en' }), 32);
  expect(text).toContain('Receipt no.');
  expect(figureAt(text, 'Change')).toBe('69.800');
  expect(text).not.toContain('Kembali');
});

test('a blind X report gives nothing of the drawer away', () => {
  const { expected: _e, counted: _c, variance: _v, denominations: _d, ...open } = SHIFT;
  const blind = toText(shiftReportOf({ ...open, kind: 'X' }, CONTEXT), 32);
  expect(blind).toContain('Hitung buta');
  expect(blind).not.toMatch(/Seharusnya|Tunai|Modal awal|Selisih/);
  const z = toText(shiftReportOf(SHIFT, CONTEXT), 32);
  expect(figureAt(z, 'Seharusnya')).toBe('2.225.000');
  expect(figureAt(z, 'Selisih')).toBe('-5.000');
  expect(figureAt(z, '100.000 x 20')).toBe('2.000.000');
});

test('an order ticket shows no price and only the wanted lines', () => {
  const text = toText(
    orderTicketOf(sale, CONTEXT, (line) => line.name.startsWith('Kopi')),
    32,
  );
  expect(text).toContain('2 Kopi Susu Gula Aren');
  expect(text).toContain('* tanpa es');
  expect(text).not.toMatch(/Roti|20\.000/);
});

test('an invoice on wide paper is a table', () => {
  const text = toText(invoiceOf(sale, { ...CONTEXT, customer: { name: 'CV Sinar', phone: '' } }), 94);
  expect(text).toMatch(/^1 {2}Kopi Susu Gula Aren +2 pcs +20\.000 +40\.000$/m);
  expect(text).toContain('CV Sinar');
});

describe('no line is wider than the paper', () => {
  const documents = [
    receiptOf(sale, { ...CONTEXT, link: `https://toko.example/r/${'x'.repeat(60)}`, copy: 1 }),
    receiptOf(
      sampleSale([
        { name: 'Panjang '.repeat(37).trim(), unitPrice: 1_000 },
        { name: 'x'.repeat(300), unitPrice: 90_000_000_000_000 },
        { name: 'Es kopi ☕😀👨‍👩‍👧 咖啡', unitPrice: 5_000, note: 'مرحبا\nbaris\tdua' },
      ]),
      CONTEXT,
    ),
    receiptOfRefund(sampleRefund(sale), CONTEXT),
    shiftReportOf(SHIFT, CONTEXT),
    orderTicketOf(sale, CONTEXT),
    invoiceOf(sale, CONTEXT),
    testPageOf('Pencetak depan', 32, 'id'),
    labelsOf([{ name: 'Teh', unit: 'pcs', price: 4_500, code: '8991234567891', count: 2 }], 'id'),
  ];

  test.each([32, 42, 48, 94])('%i columns', (columns) => {
    for (const document of documents) {
      for (const line of lines(toText(document, columns))) {
        expect(cellsOf(line), `${document.kind}: ${line}`).toBeLessThanOrEqual(columns);
      }
    }
  });

  test('amounts end at the right edge', () => {
    for (const line of lines(toText(documents[0] ?? receiptOf(sale, CONTEXT), 32))) {
      if (/\d\.\d{3}$/.test(line) && !line.includes('NPWP')) expect(cellsOf(line)).toBe(32);
    }
  });

  test('any names whatever, at any width; nothing of a name is lost', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.constantFrom(16, 32, 48),
        (text, width) => {
          const wrapped = wrap(text.replace(/[\p{Cc}\p{Cf}]/gu, ''), width);
          for (const line of wrapped) expect(cellsOf(line)).toBeLessThanOrEqual(width);
          expect(wrapped.join('').replace(/ /g, '')).toBe(text.replace(/[\p{Cc}\p{Cf} ]/gu, ''));
        },
      ),
    );
  });

  test('an emoji is two columns, a family of them two, a mark none', () => {
    expect(['a', 'é', 'e\u0301', '😀', '👨‍👩‍👧', '咖', '☕', '“'].map(cellsOf)).toEqual([
      1, 1, 1, 2, 2, 2, 2, 1,
    ]);
  });

  test('control characters and direction overrides never reach the paper', () => {
    const text = toText(
      receiptOf(sampleSale([{ name: 'A\u001b@B\u202eC\u0007', unitPrice: 1 }], {}), CONTEXT),
      32,
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text).toContain('A@BC');
  });
});

test('the moment is the outlet’s, whatever the device’s time zone', () => {
  expect(
    toText(receiptOf({ ...sale, soldAt: SOLD_AT }, { ...CONTEXT, timeZone: 'Asia/Jayapura' }), 32),
  ).toContain('21/11/2026 16:05');
});
