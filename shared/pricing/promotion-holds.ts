import type { LocalMoment } from './local-moment.ts';
import type { CartToPrice, Promotion, PromotionScope } from './types.ts';

const DAY_MINUTES = 1_440;

/** Whether a promotion holds for this cart at this moment, apart from what is in the cart. */
export function promotionHolds(
  promotion: Promotion,
  cart: Pick<CartToPrice, 'memberId' | 'orderType'>,
  moment: LocalMoment | null,
): boolean {
  const { from, until, hours, membersOnly, orderTypes } = promotion;
  if (membersOnly && !cart.memberId) return false;
  if (orderTypes && !orderTypes.includes(cart.orderType ?? '')) return false;
  if (from === undefined && until === undefined && hours === undefined) return true;
  if (moment === null) return false;
  if (from !== undefined && moment.date < from) return false;
  if (until !== undefined && moment.date > until) return false;
  return hours === undefined || withinHours(hours, moment);
}

/** After midnight, hours that began the evening before still run: then yesterday's day counts. */
function withinHours({ days, from, to }: NonNullable<Promotion['hours']>, moment: LocalMoment): boolean {
  const start = minuteOf(from);
  const end = minuteOf(to);
  const { weekday, minute } = moment;
  if (start < end) return days.includes(weekday) && minute >= start && minute < end;
  if (minute >= start) return days.includes(weekday);
  return minute < end && days.includes(weekday === 1 ? 7 : weekday - 1);
}

function minuteOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) % DAY_MINUTES;
}

export function inScope(
  scope: PromotionScope,
  { productId, categoryId }: { productId?: string | null; categoryId?: string | null },
): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'categories':
      return categoryId != null && scope.ids.includes(categoryId);
    case 'products':
      return productId != null && scope.ids.includes(productId);
  }
}
