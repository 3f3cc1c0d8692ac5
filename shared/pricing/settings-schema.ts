import { z } from 'zod';
import { positiveRupiah, text } from '../sync/record-fields.ts';
import { type PricingSettings, ROUNDING_STEPS } from './types.ts';

const rate = z.int().min(0).max(10_000);
const localDate = z.iso.date();
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const ids = z.array(text(64)).max(5_000);
const units = z.int().min(1).max(1_000);

const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('categories'), ids }),
  z.strictObject({ kind: z.literal('products'), ids }),
]);

const fromMilli = z.int().min(1);

const offer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), rateBp: rate }),
  z.strictObject({ kind: z.literal('amountOff'), amount: positiveRupiah, per: z.enum(['unit', 'cart']) }),
  z.strictObject({
    kind: z.literal('buyXGetY'),
    buy: units,
    get: units,
    rateBp: rate,
    getScope: scope.optional(),
    maxSets: units.optional(),
  }),
  z.strictObject({
    kind: z.literal('bundlePrice'),
    price: positiveRupiah,
    slots: z
      .array(z.strictObject({ scope, quantity: units }))
      .min(1)
      .max(20),
    maxSets: units.optional(),
  }),
  z.strictObject({
    kind: z.literal('quantityTiers'),
    tiers: z
      .array(
        z.union([
          z.strictObject({ fromMilli, unitPrice: positiveRupiah }),
          z.strictObject({ fromMilli, rateBp: rate }),
        ]),
      )
      .min(1)
      .max(20),
  }),
]);

export const promotionSchema = z.strictObject({
  id: text(64).min(1),
  label: text(120).min(1),
  scope,
  offer,
  from: localDate.optional(),
  until: localDate.optional(),
  hours: z
    .strictObject({ days: z.array(z.int().min(1).max(7)).min(1).max(7), from: localTime, to: localTime })
    .optional(),
  membersOnly: z.boolean().optional(),
  orderTypes: z.array(text(32)).max(20).optional(),
  minSpend: positiveRupiah.optional(),
  priority: z.int().min(-1_000).max(1_000).optional(),
  stackable: z.boolean().optional(),
});

const limit = z.strictObject({ maxBp: rate, maxAmount: positiveRupiah.optional() });

/** The pricing part of an outlet's settings, as a stranger may send it. */
export const pricingSettingsSchema = z.strictObject({
  timeZone: text(64).optional(),
  ppn: z
    .strictObject({
      registered: z.boolean(),
      pricesIncludeTax: z.boolean(),
      rates: z
        .array(
          z
            .strictObject({
              from: localDate,
              rateBp: rate,
              baseNumerator: z.int().min(0).max(1_000),
              baseDenominator: z.int().min(1).max(1_000),
            })
            .refine((one) => one.baseNumerator <= one.baseDenominator, { message: 'more than the whole' }),
        )
        .max(50)
        .optional(),
    })
    .optional(),
  pbjt: z
    .strictObject({
      rateBp: z.int().min(0).max(1_000),
      pricesIncludeTax: z.boolean(),
      covers: z.enum(['all', 'marked']).optional(),
    })
    .optional(),
  serviceCharge: z
    .record(
      text(32),
      z.strictObject({ rateBp: rate, base: z.enum(['beforeDiscount', 'afterDiscount']), taxed: z.boolean() }),
    )
    .optional(),
  rounding: z
    .strictObject({
      mode: z.enum(['off', 'down', 'nearest', 'up']),
      to: z.literal(ROUNDING_STEPS),
      threshold: z.int().min(1).max(1_000).optional(),
      cashOnly: z.boolean().optional(),
    })
    .optional(),
  discountLimits: z
    .strictObject({ cashier: limit.optional(), manager: limit.optional(), owner: limit.optional() })
    .optional(),
  promotions: z.array(promotionSchema).max(500).optional(),
}) satisfies z.ZodType<PricingSettings>;
