import { describe, expect, it } from 'vitest';
import { saleRecordSchema } from '../../../shared/sync/sale-record.ts';
import type { SaleDraft } from '../types.ts';
import { checkDraft, saleFromDraft } from './sale-from-draft.ts';

const PRODUCT = {
  id: '0190a000-0000-7000-8000-000000000001',
  sku: 'A1',
  name: 'Beras',
  unit: 'kg',
  taxClass: 'standard' as const,
};
const draft: SaleDraft = {
  saleId: '0190a000-0000-7000-8000-0000000000aa',
  staffId: '0190a000-0000-7000-8000-0000000000bb',
  lines: [
    { product: PRODUCT, quantityMilli: 500, unitPrice: 15_500 },
    { product: { ...PRODUCT, id: null }, quantityMilli: 12_000, unitPrice: 3_500, note: 'dingin' },
  ],
  payments: [{ method: 'cash', amount: 49_750, tendered: 50_000 }],
};
let ids = 0;
const context = {
  identity: {
    deviceId: '0190a000-0000-7000-8000-0000000000cc',
    deviceCode: 'A1',
    outlet: {
      id: '0190a000-0000-7000-8000-0000000000dd',
      code: 'PST',
      name: 'Pusat',
      address: '',
      timeZone: 'Asia/Jakarta',
    },
  },
  receiptSeq: 42,
  deviceCounter: 57,
  nowMs: 1_800_000_000_000,
  clockOffsetMs: -120,
  newId: () => `0190a000-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
};

describe('a draft', () => {
  it('S2 M5 becomes a record that the contract accepts, priced by the one engine', () => {
    checkDraft(draft);
    const record = saleFromDraft(draft, context);
    expect(saleRecordSchema.parse(record)).toEqual(record);
    expect(record).toMatchObject({
      receiptNumber: 'PST-A1-000042',
      deviceCounter: 57,
      soldAt: 1_800_000_000_000,
      clockOffsetMs: -120,
      total: 49_750,
      lines: [
        { lineNo: 1, lineTotal: 7_750 },
        { lineNo: 2, lineTotal: 42_000, productId: null, note: 'dingin' },
      ],
      payments: [{ amount: 49_750, tendered: 50_000, change: 250 }],
    });
  });

  it('a free sale is a sale with a payment of nothing', () => {
    const free: SaleDraft = {
      ...draft,
      lines: [{ product: PRODUCT, quantityMilli: 1_000, unitPrice: 0 }],
      payments: [{ method: 'cash', amount: 0, tendered: 0 }],
    };
    checkDraft(free);
    expect(saleRecordSchema.safeParse(saleFromDraft(free, context)).success).toBe(true);
  });

  const line = draft.lines[0] as SaleDraft['lines'][number];
  const payment = draft.payments[0] as SaleDraft['payments'][number];
  it.each<[string, Partial<SaleDraft>]>([
    ['lines', { lines: [] }],
    ['lines.0.quantityMilli', { lines: [{ ...line, quantityMilli: 0.5 }] }],
    ['lines.0.unitPrice', { lines: [{ ...line, unitPrice: -1 }] }],
    ['payments', { payments: [{ ...payment, amount: 49_749 }] }],
    ['payments', { payments: [] }],
    ['payments.0.tendered', { payments: [{ ...payment, tendered: 49_749 }] }],
    ['saleId', { saleId: 'x' }],
    ['note', { note: 'x'.repeat(301) }],
  ])('M1 is refused with the field %s', (field, change) => {
    expect(() => checkDraft({ ...draft, ...change })).toThrow(
      expect.objectContaining({ code: 'invalidDraft', field }),
    );
  });
});
