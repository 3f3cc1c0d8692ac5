import type { DiscountPart, SaleRecord } from '../sync/sale-record.ts';
import type { CartToPrice, Discount } from './types.ts';

/** What the catalogue knows and a sale's line does not carry. */
export interface CatalogueFacts {
  categoryId?: string | null;
  /** without modifiers */
  memberPrice?: number | null;
  /** the cashier types its price in, unless a scale printed it: then nothing else touches it */
  openPrice?: boolean;
}

/**
 * The cart a sale was made of, to price it once more (M5): only what was decided by hand is taken from the record;
 * promotions, shares and taxes have to come out the same by themselves.
 */
export function cartOfSale(
  sale: SaleRecord,
  factsOf: (productId: string) => CatalogueFacts | undefined = () => undefined,
): CartToPrice {
  return {
    lines: sale.lines.map((line) => {
      const {
        lineNo,
        productId,
        unit,
        quantityMilli,
        unitPrice,
        taxClass,
        listPrice,
        labelPrice,
        stockMilli,
      } = line;
      const facts = productId === null ? undefined : factsOf(productId);
      // A member's price is that of the base unit.
      const memberPrice = stockMilli === undefined ? facts?.memberPrice : null;
      const modifiers = (line.modifiers ?? []).reduce((sum, { price }) => sum + price, 0);
      return {
        lineNo,
        productId,
        unit,
        quantityMilli,
        unitPrice,
        taxClass,
        discount: byHand(line.discounts),
        priceOverridden: listPrice !== undefined || (facts?.openPrice === true && labelPrice === undefined),
        labelPrice: labelPrice ?? null,
        categoryId: facts?.categoryId ?? null,
        memberPrice: memberPrice == null ? null : memberPrice + modifiers,
      };
    }),
    discount: byHand(sale.discounts),
    orderType: sale.orderType,
    at: sale.soldAt,
    memberId: sale.member ? sale.customerId : null,
    tenders: sale.payments,
  };
}

function byHand(parts: readonly DiscountPart[] | undefined): Discount | null {
  const manual = parts?.find((part) => part.kind === 'manual');
  if (!manual) return null;
  return manual.rateBp === undefined
    ? { kind: 'amount', amount: manual.amount }
    : { kind: 'percent', rateBp: manual.rateBp };
}
