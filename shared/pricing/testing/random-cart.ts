import fc from 'fast-check';
import { TAX_CLASSES } from '../../sync/sale-record.ts';
import type {
  CartToPrice,
  Discount,
  LineToPrice,
  PricingSettings,
  Promotion,
  PromotionOffer,
  PromotionScope,
} from '../types.ts';

/** Carts and settings for the laws of the engine: few products, so that promotions meet. */
const PRODUCTS = ['a', 'b', 'c', 'd'];
const CATEGORIES = ['x', 'y'];

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const rateBp = fc.integer({ min: 0, max: 10_000 });
const price = fc.oneof(
  fc.integer({ min: 0, max: 50 }).map((hundreds) => hundreds * 500),
  fc.nat(200_000),
  fc.nat(1_000_000_000),
);

const discount: fc.Arbitrary<Discount> = fc.oneof(
  rateBp.map((rate): Discount => ({ kind: 'percent', rateBp: rate })),
  fc.nat(20_000).map((amount): Discount => ({ kind: 'amount', amount })),
);

/** A product has one category, price and tax class wherever it stands. */
const products = fc.tuple(
  ...PRODUCTS.map((productId) =>
    fc.record({
      productId: fc.constant(productId),
      categoryId: fc.constantFrom(...CATEGORIES),
      unitPrice: price,
      memberPrice: optional(price),
      taxClass: fc.constantFrom(...TAX_CLASSES),
    }),
  ),
);

const lines: fc.Arbitrary<LineToPrice[]> = products.chain((goods) =>
  fc.array(
    fc
      .record({
        good: fc.constantFrom(...goods),
        quantityMilli: fc.oneof(
          { weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }).map((pieces) => pieces * 1_000) },
          { weight: 1, arbitrary: fc.integer({ min: 1, max: 5_000 }) },
        ),
        discount: fc.option(discount, { nil: undefined, freq: 4 }),
        priceOverridden: fc.option(fc.constant(true), { nil: undefined, freq: 6 }),
      })
      .map(({ good, ...line }) => ({ ...good, ...line })),
    { maxLength: 8 },
  ),
);

export const anyCart: fc.Arbitrary<CartToPrice> = fc.record({
  lines,
  discount: optional(discount),
  orderType: fc.constantFrom('walkIn', 'dineIn'),
  at: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  memberId: optional(fc.constant('member')),
  role: fc.constant('cashier' as const),
  tenders: optional(
    fc.array(fc.record({ method: fc.constantFrom('cash', 'card'), amount: fc.nat(100_000) }), {
      maxLength: 3,
    }),
  ),
});

const scope: fc.Arbitrary<PromotionScope> = fc.oneof(
  fc.constant<PromotionScope>({ kind: 'all' }),
  fc.subarray(CATEGORIES).map((ids): PromotionScope => ({ kind: 'categories', ids })),
  fc.subarray(PRODUCTS).map((ids): PromotionScope => ({ kind: 'products', ids })),
);
const few = fc.integer({ min: 1, max: 4 });

const offer: fc.Arbitrary<PromotionOffer> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), rateBp }),
  fc.record({
    kind: fc.constant('amountOff' as const),
    amount: fc.nat(20_000),
    per: fc.constantFrom('unit' as const, 'cart' as const),
  }),
  fc.record({
    kind: fc.constant('buyXGetY' as const),
    buy: few,
    get: few,
    rateBp,
    getScope: optional(scope),
    maxSets: optional(few),
  }),
  fc.record({
    kind: fc.constant('bundlePrice' as const),
    price: fc.nat(100_000),
    slots: fc.array(fc.record({ scope, quantity: few }), { minLength: 1, maxLength: 3 }),
    maxSets: optional(few),
  }),
  fc.record({
    kind: fc.constant('quantityTiers' as const),
    tiers: fc.array(
      fc.oneof(
        fc.record({ fromMilli: fc.integer({ min: 1, max: 10_000 }), unitPrice: price }),
        fc.record({ fromMilli: fc.integer({ min: 1, max: 10_000 }), rateBp }),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);

const promotions: fc.Arbitrary<Promotion[]> = fc
  .array(
    fc.record({
      scope,
      offer,
      hours: fc.option(fc.constant({ days: [1, 3, 5], from: '17:00', to: '02:00' }), {
        nil: undefined,
        freq: 4,
      }),
      membersOnly: optional(fc.boolean()),
      minSpend: optional(fc.nat(50_000)),
      priority: optional(few),
      stackable: optional(fc.boolean()),
    }),
    { maxLength: 4 },
  )
  .map((list) => list.map((promotion, index) => ({ ...promotion, id: `p${index}`, label: `P${index}` })));

const serviceCharge = fc.record({
  dineIn: fc.record({
    rateBp: fc.nat(2_000),
    base: fc.constantFrom('beforeDiscount' as const, 'afterDiscount' as const),
    taxed: fc.boolean(),
  }),
});

export const anySettings: fc.Arbitrary<PricingSettings> = fc.record({
  timeZone: fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'),
  ppn: optional(fc.record({ registered: fc.boolean(), pricesIncludeTax: fc.boolean() })),
  pbjt: optional(
    fc.record({
      rateBp: fc.nat(1_000),
      pricesIncludeTax: fc.boolean(),
      covers: fc.constantFrom('all' as const, 'marked' as const),
    }),
  ),
  serviceCharge: optional(serviceCharge),
  rounding: optional(
    fc.record({
      mode: fc.constantFrom('off' as const, 'down' as const, 'nearest' as const, 'up' as const),
      to: fc.constantFrom(100 as const, 500 as const, 1000 as const),
      threshold: optional(fc.integer({ min: 1, max: 100 })),
      cashOnly: optional(fc.boolean()),
    }),
  ),
  discountLimits: optional(fc.record({ cashier: fc.record({ maxBp: rateBp }) })),
  promotions: optional(promotions),
});
