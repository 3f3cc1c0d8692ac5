import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { TaxClass } from '../../shared/sync/sale-record.ts';
import { integer8, synced, tenantId, time } from '../db/columns.ts';

/** A sale as the device charged it (S5). Never updated. */
export const sale = pgTable(
  'sale',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    outletId: uuid('outlet_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    staffId: uuid('staff_id').notNull(),
    receiptSeq: integer('receipt_seq').notNull(),
    receiptNumber: text('receipt_number').notNull(),
    /** device clock; the server's own time stands beside it (S10) */
    soldAt: time('sold_at').notNull(),
    clockOffsetMs: integer8('clock_offset_ms'),
    deviceCounter: integer8('device_counter').notNull(),
    receivedAt: time('received_at').notNull().defaultNow(),
    /** best estimate on the server's clock of when it was sold, never after `received_at`: reports go by it */
    occurredAt: time('occurred_at').notNull(),
    subtotal: integer8('subtotal').notNull(),
    discount: integer8('discount').notNull(),
    tax: integer8('tax').notNull(),
    rounding: integer8('rounding').notNull(),
    total: integer8('total').notNull(),
    lineCount: integer('line_count').notNull(),
    note: text('note'),
    flags: text('flags').array().$type<RecordFlag[]>().notNull().default(sql`'{}'::text[]`),
    /** SHA-256 over the canonical record: tells a repetition from a conflict (S3) */
    contentHash: text('content_hash').notNull(),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('sale_sync').on(t.tenantId, t.outletId, t.xid, t.seq),
    index('sale_receipt').on(t.tenantId, t.deviceId, t.receiptSeq),
    index('sale_newest').on(t.tenantId, t.occurredAt, t.id),
  ],
);

export const saleLine = pgTable(
  'sale_line',
  {
    tenantId: tenantId(),
    saleId: uuid('sale_id').notNull(),
    lineNo: integer('line_no').notNull(),
    productId: uuid('product_id'),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    quantityMilli: integer8('quantity_milli').notNull(),
    unitPrice: integer8('unit_price').notNull(),
    lineTotal: integer8('line_total').notNull(),
    taxClass: text('tax_class').$type<TaxClass>().notNull(),
    note: text('note'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.saleId, t.lineNo] }),
    index('sale_line_product').on(t.tenantId, t.productId),
  ],
);

export const payment = pgTable(
  'payment',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    saleId: uuid('sale_id').notNull(),
    method: text('method').$type<'cash'>().notNull(),
    amount: integer8('amount').notNull(),
    tendered: integer8('tendered').notNull(),
    change: integer8('change').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('payment_sale').on(t.tenantId, t.saleId)],
);

/** What was refused, whole, so that nothing a device sent is ever lost (S3, S6). One row per record and content. */
export const refusedRecord = pgTable(
  'refused_record',
  {
    tenantId: tenantId(),
    /** id of the record as sent (any text) and hash of its content */
    recordId: text('record_id').notNull(),
    contentHash: text('content_hash').notNull(),
    deviceId: uuid('device_id').notNull(),
    code: text('code').notNull(),
    field: text('field'),
    payload: jsonb('payload').notNull(),
    receivedAt: time('received_at').notNull().defaultNow(),
    resolvedAt: time('resolved_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.recordId, t.contentHash] }),
    index('refused_record_at').on(t.tenantId, t.receivedAt),
  ],
);
