import { z } from 'zod';
import { ACTIONS } from '../permissions.ts';
import { pricingSettingsSchema } from '../pricing/settings-schema.ts';
import { printingSchema } from '../printing/profile-schema.ts';
import { readStaticQris } from '../qris/static-qris.ts';
import { ROLES } from '../roles.ts';
import { scaleFormatSchema } from '../scale-barcode/scale-format.ts';
import { allDifferent, positiveRupiah, rupiah, text, uuid } from '../sync/record-fields.ts';
import { ORDER_TYPES } from '../sync/sale-record.ts';
import { PAPER_WIDTHS, type SavedSections, STOCK_POLICIES } from './types.ts';

const key = text(64).min(1);
const name = text(120).trim().min(1);
const differentIds = <T extends { id: string }>(items: readonly T[]) =>
  allDifferent(items.map((item) => item.id));
const line = text(120);

const orderType = z.strictObject({ enabled: z.boolean(), priceListId: key.optional() });
const [walkIn, dineIn, takeAway, delivery] = ORDER_TYPES;

const modifierGroup = z
  .strictObject({
    id: key,
    name,
    min: z.int().min(0).max(50),
    max: z.int().min(1).max(50),
    options: z
      .array(z.strictObject({ id: key, name, price: rupiah }))
      .min(1)
      .max(100)
      .refine(differentIds, { message: 'ids repeat' }),
  })
  .refine((group) => group.min <= group.max, { path: ['min'], message: 'more must be chosen than may be' })
  .refine((group) => group.min <= group.options.length, {
    path: ['min'],
    message: 'more must be chosen than there are',
  });

const permissions = z.partialRecord(z.enum(ACTIONS), z.enum(ROLES));

const sections = z.strictObject({
  pricing: pricingSettingsSchema.optional(),
  orderTypes: z
    .strictObject({
      [walkIn]: orderType,
      [dineIn]: orderType,
      [takeAway]: orderType,
      [delivery]: orderType,
    })
    .refine((types) => Object.values(types).some(({ enabled }) => enabled), { message: 'none is enabled' })
    .optional(),
  priceLists: z
    .array(z.strictObject({ id: key, name }))
    .max(50)
    .refine(differentIds, { message: 'ids repeat' })
    .optional(),
  modifierGroups: z.array(modifierGroup).max(500).refine(differentIds, { message: 'ids repeat' }).optional(),
  favourites: z
    .array(z.strictObject({ id: uuid }))
    .max(200)
    .refine(differentIds, { message: 'products repeat' })
    .optional(),
  qris: z
    .strictObject({
      payload: text(1_000).refine((payload) => readStaticQris(payload).ok, {
        message: "not a shop's own printed QRIS",
      }),
      capPerSale: positiveRupiah,
      capPerShift: positiveRupiah,
    })
    .nullable()
    .optional(),
  debt: z.strictObject({ enabled: z.boolean(), defaultLimit: positiveRupiah }).optional(),
  stockPolicy: z.enum(STOCK_POLICIES).optional(),
  shift: z
    .strictObject({
      required: z.boolean(),
      blindCount: z.boolean(),
      varianceLimit: positiveRupiah,
      cashCategories: z.strictObject({
        in: z.array(text(60).trim().min(1)).min(1).max(50),
        out: z.array(text(60).trim().min(1)).min(1).max(50),
      }),
    })
    .optional(),
  permissions: permissions.optional(),
  scaleBarcode: z
    .strictObject({ formats: z.array(scaleFormatSchema).min(1).max(10) })
    .nullable()
    .optional(),
  receipt: z
    .strictObject({
      shopName: text(120).trim(),
      header: z.array(line).max(10),
      footer: z.array(line).max(10),
      npwp: z
        .string()
        .regex(/^[\d.-]{15,21}$/)
        .optional(),
      logoPictureId: uuid.optional(),
      paper: z.literal(PAPER_WIDTHS),
      showTaxLine: z.boolean(),
    })
    .optional(),
  printing: printingSchema.optional(),
  denominations: z
    .array(z.int().min(50).max(100_000))
    .min(1)
    .max(20)
    .refine(allDifferent, { message: 'values repeat' })
    .transform((values) => values.toSorted((a, b) => b - a))
    .optional(),
});

/** What an owner may save, any section of it; strict, so that a mistyped member is told and not lost. */
export const settingsSectionsSchema: z.ZodType<SavedSections, SavedSections> = sections;
