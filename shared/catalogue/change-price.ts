import { divideRounded, type Rupiah } from '../money.ts';
import { MAX_PRICE } from './product-limits.ts';

export interface PriceChange {
  by: 'percent' | 'rupiah';
  /** percent in hundredths: `500` is +5 % */
  amount: number;
  roundTo: 1 | 100 | 500 | 1000;
}

const WHOLE = 10_000;

/**
 * `price` raised or lowered, rounded half up to `roundTo`; integers only (M1). Never below 0; null when it would pass
 * the highest price a product may have.
 */
export function changePrice(price: Rupiah, { by, amount, roundTo }: PriceChange): Rupiah | null {
  const changed =
    by === 'rupiah'
      ? price + amount
      : // The product of both can pass the safe integers.
        Number((BigInt(price) * BigInt(WHOLE + amount) * 2n + BigInt(WHOLE)) / BigInt(WHOLE * 2));
  const rounded = divideRounded(Math.max(0, changed), roundTo) * roundTo;
  return rounded > MAX_PRICE ? null : rounded;
}
