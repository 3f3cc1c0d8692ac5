import { MILLI, type Rupiah } from '../money.ts';
import type { LineToPrice } from './types.ts';

/**
 * All lines of one product at one price. Promotions look at pools, so that it does not matter whether somebody
 * typed 3 or scanned three times.
 */
export interface Pool {
  key: string;
  line: LineToPrice;
  /** indexes into the cart's lines */
  members: number[];
  quantityMilli: number;
  /** undiscounted */
  gross: Rupiah;
  /** what earlier discounts left */
  left: Rupiah;
  /** whole units; 0 when weighed */
  units: number;
  taken: 'free' | 'shared' | 'alone';
  /** promotions so far; a record holds so many */
  given: number;
}

/** In an order of their own, whatever the order of the lines. */
export function poolLines(
  lines: readonly LineToPrice[],
  gross: readonly Rupiah[],
  left: readonly Rupiah[],
): Pool[] {
  const pools = new Map<string, Pool>();
  lines.forEach((line, index) => {
    const lineLeft = left[index] ?? 0;
    if (line.priceOverridden || lineLeft === 0) return;
    const whole = line.quantityMilli % MILLI === 0 && line.labelPrice == null;
    const { productId, categoryId, unit, unitPrice, memberPrice } = line;
    const key = JSON.stringify([
      productId ?? '',
      categoryId ?? '',
      unit ?? '',
      unitPrice,
      memberPrice ?? -1,
      whole,
    ]);
    let pool = pools.get(key);
    if (!pool) {
      pool = {
        key,
        line,
        members: [],
        quantityMilli: 0,
        gross: 0,
        left: 0,
        units: 0,
        taken: 'free',
        given: 0,
      };
      pools.set(key, pool);
    }
    pool.members.push(index);
    pool.quantityMilli += line.quantityMilli;
    pool.gross += gross[index] ?? 0;
    pool.left += lineLeft;
    if (whole) pool.units += line.quantityMilli / MILLI;
  });
  return [...pools.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What `units` of the pool's whole units cost now, rounded down. */
export function costOf(pool: Pool, units: number): Rupiah {
  if (units >= pool.units) return pool.left;
  const product = pool.left * units;
  if (Number.isSafeInteger(product)) return Math.floor(product / pool.units);
  return Number((BigInt(pool.left) * BigInt(units)) / BigInt(pool.units));
}

/** Pools of whole units, dearest unit first. */
export function dearestFirst(pools: readonly Pool[]): Pool[] {
  return pools.filter((pool) => pool.units > 0).sort(comparePrice);
}

function comparePrice(a: Pool, b: Pool): number {
  const x = a.left * b.units;
  const y = b.left * a.units;
  const order =
    Number.isSafeInteger(x) && Number.isSafeInteger(y)
      ? y - x
      : Number(BigInt(b.left) * BigInt(a.units) - BigInt(a.left) * BigInt(b.units));
  return order || (a.key < b.key ? -1 : 1);
}

/** The first `units` of pools in their order, and what each of them costs. */
export function takeUnits(pools: readonly Pool[], units: number): Map<Pool, Rupiah> {
  const taken = new Map<Pool, Rupiah>();
  let wanted = units;
  for (const pool of pools) {
    if (wanted <= 0) break;
    const count = Math.min(wanted, pool.units);
    taken.set(pool, costOf(pool, count));
    wanted -= count;
  }
  return taken;
}

export function countUnits(pools: readonly Pool[]): number {
  return pools.reduce((sum, pool) => sum + pool.units, 0);
}

export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
