import { MILLI, scaleRounded } from '../../shared/money.ts';
import type { ProductUnit } from '../local/day-types.ts';
import type { Product } from '../local/types.ts';
import type { Cart } from './cart.ts';

/** Thousandths left in stock after the cart and `quantityMilli` more; undefined while the stock is unknown or not kept. */
export function leftAfter(
  cart: Cart,
  product: Product,
  unit: ProductUnit | null,
  quantityMilli: number,
  stock: (productId: string) => number | undefined,
): number | undefined {
  if (product.components?.length) return undefined;
  const onHand = stock(product.id);
  if (onHand === undefined) return undefined;
  const taken = cart.lines
    .filter((line) => line.productId === product.id)
    .reduce((sum, line) => sum + inBaseUnits(line.quantityMilli, line.factorMilli), 0);
  return onHand - taken - inBaseUnits(quantityMilli, unit?.factorMilli);
}

function inBaseUnits(quantityMilli: number, factorMilli = MILLI): number {
  return scaleRounded(quantityMilli, factorMilli, MILLI);
}
