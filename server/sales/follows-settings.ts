import { cartOfSale } from '../../shared/pricing/cart-of-sale.ts';
import { priceCart } from '../../shared/pricing/price-cart.ts';
import type { PricedCart, PricingSettings, PromotionScope } from '../../shared/pricing/types.ts';
import { MAX_TIME_MS, type SaleRecord } from '../../shared/sync/sale-record.ts';
import { occurredAt } from '../sync/header-facts.ts';
import { pricingsBetween } from './pricing-then.ts';
import type { SaleFacts } from './sale-facts.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How long a tablet without a network may go on with what it last heard of settings and catalogue. */
export const STALE_MS = 7 * DAY_MS;
/** Clocks of server and device agree this well when their difference was measured. */
const CLOCK_SLACK_MS = 5 * MINUTE_MS;
/**
 * A cart has its prices since its last change, and only then is it paid and stamped: a happy hour may have ended in
 * between. The other way it is the slack of clocks.
 */
const MOMENTS_MS = [0, -2 * MINUTE_MS, 2 * MINUTE_MS, -15 * MINUTE_MS];

/**
 * Whether the engine makes of the sale what was charged: promotions, discounts, service charge, taxes, rounding, total
 * (S5, M5). Any settings count that its device may have had, for a tablet sells on without hearing of a change.
 */
export function followsSettings(sale: SaleRecord, facts: SaleFacts, receivedAt: number): boolean {
  const history = facts.pricing.get(sale.outletId);
  if (!history) return true;
  const cart = cartOfSale(sale, (productId) => {
    const product = facts.products.get(productId);
    return (
      product && {
        categoryId: product.categoryId,
        memberPrice: product.extras?.memberPrice ?? null,
        openPrice: product.extras?.openPrice ?? false,
      }
    );
  });
  const soldAt = occurredAt(sale, sale.soldAt, receivedAt);
  const measured = Math.abs(sale.clockOffsetMs ?? Number.POSITIVE_INFINITY) <= CLOCK_SLACK_MS;
  const pricings = pricingsBetween(
    history,
    soldAt - STALE_MS,
    measured ? soldAt + CLOCK_SLACK_MS : Number.POSITIVE_INFINITY,
  );
  const matches = pricings.some((pricing) =>
    MOMENTS_MS.some((moment) => {
      const at = Math.min(sale.soldAt + moment, MAX_TIME_MS - DAY_MS);
      return isCharged(sale, priceCart({ ...cart, at }, pricing));
    }),
  );
  return matches || dependsOnOlderCatalogue(sale, facts, pricings, soldAt - STALE_MS);
}

function isCharged(sale: SaleRecord, priced: PricedCart): boolean {
  return (
    priced.total === sale.total &&
    priced.subtotal === sale.subtotal &&
    priced.discount === sale.discount &&
    priced.serviceCharge === sale.serviceCharge &&
    priced.tax === sale.tax &&
    priced.taxIncluded === sale.taxIncluded &&
    priced.rounding === sale.rounding
  );
}

/** Categories and member prices are not in the record: nothing can be said where a product was changed since. */
function dependsOnOlderCatalogue(
  sale: SaleRecord,
  facts: SaleFacts,
  pricings: readonly PricingSettings[],
  since: number,
): boolean {
  const changed = sale.lines.some(({ productId }) => {
    if (productId === null) return false;
    const product = facts.products.get(productId);
    return !product || product.changedAt > since;
  });
  return changed && (sale.member === true || pricings.some(looksAtCategories));
}

function looksAtCategories({ promotions = [] }: PricingSettings): boolean {
  const byCategory = (scope: PromotionScope | undefined) => scope?.kind === 'categories';
  return promotions.some(
    ({ scope, offer }) =>
      byCategory(scope) ||
      (offer.kind === 'buyXGetY' && byCategory(offer.getScope)) ||
      (offer.kind === 'bundlePrice' && offer.slots.some((slot) => byCategory(slot.scope))),
  );
}
