import { z } from 'zod';
import { MAX_QUANTITY_MILLI } from '../money.ts';
import { allDifferent, text, uuid } from '../sync/record-fields.ts';
import { MAX_BARCODE, MAX_BARCODES, MAX_PRICE, MAX_UNIT } from './product-limits.ts';

const amount = z.int().min(0).max(MAX_PRICE);
const factor = z.int().min(1).max(MAX_QUANTITY_MILLI);

/** ASCII that a Code 128 symbol holds, without the separator of files. */
export const barcodeSchema = z
  .string()
  .trim()
  .min(1)
  .max(MAX_BARCODE)
  .regex(/^[\x20-\x7b\x7d\x7e]+$/);

/** Another way to sell a product: a box of 24 with its own barcode and price. */
export const productUnitSchema = z.strictObject({
  name: text(MAX_UNIT).trim().min(1),
  /** thousandths of the product's base unit in one of it */
  factorMilli: factor,
  barcodes: z.array(barcodeSchema).max(MAX_BARCODES),
  price: amount,
});
export type ProductUnit = z.infer<typeof productUnitSchema>;

/**
 * What only some products have: the last member of a product's row when it is not empty. Whatever is absent is as if
 * it were not invented yet.
 */
export const productExtrasSchema = z.strictObject({
  /** of the product that it is a variant of */
  parentId: uuid.optional(),
  /** what sets it apart from its siblings: `Merah / L` */
  variant: text(120).trim().min(1).optional(),
  units: z
    .array(productUnitSchema)
    .min(1)
    .max(20)
    .refine((units) => allDifferent(units.map(({ name }) => name)), { message: 'names repeat' })
    .optional(),
  /** of the settings' groups, in the order asked */
  modifierGroupIds: z
    .array(text(64).min(1))
    .min(1)
    .max(20)
    .refine(allDifferent, { message: 'groups repeat' })
    .optional(),
  /** a bundle: what one of it takes from the stock, instead of itself */
  components: z
    .array(z.strictObject({ productId: uuid, quantityMilli: factor }))
    .min(1)
    .max(50)
    .refine((parts) => allDifferent(parts.map(({ productId }) => productId)), { message: 'products repeat' })
    .optional(),
  /** the till asks for the weight; the price is for one unit */
  weighed: z.literal(true).optional(),
  /** the till asks for the price */
  openPrice: z.literal(true).optional(),
  /** eaten and drunk here: PBJT where the outlet taxes only what is marked */
  foodService: z.literal(true).optional(),
  memberPrice: amount.optional(),
  /** by price list */
  prices: z
    .record(text(64).min(1), amount)
    .refine((prices) => Object.keys(prices).length <= 50, { message: 'too many price lists' })
    .optional(),
});
export type ProductExtras = z.infer<typeof productExtrasSchema>;
