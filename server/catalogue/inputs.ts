import { z } from 'zod';
import { barcodeSchema, productExtrasSchema } from '../../shared/catalogue/product-extras.ts';
import {
  MAX_BARCODES,
  MAX_CATEGORY_NAME,
  MAX_NAME,
  MAX_OPENING_MILLI,
  MAX_PRICE,
  MAX_SKU,
  MAX_UNIT,
} from '../../shared/catalogue/product-limits.ts';
import { MAX_QUANTITY_MILLI } from '../../shared/money.ts';
import { TAX_CLASSES, text } from '../../shared/sync/sale-record.ts';

export const id = z.uuid();
const amount = z.int().min(0).max(MAX_PRICE);
export const categoryName = text(MAX_CATEGORY_NAME).trim().min(1);
/** An existing category, or one that is made by its name when there is none of that name. */
const categoryChoice = z.union([z.object({ id }), z.object({ name: categoryName })]).nullable();
export const productInput = z.object({
  id: id.optional(),
  /** empty: the first barcode, else a number is given */
  sku: text(MAX_SKU).trim(),
  barcodes: z.array(barcodeSchema).max(MAX_BARCODES),
  name: text(MAX_NAME).trim().min(1),
  category: categoryChoice,
  unit: text(MAX_UNIT).trim().default('pcs'),
  price: amount,
  cost: amount.default(0),
  taxClass: z.enum(TAX_CLASSES).default('standard'),
  pictureId: id.nullable().default(null),
  active: z.boolean().default(true),
  /** left out: as they are; null or empty: none */
  extras: productExtrasSchema.nullable().optional(),
  lowStockMilli: z.int().min(0).max(MAX_QUANTITY_MILLI).nullable().optional(),
  /** what lies on the shelf of an outlet when the product is new; never of one that is changed */
  openingStock: z.object({ outletId: id, quantityMilli: z.int().min(1).max(MAX_OPENING_MILLI) }).optional(),
});
export type ProductInput = z.infer<typeof productInput>;

export const productFilter = z.object({
  search: text(200).trim().default(''),
  /** `none`: products without a category; undefined: all */
  category: z.union([id, z.literal('none')]).optional(),
  active: z.boolean().optional(),
});
export type ProductFilter = z.infer<typeof productFilter>;

export const PRODUCT_SORTS = ['name', 'price', 'stock', 'updated'] as const;
export const productPage = productFilter.extend({
  sort: z.enum(PRODUCT_SORTS).default('name'),
  descending: z.boolean().default(false),
  /** of the last row seen */
  cursor: z.object({ key: z.union([text(MAX_NAME * 2), z.int()]), id }).nullish(),
  limit: z.int().min(1).max(200).default(50),
});
export type ProductPage = z.infer<typeof productPage>;

/** Percent in hundredths (`500` is +5 %), or rupiah; the result is rounded to `roundTo`. */
const priceChange = z.object({
  by: z.enum(['percent', 'rupiah']),
  amount: z.int().min(-MAX_PRICE).max(MAX_PRICE),
  roundTo: z.union([z.literal(1), z.literal(100), z.literal(500), z.literal(1000)]).default(100),
});

export const bulkInput = z.object({
  products: z.union([z.object({ ids: z.array(id).min(1).max(1_000) }), z.object({ filter: productFilter })]),
  change: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('active'), active: z.boolean() }),
    z.object({ kind: z.literal('category'), category: categoryChoice }),
    z.object({ kind: z.literal('price'), price: priceChange }),
    z.object({ kind: z.literal('remove') }),
  ]),
});
export type BulkInput = z.infer<typeof bulkInput>;
