import { type AttemptStatus, advance, type Step } from '../../shared/payments/attempt-status.ts';
import type { News } from './news.ts';

export type Mismatch = 'amount' | 'currency' | 'reference';

/** What of an attempt its news are judged by. */
export interface KnownAttempt {
  status: AttemptStatus;
  amount: number;
  reference: string;
  refundedAmount: number;
}

export type Judgement =
  | { verdict: 'mismatch'; mismatch: Mismatch }
  | {
      verdict: Step['verdict'];
      status: AttemptStatus;
      alert?: 'lateSuccess' | 'reversal';
      refundedAmount: number;
      /** effect on what the provider holds for the shop */
      moved: number;
    };

/**
 * What news of an attempt mean. Amount, currency and number must be ours, or nothing is believed; a part refunded leaves it
 * paid, and only when all of it went back it is refunded.
 */
export function judgeNews(known: KnownAttempt, news: News): Judgement {
  const mismatch = mismatchOf(known, news);
  if (mismatch) return { verdict: 'mismatch', mismatch };
  const { amount } = known;
  const told = Math.min(news.refundedAmount ?? (news.reported === 'refunded' ? amount : 0), amount);
  const refunded = Math.max(known.refundedAmount, told);
  const isRefund = news.reported === 'refunded' || news.reported === 'succeeded';
  // The refunds that we know of may together be all of it, whatever word the provider uses.
  const reported = isRefund ? (refunded >= amount ? 'refunded' : 'succeeded') : news.reported;
  const step = advance(known.status, reported, news.confirmed);
  const changed = step.verdict === 'applied' ? step.status : known.status;
  const counts = step.verdict === 'applied' || (step.verdict === 'same' && isRefund);
  const refundedAmount = counts && isRefund ? refunded : known.refundedAmount;
  const moved = counts
    ? heldAt(changed, amount, refundedAmount) - heldAt(known.status, amount, known.refundedAmount)
    : 0;
  // More was given back than before: that is news although the status stands.
  const verdict = step.verdict === 'same' && refundedAmount > known.refundedAmount ? 'applied' : step.verdict;
  return {
    verdict,
    status: changed,
    refundedAmount,
    moved,
    ...(step.verdict === 'applied' && step.alert ? { alert: step.alert } : {}),
  };
}

/** What the provider holds of an attempt's money. */
export function heldAt(status: AttemptStatus, amount: number, refundedAmount: number): number {
  return status === 'succeeded' || status === 'refunded' ? amount - refundedAmount : 0;
}

function mismatchOf(known: KnownAttempt, news: News): Mismatch | null {
  if (news.reference !== undefined && news.reference !== known.reference) return 'reference';
  if (news.currency !== undefined && news.currency !== 'IDR') return 'currency';
  const aboutMoney = news.reported === 'succeeded' || news.source === 'create';
  if (aboutMoney && news.amount !== undefined && news.amount !== known.amount) return 'amount';
  return null;
}
