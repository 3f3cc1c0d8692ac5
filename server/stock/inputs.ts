import { z } from 'zod';
import { stockDocumentRecordSchema } from '../../shared/sync/day-records.ts';
import { uuid } from '../../shared/sync/record-fields.ts';
import { text } from '../../shared/sync/sale-record.ts';

const shape = stockDocumentRecordSchema.shape;

/** A document made at the desk: as a device's, without what only a device has. */
export const documentInput = z
  .strictObject({
    /** minted by the sender: sent again it is not done again */
    id: shape.id,
    outletId: uuid,
    type: shape.type,
    toOutletId: shape.toOutletId,
    reference: text(120).default(''),
    note: text(300).default(''),
    lines: shape.lines,
  })
  .refine((document) => (document.type === 'transfer') === (document.toOutletId !== undefined), {
    path: ['toOutletId'],
    message: 'a transfer, and only a transfer, names where the goods go',
  })
  .refine((document) => document.toOutletId !== document.outletId, {
    path: ['toOutletId'],
    message: 'goods go to another outlet',
  });
export type DocumentInput = z.infer<typeof documentInput>;

const cursor = z.strictObject({ at: z.int().min(0).max(9_000_000_000_000_000), id: uuid }).nullish();
const limit = z.int().min(1).max(200).default(50);

export const onHandPage = z.strictObject({
  outletId: uuid.optional(),
  search: text(200).trim().default(''),
  only: z.enum(['all', 'low', 'belowZero', 'moved']).default('all'),
  cursor: z.strictObject({ name: text(300), id: uuid }).nullish(),
  limit,
});
export type OnHandPage = z.infer<typeof onHandPage>;

export const movementPage = z.strictObject({
  outletId: uuid.optional(),
  productId: uuid.optional(),
  cursor,
  limit,
});
export type MovementPage = z.infer<typeof movementPage>;

export const documentPage = z.strictObject({
  outletId: uuid.optional(),
  type: shape.type.optional(),
  cursor,
  limit,
});
export type DocumentPage = z.infer<typeof documentPage>;
