/** An amount of money: integer rupiah, never a float (M1). */
export type Rupiah = number;

/** Largest amount a record may hold: a hundred trillion rupiah, far inside safe integers even summed over a day. */
export const MAX_RUPIAH = 100_000_000_000_000;

/** Quantities are integer thousandths of the unit: 1 piece = 1000, 0,5 kg = 500. */
export const MILLI = 1000;
export const MAX_QUANTITY_MILLI = 1_000_000_000;

/** Integer division rounded half away from zero; `divisor` > 0. Exact for safe integers. */
export function divideRounded(value: number, divisor: number): number {
  const remainder = Math.abs(value % divisor);
  const quotient = (Math.abs(value) - remainder) / divisor;
  const rounded = remainder * 2 >= divisor ? quotient + 1 : quotient;
  return value < 0 ? -rounded || 0 : rounded;
}

/** `value` × `numerator` ÷ `denominator`, rounded half up; exact whatever the size. None negative, `denominator` > 0. */
export function scaleRounded(value: number, numerator: number, denominator: number): number {
  const product = value * numerator;
  if (Number.isSafeInteger(product)) return divideRounded(product, denominator);
  // A product past safe integers would round silently.
  const divisor = BigInt(denominator);
  return Number((BigInt(value) * BigInt(numerator) * 2n + divisor) / (divisor * 2n));
}

/** The part that `rateBp` basis points (10 % = 1000) are of `amount`, rounded half up. */
export function percentOf(amount: Rupiah, rateBp: number): Rupiah {
  return scaleRounded(amount, rateBp, 10_000);
}

export function isRupiah(value: unknown): value is Rupiah {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_RUPIAH;
}

/**
 * Splits `amount` over `weights` so that the parts add up to it exactly (M3, largest remainder). Ties go to the lower
 * `rank`, the earlier part without one. Weights are non-negative integers; all zero weights share evenly. No part
 * exceeds its weight when the amount does not exceed their sum.
 */
export function allocate(amount: Rupiah, weights: readonly number[], rank?: readonly number[]): Rupiah[] {
  if (weights.length === 0) return [];
  if (amount === 0) return weights.map(() => 0);
  const usable = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
  const total = usable.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const sign = amount < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(amount));
  const shares = usable.map((weight, index) => {
    const product = whole * BigInt(weight);
    return { index, floor: Number(product / total), remainder: product % total };
  });
  const rankOf = (index: number) => rank?.[index] ?? index;
  let left = Math.abs(amount) - shares.reduce((sum, share) => sum + share.floor, 0);
  const parts = shares.map((share) => share.floor);
  for (const share of [...shares].sort((a, b) =>
    a.remainder === b.remainder ? rankOf(a.index) - rankOf(b.index) : a.remainder > b.remainder ? -1 : 1,
  )) {
    if (left === 0) break;
    parts[share.index] = (parts[share.index] ?? 0) + 1;
    left -= 1;
  }
  return parts.map((part) => sign * part || 0);
}
