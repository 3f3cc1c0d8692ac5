import type { Rupiah } from '../../../shared/money.ts';
import type { PaymentMethod } from '../../../shared/sync/sale-record.ts';
import type { RefundableSale, RefundDraft, RefundDraftLine, RefundQuote } from '../../local/day-types.ts';

export type MoneyWay = 'original' | 'cash';
export interface MoneyBack {
  quote: RefundQuote;
  payments: RefundDraft['payments'];
}

type Quote = (
  lines: readonly Pick<RefundDraftLine, 'lineNo' | 'quantityMilli'>[],
  inCash: boolean,
) => RefundQuote;

/**
 * How a refund's money goes back: in cash, or the way it came, each payment up to what has not gone back to it yet and
 * the rest in cash. The sum is always the quote's, which rounds as soon as some of it is cash.
 */
export function moneyBack(
  sale: Pick<RefundableSale, 'payments' | 'refunds'>,
  lines: readonly Pick<RefundDraftLine, 'lineNo' | 'quantityMilli'>[],
  way: MoneyWay,
  quoteOf: Quote,
): MoneyBack {
  const inCash = (): MoneyBack => {
    const quote = quoteOf(lines, true);
    return { quote, payments: [{ method: 'cash', amount: quote.total }] };
  };
  if (way === 'cash') return inCash();
  const exact = quoteOf(lines, false);
  const payments = spread(sale, exact.total);
  if (!payments.some(({ method }) => method === 'cash')) return { quote: exact, payments };
  const rounded = quoteOf(lines, true);
  const again = spread(sale, rounded.total);
  return again.some(({ method }) => method === 'cash') ? { quote: rounded, payments: again } : inCash();
}

function spread({ payments, refunds }: Pick<RefundableSale, 'payments' | 'refunds'>, total: Rupiah) {
  const back: { method: PaymentMethod; amount: Rupiah; paymentId?: string }[] = [];
  let rest = total;
  for (const { id, method, amount } of payments) {
    const gone = refunds
      .flatMap((refund) => refund.payments)
      .reduce((sum, payment) => sum + (payment.paymentId === id ? payment.amount : 0), 0);
    const part = Math.min(rest, amount - gone);
    if (part <= 0) continue;
    back.push({ method, amount: part, paymentId: id });
    rest -= part;
  }
  if (rest > 0 || back.length === 0) {
    const cash = back.find(({ method }) => method === 'cash');
    if (cash) cash.amount += rest;
    else back.push({ method: 'cash', amount: rest });
  }
  return back;
}

/** Ways of paying that a person has to give back outside of this device. */
export function byHand(payments: RefundDraft['payments']): PaymentMethod[] {
  const outside: readonly PaymentMethod[] = ['card', 'transfer', 'ewallet', 'qrisStatic', 'gateway'];
  return [...new Set(payments.map(({ method }) => method))].filter((method) => outside.includes(method));
}
