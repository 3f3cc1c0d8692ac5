import { MILLI, percentOf, scaleRounded } from '../../shared/money.ts';
import type { DiscountPart, SaleLine, SaleRecord } from '../../shared/sync/sale-record.ts';

/** Whether all sums of a sale agree with each other: lines, shares, parts, taxes, total and payments (M3, S5). */
export function addsUp(sale: SaleRecord): boolean {
  const sum = (pick: (line: SaleLine) => number) => sale.lines.reduce((total, line) => total + pick(line), 0);
  const paid = sale.payments.reduce((total, payment) => total + payment.amount, 0);
  const change = sale.payments.reduce((total, payment) => total + payment.change, 0);
  return (
    sale.lines.every(lineAddsUp) &&
    taxesFollowRates(sale.lines) &&
    sale.subtotal === sum((line) => line.lineTotal) &&
    sale.discount === sum((line) => line.cartDiscount) &&
    partsAddUp(sale.discounts, sale.discount) &&
    sale.serviceCharge === sum((line) => line.serviceCharge) &&
    sale.tax === sum((line) => line.tax) &&
    sale.taxIncluded === sum((line) => line.taxIncluded) &&
    sale.total === sale.subtotal - sale.discount + sale.serviceCharge + sale.tax + sale.rounding &&
    paid <= sale.total &&
    sale.payments.every((payment) => payment.tendered - payment.change === payment.amount) &&
    sale.changeKept <= change
  );
}

function lineAddsUp(line: SaleLine): boolean {
  const gross = scaleRounded(line.unitPrice, line.quantityMilli, MILLI);
  // A scale's label says the price; the weight worked out of it is exact to a thousandth only.
  const tolerance = line.quantityMilli % MILLI === 0 ? 0 : Math.ceil(line.unitPrice / MILLI);
  return (
    Math.abs(line.lineTotal + line.discount - gross) <= tolerance &&
    partsAddUp(line.discounts, line.discount) &&
    (line.taxKind !== 'none' || line.tax + line.taxIncluded === 0) &&
    (line.tax === 0 || line.taxIncluded === 0)
  );
}

function partsAddUp(parts: readonly DiscountPart[] | undefined, discount: number): boolean {
  return parts === undefined || parts.reduce((sum, part) => sum + part.amount, 0) === discount;
}

/** A tax is worked out over all lines of one rate and then shared out: their sum is off by less than a rupiah a line. */
function taxesFollowRates(lines: readonly SaleLine[]): boolean {
  const groups = new Map<string, SaleLine[]>();
  for (const line of lines) {
    const key = `${line.taxKind} ${line.taxRateBp}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].every((group) => {
    const base = group.reduce((sum, line) => sum + line.taxBase, 0);
    const tax = group.reduce((sum, line) => sum + line.tax + line.taxIncluded, 0);
    return Math.abs(tax - percentOf(base, group[0]?.taxRateBp ?? 0)) <= group.length;
  });
}
