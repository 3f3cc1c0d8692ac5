import type { Rupiah } from '../../shared/money.ts';
import { priceCart } from '../../shared/pricing/price-cart.ts';
import type { CartToPrice, LineToPrice, PricedCart, PricingSettings } from '../../shared/pricing/types.ts';
import type { Role } from '../../shared/roles.ts';
import type { PaymentMethod } from '../../shared/sync/sale-record.ts';
import { type Cart, type CartLine, chargedPrice } from './cart.ts';

/** What the price depends on besides the cart. */
export interface PriceContext {
  settings: PricingSettings;
  /** epoch ms, device clock: decides rates and promotions */
  at: number;
  role: Role;
}

/** The cart as the one engine reads it (M5); `tenders` decide about cash rounding. */
export function cartToPrice(
  cart: Cart,
  { at, role }: Pick<PriceContext, 'at' | 'role'>,
  tenders: CartToPrice['tenders'] = cart.parts,
): CartToPrice {
  return {
    lines: cart.lines.map(lineToPrice),
    discount: cart.discount,
    orderType: cart.orderType,
    at,
    memberId: cart.customer?.member ? cart.customer.customerId : null,
    role,
    tenders: tenders.map(({ method, amount }) => ({ method, amount })),
  };
}

function lineToPrice(line: CartLine, index: number): LineToPrice {
  const { productId, categoryId, unit, quantityMilli, memberPrice, labelPrice, taxClass, discount } = line;
  const extra = chargedPrice(line) - (line.charged ?? line.unitPrice);
  return {
    lineNo: index + 1,
    productId,
    categoryId: categoryId ?? null,
    unit,
    quantityMilli,
    unitPrice: chargedPrice(line),
    memberPrice: memberPrice == null ? null : memberPrice + extra,
    labelPrice: labelPrice ?? null,
    taxClass,
    discount: discount ?? null,
    priceOverridden: line.charged != null,
    openPrice: line.openPrice ?? false,
  };
}

/** The whole cart by the engine, remembered for the last cart: screens ask for it many times. */
export function createPricer(): (cart: Cart, context: PriceContext) => PricedCart {
  let last: { cart: Cart; context: PriceContext; priced: PricedCart } | undefined;
  return (cart, context) => {
    if (
      last &&
      last.cart === cart &&
      last.context.settings === context.settings &&
      last.context.at === context.at &&
      last.context.role === context.role
    )
      return last.priced;
    const priced = priceCart(cartToPrice(cart, context), context.settings);
    last = { cart, context, priced };
    return priced;
  };
}

/**
 * What is still to be paid when the rest comes by `method`: in cash it may be rounded (M4). Negative when more than
 * the total is in already. `priced`: with the parts as tenders.
 */
export function stillDue(
  cart: Cart,
  priced: PricedCart,
  method: PaymentMethod,
  rounding?: PricingSettings['rounding'],
): Rupiah {
  const paid = cart.parts.reduce((sum, { amount }) => sum + amount, 0);
  if (method === 'cash') return priced.inCash.total - paid;
  // A cash part is whole steps (`isWholeCash`), so what is left for another way is exact.
  return priced.total - (rounding?.cashOnly === false ? 0 : priced.rounding) - paid;
}

/** Whether a part may be paid with `amount` in cash: where cash is rounded it comes in whole steps. */
export function isWholeCash(amount: Rupiah, rounding?: PricingSettings['rounding']): boolean {
  return !rounding || rounding.mode === 'off' || rounding.cashOnly === false || amount % rounding.to === 0;
}
