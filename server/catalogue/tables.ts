import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ImportReport } from '../../shared/catalogue/import-report.ts';
import type { ProductExtras } from '../../shared/catalogue/product-extras.ts';
import type { TaxClass } from '../../shared/sync/sale-record.ts';
import { integer8, pushed, synced, tenantId, time } from '../db/columns.ts';

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

export const category = pgTable(
  'category',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    sortOrder: integer('sort_order').notNull().default(0),
    deleted: boolean('deleted').notNull().default(false),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('category_name').on(t.tenantId, sql`lower(${t.name})`).where(sql`not deleted`),
    index('category_sync').on(t.tenantId, t.xid, t.seq),
  ],
);

export const product = pgTable(
  'product',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    sku: text('sku').notNull(),
    /** kept unique per tenant by `product_barcode`, which the trigger `keep_barcodes` maintains */
    barcodes: text('barcodes').array().notNull().default(sql`'{}'::text[]`),
    name: text('name').notNull(),
    categoryId: uuid('category_id'),
    unit: text('unit').notNull().default('pcs'),
    price: integer8('price').notNull(),
    cost: integer8('cost').notNull().default(0),
    taxClass: text('tax_class').$type<TaxClass>().notNull().default('standard'),
    pictureId: uuid('picture_id'),
    /** at or below it the product is on the list of what to buy; null: never */
    lowStockMilli: integer8('low_stock_milli'),
    /** what only some products have, as devices get it; null: nothing. Its units' barcodes are in `product_barcode` too */
    extras: jsonb('extras').$type<ProductExtras>(),
    active: boolean('active').notNull().default(true),
    deleted: boolean('deleted').notNull().default(false),
    updatedAt: time('updated_at').notNull().defaultNow(),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('product_sku').on(t.tenantId, t.sku).where(sql`not deleted`),
    index('product_sync').on(t.tenantId, t.xid, t.seq),
    index('product_category').on(t.tenantId, t.categoryId),
    index('product_parent').on(t.tenantId, sql`(extras ->> 'parentId')`).where(sql`extras ? 'parentId'`),
  ],
);

export const productBarcode = pgTable(
  'product_barcode',
  { tenantId: tenantId(), barcode: text('barcode').notNull(), productId: uuid('product_id').notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.barcode] }),
    index('product_barcode_product').on(t.tenantId, t.productId),
  ],
);

export const picture = pgTable(
  'picture',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    mime: text('mime').$type<'image/webp' | 'image/png' | 'image/jpeg' | 'image/svg+xml'>().notNull(),
    bytes: bytea('bytes').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** What an applied import did, under the id its sender minted: sent again, it is answered and not done again. */
export const catalogueImport = pgTable(
  'catalogue_import',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    at: time('at').notNull(),
    report: jsonb('report').$type<ImportReport>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** What devices recorded about products, all of it; the last to arrive holds. Never updated. */
export const productEdit = pgTable(
  'product_edit',
  {
    ...pushed(),
    productId: uuid('product_id').notNull(),
    payload: jsonb('payload').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('product_edit_product').on(t.tenantId, t.productId),
  ],
);
