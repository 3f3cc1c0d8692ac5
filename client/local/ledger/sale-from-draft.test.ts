import { describe, expect, it } from 'vitest';
import { cartOfSale } from '../../../shared/pricing/cart-of-sale.ts';
import { priceCart } from '../../../shared/pricing/price-cart.ts';
import type { PricingSettings } from '../../../shared/pricing/types.ts';
import { saleRecordSchema } from '../../../shared/sync/sale-record.ts';
import type { SaleDraft } from '../types.ts';
import type { KeptIdentity } from './meta.ts';
import { priceDraft, saleFromDraft } from './sale-from-draft.ts';

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
const writer = {
  identity: {
    deviceId: '0190a000-0000-7000-8000-0000000000cc',
    deviceCode: 'A1',
    outlet: { id: '0190a000-0000-7000-8000-0000000000dd' },
  } as KeptIdentity,
  nowMs: 1_800_000_000_000,
  clockOffsetMs: -120,
  shift: null,
  newId: () => `0190a000-0000-7000-8000-${String(++ids).padStart(12, '0')}`,
  counter: () => 57,
  receipt: () => ({ receiptSeq: 42, receiptNumber: 'PST-A1-000042' }),
};
const recordOf = (given: SaleDraft, settings: PricingSettings = {}) =>
  saleFromDraft(priceDraft(given, settings, writer.nowMs), writer);

describe('a draft', () => {
  it('S2 M5 becomes a record that the contract accepts, priced by the one engine', () => {
    const record = recordOf(draft);
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
    expect(saleRecordSchema.safeParse(recordOf(free)).success).toBe(true);
  });

  it('M2 M3 M4 discounts, service charge, tax and rounding stand in the record, and its parts add up', () => {
    const record = recordOf(
      {
        ...draft,
        lines: [
          { ...(draft.lines[0] as SaleDraft['lines'][number]), discount: { kind: 'percent', rateBp: 1_000 } },
          { product: PRODUCT, quantityMilli: 333, unitPrice: 45_000, labelPrice: 15_000 },
        ],
        discount: { kind: 'amount', amount: 1_000 },
        orderType: 'dineIn',
        label: 'Meja 4',
        payments: [
          { method: 'card', amount: 10_000, reference: 'BCA 1234' },
          { method: 'cash', amount: 14_000, tendered: 20_000 },
        ],
        customerId: writer.identity.deviceId,
        member: true,
        changeKept: 500,
      },
      {
        pbjt: { rateBp: 1_000, pricesIncludeTax: false },
        serviceCharge: { dineIn: { rateBp: 500, base: 'afterDiscount', taxed: true } },
        rounding: { mode: 'nearest', to: 1_000 },
      },
    );
    expect(saleRecordSchema.parse(record)).toEqual(record);
    const sum = (pick: (line: SaleDraft['lines'][number] & (typeof record.lines)[number]) => number) =>
      record.lines.reduce((total, one) => total + pick(one as never), 0);
    expect(record.subtotal).toBe(sum((one) => one.lineTotal));
    expect(record.discount).toBe(sum((one) => one.cartDiscount));
    expect(record.serviceCharge).toBe(sum((one) => one.serviceCharge));
    expect(record.tax).toBe(sum((one) => one.tax));
    expect(record.total).toBe(
      record.subtotal - record.discount + record.serviceCharge + record.tax + record.rounding,
    );
    expect(record).toMatchObject({
      total: 24_000,
      changeKept: 500,
      lines: [
        { discount: 775, lineTotal: 6_975 },
        { labelPrice: 15_000, lineTotal: 15_000 },
      ],
    });
    // The server prices it again from the record alone.
    const again = priceCart(cartOfSale(record), {
      pbjt: { rateBp: 1_000, pricesIncludeTax: false },
      serviceCharge: { dineIn: { rateBp: 500, base: 'afterDiscount', taxed: true } },
      rounding: { mode: 'nearest', to: 1_000 },
    });
    expect([again.total, again.tax, again.lineTotals]).toEqual([record.total, record.tax, [6_975, 15_000]]);
  });

  it('M5 a price typed in is what the screen says, whatever promotion runs', () => {
    const typed: SaleDraft = {
      ...draft,
      lines: [{ product: PRODUCT, quantityMilli: 1_000, unitPrice: 9_000, openPrice: true }],
      payments: [{ method: 'cash', amount: 9_000 }],
    };
    const tenth = { kind: 'percent', rateBp: 1_000 } as const;
    const promotions = [{ id: 'all', label: 'Promo', scope: { kind: 'all' }, offer: tenth } as const];
    expect(recordOf(typed, { promotions }).total).toBe(9_000);
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
    ['label', { label: 'x'.repeat(61) }],
    ['discount', { discount: { kind: 'percent', rateBp: 10_001 } }],
    ['lines.0.discount', { lines: [{ ...line, discount: { kind: 'amount', amount: 7_751 } }] }],
    ['customerId', { payments: [{ method: 'debt', amount: 49_750 }] }],
    ['payments.0.tendered', { payments: [{ method: 'card', amount: 49_750, tendered: 50_000 }] }],
    ['changeKept', { customerId: writer.identity.deviceId, changeKept: 251 }],
    ['customerId', { changeKept: 250 }],
  ])('M1 is refused with the field %s', (field, change) => {
    expect(() => recordOf({ ...draft, ...change })).toThrow(
      expect.objectContaining({ code: 'invalidDraft', field }),
    );
  });
});
