import { type Rupiah, scaleRounded } from '../money.ts';
import { roundingOf } from '../pricing/round-total.ts';
import type { Rounding } from '../pricing/types.ts';
import type { RefundRecord } from '../sync/day-records.ts';
import type { SaleLine } from '../sync/sale-record.ts';

/** A line as a refund sees it. */
export interface PaidLine {
  lineNo: number;
  quantityMilli: number;
  /** what the customer paid for it: with its shares of discount, service charge and tax on top */
  payable: Rupiah;
  /** in `payable`, on top or contained in the price */
  tax: Rupiah;
}

export function paidLine(
  line: Pick<
    SaleLine,
    'lineNo' | 'quantityMilli' | 'lineTotal' | 'cartDiscount' | 'serviceCharge' | 'tax' | 'taxIncluded'
  >,
): PaidLine {
  const { lineNo, quantityMilli, lineTotal, cartDiscount, serviceCharge, tax, taxIncluded } = line;
  return {
    lineNo,
    quantityMilli,
    payable: lineTotal - cartDiscount + serviceCharge + tax,
    tax: tax + taxIncluded,
  };
}

/** What of a line went back before. */
export interface GivenBack {
  quantityMilli: number;
  amount: Rupiah;
}

/** Sums up what refunds gave back of each line, by its number. */
export function givenBackOf(refunds: readonly Pick<RefundRecord, 'lines'>[]): Map<number, GivenBack> {
  const byLine = new Map<number, GivenBack>();
  for (const { lineNo, quantityMilli, amount } of refunds.flatMap((refund) => refund.lines)) {
    const before = byLine.get(lineNo) ?? { quantityMilli: 0, amount: 0 };
    byLine.set(lineNo, {
      quantityMilli: before.quantityMilli + quantityMilli,
      amount: before.amount + amount,
    });
  }
  return byLine;
}

/**
 * Money and tax that go back for `quantityMilli` of a line: in proportion over all that went back so far, so that
 * however a line is cut into refunds, its parts add up to what was paid for it, to the rupiah (M3).
 */
export function lineRefund(
  line: PaidLine,
  quantityMilli: number,
  before: GivenBack | undefined,
): { amount: Rupiah; tax: Rupiah } {
  const { quantityMilli: backMilli, amount } = before ?? { quantityMilli: 0, amount: 0 };
  const part = (whole: Rupiah, milli: number) =>
    scaleRounded(whole, Math.min(milli, line.quantityMilli), line.quantityMilli);
  return {
    amount: Math.max(0, part(line.payable, backMilli + quantityMilli) - amount),
    tax: part(line.tax, backMilli + quantityMilli) - part(line.tax, backMilli),
  };
}

/**
 * What is added to the lines' `amount`. The refund that empties the sale gives back all that was paid and is left
 * (`paidLeft`); before that, money in cash is rounded as the outlet rounds it, never past what is left.
 */
export function refundRounding(
  amount: Rupiah,
  paidLeft: Rupiah,
  options: { emptiesSale: boolean; inCash: boolean; rounding: Rounding | undefined },
): Rupiah {
  if (options.emptiesSale) return paidLeft - amount;
  const rounding = options.inCash ? roundingOf(amount, options.rounding) : 0;
  return Math.min(amount + rounding, Math.max(0, paidLeft)) - amount;
}
