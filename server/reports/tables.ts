import { pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { integer8, tenantId, time } from '../db/columns.ts';

/**
 * What a product cost until it cost something else: the trigger `keep_earlier_cost` writes it. The cost of today stands
 * in the product; one that was never known (0) is not kept, so that the first known cost counts for the time before.
 */
export const earlierCost = pgTable(
  'earlier_cost',
  {
    tenantId: tenantId(),
    productId: uuid('product_id').notNull(),
    until: time('until').notNull(),
    cost: integer8('cost').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.productId, t.until] })],
);
