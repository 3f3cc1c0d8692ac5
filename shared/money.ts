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

/**
 * Splits `amount` over `weights` so that the parts add up to it exactly (M3, largest remainder; ties go to the
 * earlier part). Weights are non-negative integers; all zero weights share evenly.
 */
export function allocate(amount: Rupiah, weights: readonly number[]): Rupiah[] {
  if (weights.length === 0) return [];
  const usable = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
  const total = usable.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const sign = amount < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(amount));
  const shares = usable.map((weight, index) => {
    const product = whole * BigInt(weight);
    return { index, floor: Number(product / total), remainder: product % total };
  });
  let left = Math.abs(amount) - shares.reduce((sum, share) => sum + share.floor, 0);
  const parts = shares.map((share) => share.floor);
  for (const share of [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )) {
    if (left === 0) break;
    parts[share.index] = (parts[share.index] ?? 0) + 1;
    left -= 1;
  }
  return parts.map((part) => sign * part || 0);
}
