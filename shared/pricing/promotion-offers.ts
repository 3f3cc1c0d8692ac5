import { allocate, MILLI, percentOf, type Rupiah, scaleRounded } from '../money.ts';
import { countUnits, dearestFirst, type Pool, sumOf, takeUnits } from './pools.ts';
import { inScope } from './promotion-holds.ts';
import type { Promotion, PromotionOffer, QuantityTier } from './types.ts';

/** What each pool gets, and which pools took part (a bought item does, though nothing comes off it). */
export interface Given {
  off: Map<Pool, Rupiah>;
  tookPart: Set<Pool>;
}

type Offer<Kind extends PromotionOffer['kind']> = Extract<PromotionOffer, { kind: Kind }>;

const NOTHING: Given = { off: new Map(), tookPart: new Set() };

/** What `promotion` gives on `pools`, all of which it may touch. */
export function give(promotion: Promotion, pools: readonly Pool[]): Given {
  const { offer, scope } = promotion;
  const scoped = pools.filter((pool) => inScope(scope, pool.line));
  switch (offer.kind) {
    case 'percent':
      return each(scoped, (pool) => percentOf(pool.left, offer.rateBp));
    case 'amountOff':
      return offer.per === 'unit'
        ? each(scoped, (pool) => scaleRounded(offer.amount, pool.quantityMilli, MILLI))
        : onceOff(scoped, offer.amount);
    case 'buyXGetY':
      return buyXGetY(offer, scoped, pools);
    case 'bundlePrice':
      return bundlePrice(offer, pools);
    case 'quantityTiers':
      return quantityTiers(offer, scoped);
  }
}

function each(pools: readonly Pool[], amountOf: (pool: Pool) => Rupiah): Given {
  const off = new Map(pools.map((pool) => [pool, Math.min(amountOf(pool), pool.left)]));
  return { off, tookPart: new Set(pools.filter((pool) => (off.get(pool) ?? 0) > 0)) };
}

function onceOff(pools: readonly Pool[], amount: Rupiah): Given {
  return shareOut(new Map(pools.map((pool) => [pool, pool.left])), amount);
}

/** `amount` over pools by what they cost; no more than they cost. */
function shareOut(costs: Map<Pool, Rupiah>, amount: Rupiah): Given {
  const pools = [...costs.keys()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const weights = pools.map((pool) => costs.get(pool) ?? 0);
  const parts = allocate(Math.min(amount, sumOf(weights)), weights);
  return { off: new Map(pools.map((pool, i) => [pool, parts[i] ?? 0])), tookPart: new Set(pools) };
}

function buyXGetY(offer: Offer<'buyXGetY'>, scoped: readonly Pool[], all: readonly Pool[]): Given {
  const { buy, get, rateBp, getScope, maxSets = Number.POSITIVE_INFINITY } = offer;
  if (!(buy > 0 && get > 0)) return NOTHING;
  const others = getScope && all.filter((pool) => inScope(getScope, pool.line));
  const bought = dearestFirst(others ? scoped.filter((pool) => !others.includes(pool)) : scoped);
  const given = dearestFirst(others ?? scoped).reverse();
  const sets = Math.min(Math.floor(countUnits(bought) / (others ? buy : buy + get)), maxSets);
  const units = Math.min(sets * get, countUnits(given));
  if (units <= 0) return NOTHING;
  const cheapest = takeUnits(given, units);
  return {
    off: new Map([...cheapest].map(([pool, cost]) => [pool, percentOf(cost, Math.min(rateBp, 10_000))])),
    tookPart: new Set([...cheapest.keys(), ...takeUnits(bought, Math.ceil(units / get) * buy).keys()]),
  };
}

/** As many bundles as save something, made of the dearest units. */
function bundlePrice(offer: Offer<'bundlePrice'>, pools: readonly Pool[]): Given {
  const { price, slots, maxSets = Number.POSITIVE_INFINITY } = offer;
  if (slots.length === 0 || slots.some((slot) => !(slot.quantity > 0))) return NOTHING;
  const filled = slots.map((slot) => ({
    quantity: slot.quantity,
    pools: dearestFirst(
      pools.filter((pool) => slots.find((other) => inScope(other.scope, pool.line)) === slot),
    ),
  }));
  const most = Math.min(maxSets, ...filled.map((slot) => Math.floor(countUnits(slot.pools) / slot.quantity)));
  const costs = (sets: number) =>
    new Map(filled.flatMap((slot) => [...takeUnits(slot.pools, sets * slot.quantity)]));
  const costOfSets = (sets: number) => sumOf(costs(sets).values());
  // Each further bundle is cheaper than the one before: find the last that still costs more than its price.
  let worth = 0;
  let tooMany = most + 1;
  while (tooMany - worth > 1) {
    const middle = Math.floor((worth + tooMany) / 2);
    if (costOfSets(middle) - costOfSets(middle - 1) > price) worth = middle;
    else tooMany = middle;
  }
  const saved = costOfSets(worth) - worth * price;
  return saved > 0 ? shareOut(costs(worth), saved) : NOTHING;
}

function quantityTiers({ tiers }: Offer<'quantityTiers'>, pools: readonly Pool[]): Given {
  const byProduct = new Map<string, number>();
  const productOf = ({ line, key }: Pool) =>
    line.productId ? JSON.stringify([line.productId, line.unit ?? '']) : key;
  for (const pool of pools) {
    const product = productOf(pool);
    byProduct.set(product, (byProduct.get(product) ?? 0) + pool.quantityMilli);
  }
  return each(pools, (pool) => {
    const tier = reachedTier(tiers, byProduct.get(productOf(pool)) ?? 0);
    if (!tier) return 0;
    if ('rateBp' in tier) return percentOf(pool.left, tier.rateBp);
    return Math.max(0, pool.left - scaleRounded(tier.unitPrice, pool.quantityMilli, MILLI));
  });
}

function reachedTier(tiers: readonly QuantityTier[], quantityMilli: number): QuantityTier | undefined {
  let reached: QuantityTier | undefined;
  for (const tier of tiers) {
    if (tier.fromMilli <= quantityMilli && (!reached || tier.fromMilli > reached.fromMilli)) reached = tier;
  }
  return reached;
}
