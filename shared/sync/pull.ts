import { z } from 'zod';
import { TAX_CLASSES } from './sale-record.ts';

/** What a device pulls, each by its own checkpoint. */
export const COLLECTIONS = ['product', 'category', 'outlet', 'sale'] as const;
export type Collection = (typeof COLLECTIONS)[number];

export { MAX_PULL_ROWS } from './version.ts';

/**
 * Where a reader stands: `epoch.xid.seq`, opaque to the device. The empty string starts from nothing.
 * A foreign epoch makes the server answer from the start with `reset` (design: checkpoints that can't skip).
 */
export const checkpointSchema = z.string().regex(/^$|^\d{1,10}\.\d{1,20}\.\d{1,19}$/);

/**
 * A product on the wire, a tuple to save bytes:
 * [id, sku, barcodes, name, categoryId, unit, price, taxClass, pictureId, state] with state 1 sold, 0 inactive, -1 deleted.
 */
export const productRowSchema = z.tuple([
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

/** A sale of the outlet as other tablets see it. Times in epoch ms. */
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
  deleted: z.boolean(),
});
export type SaleRow = z.infer<typeof saleRowSchema>;

export const rowSchemas = {
  product: productRowSchema,
  category: categoryRowSchema,
  outlet: outletRowSchema,
  sale: saleRowSchema,
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
