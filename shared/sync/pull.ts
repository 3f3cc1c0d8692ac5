import { z } from 'zod';
import { productExtrasSchema } from '../catalogue/product-extras.ts';
import type { OutletSettings } from '../settings/types.ts';
import { PAYMENT_METHODS, TAX_CLASSES, TAX_KINDS } from './sale-record.ts';

/** What a device pulls, each by its own checkpoint. */
export const COLLECTIONS = [
  'product',
  'category',
  'outlet',
  'sale',
  'settings',
  'customer',
  'stock',
  'shift',
] as const;
export type Collection = (typeof COLLECTIONS)[number];

export { MAX_PULL_ROWS } from './version.ts';

/**
 * Where a reader stands: `epoch.xid.seq`, opaque to the device. The empty string starts from nothing.
 * A foreign epoch makes the server answer from the start with `reset` (design: checkpoints that can't skip).
 */
export const checkpointSchema = z.string().regex(/^$|^\d{1,10}\.\d{1,20}\.\d{1,19}$/);

/**
 * A product on the wire, a tuple to save bytes:
 * [id, sku, barcodes, name, categoryId, unit, price, taxClass, pictureId, state] with state 1 sold, 0 inactive, -1 deleted;
 * and, where there are any, its extras.
 */
const plainProduct = [
  z.string(),
  z.string(),
  z.array(z.string()),
  z.string(),
  z.string().nullable(),
  z.string(),
  z.int(),
  z.enum(TAX_CLASSES),
  z.string().nullable(),
  z.union([z.literal(1), z.literal(0), z.literal(-1)]),
] as const;
export const productRowSchema = z.union([
  z.tuple([...plainProduct]),
  z.tuple([...plainProduct, productExtrasSchema]),
]);
export type ProductRow = z.infer<typeof productRowSchema>;

export const categoryRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  sortOrder: z.int(),
  deleted: z.boolean(),
});
export type CategoryRow = z.infer<typeof categoryRowSchema>;

export const outletRowSchema = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  address: z.string(),
  timeZone: z.string(),
  deleted: z.boolean(),
});
export type OutletRow = z.infer<typeof outletRowSchema>;

const quantity = z.int();
const componentSchema = z.object({ productId: z.string(), quantityMilli: quantity });

/** What a refund needs to know of a line of a sale. */
export const saleRowLineSchema = z.object({
  lineNo: z.int(),
  productId: z.string().nullable(),
  name: z.string(),
  unit: z.string(),
  quantityMilli: quantity,
  unitPrice: z.int(),
  /** what was paid for it: the line's total without its share of the cart's discount, with service charge and tax */
  payable: z.int(),
  taxKind: z.enum(TAX_KINDS),
  /** in `payable`, whether on top or contained in the price */
  tax: z.int(),
  stockMilli: quantity.optional(),
  components: z.array(componentSchema).optional(),
  /** over all devices, as far as the server knows */
  refundedMilli: quantity,
  refundedAmount: z.int(),
});
export type SaleRowLine = z.infer<typeof saleRowLineSchema>;

/** A sale of the outlet as other tablets see it; it comes again when it is refunded or voided. Times in epoch ms. */
export const saleRowSchema = z.object({
  id: z.string(),
  receiptNumber: z.string(),
  deviceId: z.string(),
  staffId: z.string(),
  soldAt: z.int(),
  receivedAt: z.int(),
  total: z.int(),
  lineCount: z.int(),
  flags: z.array(z.string()),
  shiftId: z.string().nullable(),
  customerId: z.string().nullable(),
  rounding: z.int(),
  voided: z.boolean(),
  /** of all refunds together */
  refundedTotal: z.int(),
  lines: z.array(saleRowLineSchema),
  payments: z.array(z.object({ id: z.string(), method: z.enum(PAYMENT_METHODS), amount: z.int() })),
  deleted: z.boolean(),
});
export type SaleRow = z.infer<typeof saleRowSchema>;

/** Everything this device's outlet follows; the id is the outlet's. */
export interface SettingsRow {
  id: string;
  settings: OutletSettings;
}
/** Checked where it is saved; a device trusts its server with the inside. */
export const settingsRowSchema = z.object({
  id: z.string(),
  settings: z.custom<OutletSettings>((value) => typeof value === 'object' && value !== null),
});

/** Money as of what the server has: a device adds its own unsent records. */
export const customerRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  address: z.string(),
  note: z.string(),
  member: z.boolean(),
  consent: z.boolean(),
  /** what the shop keeps for them, and what they owe */
  balance: z.int(),
  debt: z.int(),
  /** null: the outlet's default */
  debtLimit: z.int().nullable(),
  /** the same person, under the id that stays */
  mergedInto: z.string().nullable(),
  /** of two rows of a customer the higher one is newer */
  version: z.int(),
  /** erased at the person's wish */
  deleted: z.boolean(),
});
export type CustomerRow = z.infer<typeof customerRowSchema>;

/** [productId, onHandMilli, version] of the device's outlet; a product that never moved has none. */
export const stockRowSchema = z.tuple([z.string(), z.int(), z.int()]);
export type StockRow = z.infer<typeof stockRowSchema>;

/** A shift of the outlet that is open somewhere, as far as the server knows; `deleted` once it is closed. Epoch ms. */
export const shiftRowSchema = z.object({
  id: z.string(),
  deviceId: z.string(),
  staffId: z.string(),
  shiftNo: z.int(),
  openedAt: z.int(),
  float: z.int(),
  deleted: z.boolean(),
});
export type ShiftRow = z.infer<typeof shiftRowSchema>;

export const rowSchemas = {
  product: productRowSchema,
  category: categoryRowSchema,
  outlet: outletRowSchema,
  sale: saleRowSchema,
  settings: settingsRowSchema,
  customer: customerRowSchema,
  stock: stockRowSchema,
  shift: shiftRowSchema,
} as const satisfies Record<Collection, z.ZodType>;

export interface PullPage<Row> {
  contract: number;
  collection: Collection;
  /** throw away what is held of this collection: it is sent anew from here */
  reset: boolean;
  checkpoint: string;
  rows: Row[];
  /** more rows are ready behind this page */
  more: boolean;
  /** rows exist that can't be shown yet because an older transaction is open: ask again soon (S8) */
  held: boolean;
}
/** The page around the rows; rows are checked with `rowSchemas[collection]`. */
export const pullPageSchema = z.object({
  contract: z.int(),
  collection: z.enum(COLLECTIONS),
  reset: z.boolean(),
  checkpoint: checkpointSchema,
  rows: z.array(z.unknown()),
  more: z.boolean(),
  held: z.boolean(),
});

/** What the live feed says: these collections changed; pull. The id of the event is only a wake-up counter. */
export interface LiveEvent {
  changed: Collection[];
}
