import { allocate, type Rupiah } from '../money.ts';
import type { LocalMoment } from './local-moment.ts';
import { poolLines, sumOf } from './pools.ts';
import { inScope, promotionHolds } from './promotion-holds.ts';
import { give } from './promotion-offers.ts';
import type { AppliedDiscount, CartToPrice, LineToPrice, Promotion, PromotionScope } from './types.ts';

/** A line's record holds 20 discounts: these, the member price and one by hand. */
const MOST_PER_LINE = 18;

/**
 * What every line gets of the promotions that hold, one after the other by priority, then by id. One that is not
 * stackable takes only what no other touched, and keeps others off it.
 */
export function applyPromotions(
  promotions: readonly Promotion[],
  cart: CartToPrice,
  lines: { input: readonly LineToPrice[]; gross: readonly Rupiah[]; left: readonly Rupiah[] },
  moment: LocalMoment | null,
  rank: () => readonly number[],
): AppliedDiscount[][] {
  const applied: AppliedDiscount[][] = lines.input.map(() => []);
  const holding = promotions.filter((promotion) => promotionHolds(promotion, cart, moment)).sort(byPriority);
  if (holding.length === 0) return applied;
  const left = [...lines.left];
  const pools = poolLines(lines.input, lines.gross, left);

  for (const promotion of holding) {
    const { id, label, stackable = false, minSpend = 0 } = promotion;
    const spent = sumOf(pools.filter((pool) => scopeHas(promotion, pool.line)).map((pool) => pool.gross));
    if (spent < minSpend) continue;
    const open = pools.filter(
      (pool) =>
        pool.left > 0 &&
        pool.given < MOST_PER_LINE &&
        (stackable ? pool.taken !== 'alone' : pool.taken === 'free'),
    );
    const { off, tookPart } = give(promotion, open);
    for (const pool of tookPart) pool.taken = stackable ? 'shared' : 'alone';
    for (const [pool, amount] of off) {
      if (amount <= 0) continue;
      pool.left -= amount;
      pool.given += 1;
      const parts = allocate(
        amount,
        pool.members.map((index) => left[index] ?? 0),
        pool.members.map((index) => rank()[index] ?? index),
      );
      pool.members.forEach((index, i) => {
        const part = parts[i] ?? 0;
        if (part === 0) return;
        left[index] = (left[index] ?? 0) - part;
        applied[index]?.push({ kind: 'promotion', promotionId: id, label, amount: part });
      });
    }
  }
  return applied;
}

function byPriority(a: Promotion, b: Promotion): number {
  return (b.priority ?? 0) - (a.priority ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function scopeHas({ scope, offer }: Promotion, line: LineToPrice): boolean {
  const scopes: readonly PromotionScope[] =
    offer.kind === 'bundlePrice' ? offer.slots.map((slot) => slot.scope) : [scope];
  return scopes.some((one) => inScope(one, line));
}
