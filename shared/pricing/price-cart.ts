import { divideRounded, MILLI, type Rupiah } from '../money.ts';

/** What the engine needs to know of one cart line. */
export interface PricedInput {
  /** integer rupiah for one whole unit */
  unitPrice: Rupiah;
  /** integer thousandths of the unit */
  quantityMilli: number;
}

export interface CartTotals {
  /** rupiah a line, in the order of the input */
  lineTotals: Rupiah[];
  subtotal: Rupiah;
  discount: Rupiah;
  tax: Rupiah;
  rounding: Rupiah;
  total: Rupiah;
}

/** Rupiah for `quantityMilli` thousandths of a unit, rounded half up to the rupiah. */
export function lineTotal({ unitPrice, quantityMilli }: PricedInput): Rupiah {
  const product = unitPrice * quantityMilli;
  if (Number.isSafeInteger(product)) return divideRounded(product, MILLI);
  // A product past safe integers would round silently; neither factor is negative.
  return Number((BigInt(unitPrice) * BigInt(quantityMilli) + BigInt(MILLI / 2)) / BigInt(MILLI));
}

/** The one engine (M5): server and till compute a cart with it and must agree to the rupiah. */
export function priceCart(lines: readonly PricedInput[]): CartTotals {
  const lineTotals = lines.map(lineTotal);
  const subtotal = lineTotals.reduce((sum, amount) => sum + amount, 0);
  return { lineTotals, subtotal, discount: 0, tax: 0, rounding: 0, total: subtotal };
}
