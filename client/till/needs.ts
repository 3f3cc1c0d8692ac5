import type { Action } from '../../shared/permissions.ts';
import type { PricedCart, PricingProblem } from '../../shared/pricing/types.ts';
import { type Cart, chargedPrice } from './cart.ts';

/** What a cart asks of a role beyond selling at the catalogue's price. */
export type SellAction = Extract<
  Action,
  | 'discountLine'
  | 'discountCart'
  | 'discountOverLimit'
  | 'priceOverride'
  | 'openPrice'
  | 'zeroPrice'
  | 'sellBelowZero'
  | 'sellOnDebt'
  | 'debtOverLimit'
>;

export interface Need {
  action: Action;
  /** null: the cart as a whole */
  lineId: number | null;
}

export interface Judged {
  refused: PricingProblem | null;
  /** in this cart, not yet allowed by role or approval */
  needs: Need[];
}

/** What the engine and the permission matrix say about a cart; `mayDo` answers for the cashier's role. */
export function judgeCart(cart: Cart, priced: PricedCart, mayDo: (action: SellAction) => boolean): Judged {
  const refused = priced.problems.find(({ level }) => level === 'refused') ?? null;
  const needs: Need[] = [];
  const need = (action: SellAction, lineId: number | null, decided = mayDo(action)) => {
    const approved = cart.approvals.some((one) => one.action === action && one.lineId === lineId);
    const known = needs.some((one) => one.action === action && one.lineId === lineId);
    if (!decided && !approved && !known) needs.push({ action, lineId });
  };
  for (const line of cart.lines) {
    const { lineId } = line;
    if (line.discount) need('discountLine', lineId);
    if (line.charged != null) need(line.openPrice ? 'openPrice' : 'priceOverride', lineId);
    if (line.charged != null && chargedPrice(line) === 0) need('zeroPrice', lineId);
  }
  if (cart.discount) need('discountCart', null);
  for (const { code, lineNo } of priced.problems) {
    if (code !== 'discountOverLimit') continue;
    // The engine has weighed the role already.
    const lineId = lineNo === null ? null : (cart.lines[lineNo - 1]?.lineId ?? null);
    need('discountOverLimit', lineId, mayDo('discountOverLimit'));
  }
  return { refused, needs };
}

/** The needs of `after` that `before` had not: what this one change asks for. */
export function newNeeds(before: readonly Need[], after: readonly Need[]): Need[] {
  return after.filter(
    (need) => !before.some(({ action, lineId }) => action === need.action && lineId === need.lineId),
  );
}
