import { isRupiah, percentOf, type Rupiah } from '../money.ts';
import type { Discount, DiscountLimit, PricingProblemCode } from './types.ts';

/** What a discount by hand takes off `amount`; never more than it. A senseless one takes nothing and says why. */
export function manualDiscount(
  discount: Discount | null | undefined,
  amount: Rupiah,
): { off: Rupiah; problem: PricingProblemCode | null } {
  if (discount == null) return { off: 0, problem: null };
  const value = discount.kind === 'percent' ? discount.rateBp : discount.amount;
  if (!isRupiah(value)) return { off: 0, problem: 'discountInvalid' };
  const most = discount.kind === 'percent' ? 10_000 : amount;
  if (value > most) return { off: 0, problem: 'discountOver100' };
  return { off: discount.kind === 'percent' ? percentOf(amount, value) : value, problem: null };
}

/** Whether `off` of `amount` is more than a role may give; `slack` rupiah forgive the rounding of several lines. */
export function isOverLimit(off: Rupiah, amount: Rupiah, limit: DiscountLimit, slack = 0): boolean {
  if (off === 0) return false;
  if (limit.maxAmount !== undefined && off > limit.maxAmount) return true;
  return off > percentOf(amount, limit.maxBp) + slack;
}
