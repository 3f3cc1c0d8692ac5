import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { integer8, tenantId, time } from '../db/columns.ts';

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
    reason: text('reason').$type<'opening' | 'sale' | 'adjustment'>().notNull(),
    saleId: uuid('sale_id'),
    at: time('at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('stock_movement_product').on(t.tenantId, t.outletId, t.productId),
  ],
);
