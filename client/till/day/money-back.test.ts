import { describe, expect, it } from 'vitest';
import type { RefundableSale, RefundQuote } from '../../local/day-types.ts';
import { byHand, moneyBack } from './money-back.ts';

type Sale = Pick<RefundableSale, 'payments' | 'refunds'>;
const quoteOf =
  (total: number, roundTo = 1) =>
  (_: unknown, inCash: boolean): RefundQuote => {
    const rounded = inCash ? Math.round(total / roundTo) * roundTo : total;
    return { lines: [], rounding: rounded - total, total: rounded };
  };
const refunded = (paymentId: string, amount: number) =>
  ({
    payments: [{ id: 'r', method: 'card', amount, paymentId }],
  }) as unknown as RefundableSale['refunds'][number];
const split: Sale = {
  payments: [
    { id: 'card', method: 'card', amount: 30_000 },
    { id: 'cash', method: 'cash', amount: 20_000 },
  ],
  refunds: [],
};

describe('money back', () => {
  it('goes the way it came, the first payment first', () => {
    expect(moneyBack(split, [], 'original', quoteOf(10_000)).payments).toEqual([
      { method: 'card', amount: 10_000, paymentId: 'card' },
    ]);
    expect(moneyBack(split, [], 'original', quoteOf(45_000)).payments).toEqual([
      { method: 'card', amount: 30_000, paymentId: 'card' },
      { method: 'cash', amount: 15_000, paymentId: 'cash' },
    ]);
  });

  it('never gives a payment back more than it was', () => {
    const sale: Sale = { ...split, refunds: [refunded('card', 25_000)] };
    expect(moneyBack(sale, [], 'original', quoteOf(10_000)).payments).toEqual([
      { method: 'card', amount: 5_000, paymentId: 'card' },
      { method: 'cash', amount: 5_000, paymentId: 'cash' },
    ]);
  });

  it('adds up to the quote, whether cash is rounded or not', () => {
    for (const total of [1, 30, 4_999, 30_030, 49_970, 50_000]) {
      for (const way of ['original', 'cash'] as const) {
        const { quote, payments } = moneyBack(split, [], way, quoteOf(total, 100));
        expect(payments.reduce((sum, { amount }) => sum + amount, 0)).toBe(quote.total);
        // The device rounds exactly when some of it is cash: both must mean the same.
        const inCash = payments.some(({ method }) => method === 'cash');
        expect(quote.total).toBe(quoteOf(total, 100)(null, inCash).total);
      }
    }
  });

  it('names what a person must give back by hand', () => {
    expect(byHand(moneyBack(split, [], 'original', quoteOf(45_000)).payments)).toEqual(['card']);
    expect(byHand(moneyBack(split, [], 'cash', quoteOf(45_000)).payments)).toEqual([]);
  });
});
