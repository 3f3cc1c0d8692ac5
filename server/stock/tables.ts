import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { StockDocumentRecord } from '../../shared/sync/day-records.ts';
import { integer8, pushed, synced, tenantId, time } from '../db/columns.ts';

export const MOVEMENT_REASONS = [
  'opening',
  'sale',
  'refund',
  'void',
  'receive',
  'transferOut',
  'transferIn',
  'count',
  'waste',
  'adjustment',
] as const;
export type MovementReason = (typeof MOVEMENT_REASONS)[number];

/** Append-only facts; stock on hand is their sum (S4). */
export const stockMovement = pgTable(
  'stock_movement',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    outletId: uuid('outlet_id').notNull(),
    productId: uuid('product_id').notNull(),
    /** negative when goods leave */
    quantityMilli: integer8('quantity_milli').notNull(),
    reason: text('reason').$type<MovementReason>().notNull(),
    saleId: uuid('sale_id'),
    /** the refund, void or stock document that moved it */
    sourceId: uuid('source_id'),
    /** when it was stored */
    at: time('at').notNull().defaultNow(),
    /** best estimate on the server's clock of when the goods moved */
    occurredAt: time('occurred_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('stock_movement_product').on(t.tenantId, t.outletId, t.productId, t.occurredAt),
    index('stock_movement_sale').on(t.tenantId, t.saleId).where(sql`sale_id is not null`),
    index('stock_movement_source').on(t.tenantId, t.sourceId).where(sql`source_id is not null`),
    index('stock_movement_newest').on(t.tenantId, t.occurredAt, t.id),
  ],
);

/** Stock on hand: the sum of the movements, kept by the trigger `keep_stock_level`. */
export const stockLevel = pgTable(
  'stock_level',
  {
    tenantId: tenantId(),
    outletId: uuid('outlet_id').notNull(),
    productId: uuid('product_id').notNull(),
    onHandMilli: integer8('on_hand_milli').notNull(),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.outletId, t.productId] }),
    index('stock_level_sync').on(t.tenantId, t.outletId, t.xid, t.seq),
  ],
);

/** Goods that moved without a sale, as it was recorded. Never updated. */
export const stockDocument = pgTable(
  'stock_document',
  {
    ...pushed(),
    /** null: made by an owner or manager at their desk */
    deviceId: uuid('device_id'),
    type: text('type').$type<StockDocumentRecord['type']>().notNull(),
    toOutletId: uuid('to_outlet_id'),
    reference: text('reference').notNull(),
    note: text('note').notNull(),
    lineCount: integer('line_count').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('stock_document_newest').on(t.tenantId, t.occurredAt, t.id),
  ],
);

export const stockDocumentLine = pgTable(
  'stock_document_line',
  {
    tenantId: tenantId(),
    documentId: uuid('document_id').notNull(),
    lineNo: integer('line_no').notNull(),
    productId: uuid('product_id').notNull(),
    /** moved; for a count: what was on the shelf */
    quantityMilli: integer8('quantity_milli').notNull(),
    /** of a count: what the device believed */
    expectedMilli: integer8('expected_milli'),
    cost: integer8('cost'),
    reason: text('reason'),
    /** of a count: where and when, for movements from before it that arrive after it */
    countedOutletId: uuid('counted_outlet_id'),
    countedAt: time('counted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.documentId, t.lineNo] }),
    index('stock_count')
      .on(t.tenantId, t.countedOutletId, t.productId, t.countedAt)
      .where(sql`counted_at is not null`),
  ],
);
