import type { LocalSale, OutletSale, SaleState } from '../../local/types.ts';

/** A sale in the history: of this device, or of another one as last heard. */
export interface FoundSale {
  saleId: string;
  receiptNumber: string;
  total: number;
  soldAt: number;
  origin: 'device' | 'outlet';
  /** of this device's alone */
  state: SaleState | null;
  voided: boolean;
  refunded: number;
  flagged: boolean;
}

/** Both lists as one, newest first; what both know is the device's own. */
export function mergeSales(own: readonly LocalSale[], outlet: readonly OutletSale[]): FoundSale[] {
  const known = new Map<string, FoundSale>();
  for (const sale of outlet) {
    known.set(sale.id, {
      saleId: sale.id,
      receiptNumber: sale.receiptNumber,
      total: sale.total,
      soldAt: sale.soldAt,
      origin: 'outlet',
      state: null,
      voided: sale.voided ?? false,
      refunded: sale.refundedTotal ?? 0,
      flagged: sale.flags.length > 0,
    });
  }
  for (const { record, state, flags, voided, refundedTotal } of own) {
    const elsewhere = known.get(record.id);
    known.set(record.id, {
      saleId: record.id,
      receiptNumber: record.receiptNumber,
      total: record.total,
      soldAt: record.soldAt,
      origin: 'device',
      state,
      voided: voided || (elsewhere?.voided ?? false),
      refunded: Math.max(refundedTotal, elsewhere?.refunded ?? 0),
      flagged: flags.length > 0,
    });
  }
  return [...known.values()].sort((a, b) => b.soldAt - a.soldAt);
}

/** Those whose receipt number or total holds what was typed: `12`, `A1-000012`, `37.450`. */
export function matchSales(sales: readonly FoundSale[], query: string): FoundSale[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [...sales];
  const amount = wanted.replace(/^rp\s*/, '').replace(/[.\s]/g, '');
  const isAmount = /^\d+$/.test(amount);
  return sales.filter(
    ({ receiptNumber, total }) =>
      receiptNumber.toLowerCase().includes(wanted) || (isAmount && String(total).startsWith(amount)),
  );
}
