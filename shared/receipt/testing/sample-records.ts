import { priceCart } from '../../pricing/price-cart.ts';
import type { CartToPrice, PricingSettings } from '../../pricing/types.ts';
import type { RefundRecord } from '../../sync/day-records.ts';
import type { SaleLine, SaleRecord } from '../../sync/sale-record.ts';
import type { ReceiptContext } from '../context.ts';
import type { ShiftReport } from '../shift-report.ts';

const ID = (last: number) => `01934c5e-7b00-7000-8000-${String(last).padStart(12, '0')}`;
/** 21 November 2026, 14:05 in Jakarta */
export const SOLD_AT = Date.UTC(2026, 10, 21, 7, 5);

export const CONTEXT: ReceiptContext = {
  shop: {
    name: 'Toko Maju Jaya',
    address: 'Jl. Melati No. 12, Bandung',
    npwp: '01.234.567.8-901.000',
    header: ['Buka 07.00-21.00'],
    footer: ['Terima kasih', 'Barang yang sudah dibeli tidak dapat ditukar tanpa struk'],
    logo: false,
    showTax: true,
  },
  language: 'id',
  timeZone: 'Asia/Jakarta',
  cashier: 'Sari',
  copy: 0,
};

export interface SampleItem {
  name: string;
  unitPrice: number;
  quantityMilli?: number;
  unit?: string;
  note?: string;
  modifiers?: SaleLine['modifiers'];
  discount?: CartToPrice['lines'][number]['discount'];
}

/** A sale as the one engine prices it, so that paper is tested with figures that add up. */
export function sampleSale(
  items: readonly SampleItem[],
  settings: PricingSettings = {},
  change: Partial<SaleRecord> & { cartDiscount?: CartToPrice['discount']; tendered?: number } = {},
): SaleRecord {
  const { cartDiscount, tendered, ...fields } = change;
  const priced = priceCart(
    {
      at: SOLD_AT,
      orderType: fields.orderType ?? 'walkIn',
      discount: cartDiscount,
      role: 'owner',
      tenders: [{ method: 'cash', amount: tendered ?? 0 }],
      lines: items.map(({ unitPrice, quantityMilli = 1000, discount }) => ({
        unitPrice,
        quantityMilli,
        discount,
      })),
    },
    settings,
  );
  const paid = tendered ?? priced.total;
  return {
    kind: 'sale',
    id: ID(1),
    outletId: ID(2),
    deviceId: ID(3),
    staffId: ID(4),
    clockOffsetMs: null,
    deviceCounter: 1,
    receiptSeq: 42,
    receiptNumber: 'PST-A1-000042',
    soldAt: SOLD_AT,
    shiftId: null,
    customerId: null,
    orderType: 'walkIn',
    lines: items.map((item, index) => {
      const line = priced.lines[index];
      if (!line) throw new Error('a line was not priced');
      return {
        lineNo: index + 1,
        productId: null,
        sku: `S${index}`,
        name: item.name,
        unit: item.unit ?? 'pcs',
        quantityMilli: item.quantityMilli ?? 1000,
        unitPrice: item.unitPrice,
        discount: line.discount,
        lineTotal: line.lineTotal,
        cartDiscount: line.cartDiscount,
        serviceCharge: line.serviceCharge,
        taxClass: 'standard',
        taxKind: line.taxKind,
        taxRateBp: line.taxRateBp,
        taxBase: line.taxBase,
        tax: line.tax,
        taxIncluded: line.taxIncluded,
        ...(item.modifiers ? { modifiers: item.modifiers } : {}),
        ...(item.note ? { note: item.note } : {}),
      };
    }),
    subtotal: priced.subtotal,
    discount: priced.discount,
    serviceCharge: priced.serviceCharge,
    tax: priced.tax,
    taxIncluded: priced.taxIncluded,
    rounding: priced.rounding,
    total: priced.total,
    payments: [
      { id: ID(5), method: 'cash', amount: priced.total, tendered: paid, change: paid - priced.total },
    ],
    changeKept: 0,
    ...fields,
  };
}

export const MIXED_ITEMS: SampleItem[] = [
  {
    name: 'Kopi Susu Gula Aren',
    unitPrice: 20_000,
    quantityMilli: 2000,
    modifiers: [{ optionId: 'l', name: 'Ukuran L', price: 2_000 }],
    note: 'tanpa es',
  },
  {
    name: 'Roti Bakar Cokelat Keju Spesial Jumbo',
    unitPrice: 27_500,
    discount: { kind: 'percent', rateBp: 1000 },
  },
  { name: 'Café Crème “Élite”', unitPrice: 32_000 },
  { name: 'Beras curah', unitPrice: 14_250, quantityMilli: 2350, unit: 'kg' },
];

export const PKP: PricingSettings = {
  ppn: { registered: true, pricesIncludeTax: true },
  rounding: { mode: 'down', to: 100 },
};

export function sampleRefund(sale: SaleRecord): RefundRecord {
  const line = sale.lines[0];
  if (!line) throw new Error('nothing to refund');
  return {
    kind: 'refund',
    id: ID(6),
    outletId: sale.outletId,
    deviceId: sale.deviceId,
    staffId: sale.staffId,
    clockOffsetMs: null,
    deviceCounter: 2,
    at: SOLD_AT + 3_600_000,
    receiptSeq: 43,
    receiptNumber: 'PST-A1-000043',
    shiftId: null,
    saleId: sale.id,
    saleReceiptNumber: sale.receiptNumber,
    customerId: null,
    reason: 'damaged',
    lines: [
      {
        lineNo: 1,
        productId: null,
        name: line.name,
        unit: line.unit,
        quantityMilli: 1000,
        amount: 20_000,
        taxKind: line.taxKind,
        tax: 1_982,
        restock: false,
      },
    ],
    rounding: 0,
    total: 20_000,
    payments: [{ id: ID(7), method: 'cash', amount: 20_000 }],
  };
}

export const SHIFT: ShiftReport = {
  kind: 'Z',
  shopName: 'Toko Maju Jaya',
  outletName: 'Pusat',
  deviceName: 'Tablet depan',
  shiftNo: 12,
  openedAt: SOLD_AT - 6 * 3_600_000,
  openedBy: 'Sari',
  closedAt: SOLD_AT,
  closedBy: 'Budi',
  printedAt: SOLD_AT + 60_000,
  float: 200_000,
  totals: {
    saleCount: 41,
    refundCount: 1,
    voidCount: 0,
    sales: 3_250_000,
    refunds: 20_000,
    discounts: 45_000,
    tax: 320_000,
    serviceCharge: 0,
    rounding: -350,
    cashIn: 50_000,
    cashOut: 125_000,
    byMethod: { cash: 2_100_000, qrisStatic: 1_030_000, debt: 100_000 },
  },
  expected: 2_225_000,
  counted: 2_220_000,
  variance: -5_000,
  denominations: { '100000': 20, '50000': 4, '10000': 2 },
  unsent: 3,
};
