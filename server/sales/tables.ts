import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { RefundReason } from '../../shared/sync/day-records.ts';
import type { Approval } from '../../shared/sync/record-fields.ts';
import type {
  DiscountPart,
  OrderType,
  PaymentMethod,
  SaleLine,
  TaxClass,
  TaxKind,
} from '../../shared/sync/sale-record.ts';
import { integer8, pushed, synced, tenantId, time } from '../db/columns.ts';

/** A sale as the device charged it (S5). Never updated but for its flags. */
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
    shiftId: uuid('shift_id'),
    customerId: uuid('customer_id'),
    orderType: text('order_type').$type<OrderType>().notNull().default('walkIn'),
    label: text('label'),
    priceListId: text('price_list_id'),
    /** parts of `discount`, when there are any */
    discounts: jsonb('discounts').$type<DiscountPart[]>(),
    serviceCharge: integer8('service_charge').notNull().default(0),
    taxIncluded: integer8('tax_included').notNull().default(0),
    /** of the change, what stayed in the drawer as the customer's deposit */
    changeKept: integer8('change_kept').notNull().default(0),
    exchangeOf: uuid('exchange_of'),
    approvals: jsonb('approvals').$type<Approval[]>(),
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
    index('sale_shift').on(t.tenantId, t.shiftId).where(sql`shift_id is not null`),
    index('sale_customer').on(t.tenantId, t.customerId).where(sql`customer_id is not null`),
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
    listPrice: integer8('list_price'),
    discount: integer8('discount').notNull().default(0),
    discounts: jsonb('discounts').$type<DiscountPart[]>(),
    cartDiscount: integer8('cart_discount').notNull().default(0),
    serviceCharge: integer8('service_charge').notNull().default(0),
    taxKind: text('tax_kind').$type<TaxKind>().notNull().default('none'),
    taxRateBp: integer('tax_rate_bp').notNull().default(0),
    taxBase: integer8('tax_base').notNull().default(0),
    tax: integer8('tax').notNull().default(0),
    taxIncluded: integer8('tax_included').notNull().default(0),
    modifiers: jsonb('modifiers').$type<NonNullable<SaleLine['modifiers']>>(),
    /** thousandths of the product's base unit that left the stock; null: `quantity_milli` */
    stockMilli: integer8('stock_milli'),
    components: jsonb('components').$type<NonNullable<SaleLine['components']>>(),
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
    method: text('method').$type<PaymentMethod>().notNull(),
    amount: integer8('amount').notNull(),
    tendered: integer8('tendered').notNull(),
    change: integer8('change').notNull(),
    reference: text('reference'),
    /** of a QRIS without callback: whether the cashier saw the money arrive */
    confirmed: boolean('confirmed'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('payment_sale').on(t.tenantId, t.saleId),
    index('payment_unconfirmed').on(t.tenantId).where(sql`method = 'qrisStatic' and confirmed is not true`),
  ],
);

/** Goods and money back. May be here before its sale, which came from another device (S4). */
export const refund = pgTable(
  'refund',
  {
    ...pushed(),
    receiptSeq: integer('receipt_seq').notNull(),
    receiptNumber: text('receipt_number').notNull(),
    shiftId: uuid('shift_id'),
    saleId: uuid('sale_id').notNull(),
    saleReceiptNumber: text('sale_receipt_number').notNull(),
    customerId: uuid('customer_id'),
    reason: text('reason').$type<RefundReason>().notNull(),
    rounding: integer8('rounding').notNull(),
    total: integer8('total').notNull(),
    approvals: jsonb('approvals').$type<Approval[]>(),
    note: text('note'),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('refund_sync').on(t.tenantId, t.outletId, t.xid, t.seq),
    index('refund_sale').on(t.tenantId, t.saleId),
    index('refund_receipt').on(t.tenantId, t.deviceId, t.receiptSeq),
    index('refund_newest').on(t.tenantId, t.occurredAt, t.id),
    index('refund_shift').on(t.tenantId, t.shiftId).where(sql`shift_id is not null`),
  ],
);

export const refundLine = pgTable(
  'refund_line',
  {
    tenantId: tenantId(),
    refundId: uuid('refund_id').notNull(),
    lineNo: integer('line_no').notNull(),
    productId: uuid('product_id'),
    name: text('name').notNull(),
    unit: text('unit').notNull(),
    quantityMilli: integer8('quantity_milli').notNull(),
    amount: integer8('amount').notNull(),
    taxKind: text('tax_kind').$type<TaxKind>().notNull(),
    tax: integer8('tax').notNull(),
    restock: boolean('restock').notNull(),
    stockMilli: integer8('stock_milli'),
    components: jsonb('components').$type<NonNullable<SaleLine['components']>>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.refundId, t.lineNo] }),
    index('refund_line_product').on(t.tenantId, t.productId),
  ],
);

export const refundPayment = pgTable(
  'refund_payment',
  {
    tenantId: tenantId(),
    refundId: uuid('refund_id').notNull(),
    id: uuid('id').notNull(),
    method: text('method').$type<PaymentMethod>().notNull(),
    amount: integer8('amount').notNull(),
    /** of the sale, when the money went back the way it came */
    paymentId: uuid('payment_id'),
    reference: text('reference'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.refundId, t.id] })],
);

/** A sale undone whole. May be here before its sale. */
export const saleVoid = pgTable(
  'sale_void',
  {
    ...pushed(),
    saleId: uuid('sale_id').notNull(),
    shiftId: uuid('shift_id'),
    reason: text('reason').notNull(),
    approvals: jsonb('approvals').$type<Approval[]>(),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('sale_void_sync').on(t.tenantId, t.outletId, t.xid, t.seq),
    index('sale_void_sale').on(t.tenantId, t.saleId),
    index('sale_void_shift').on(t.tenantId, t.shiftId).where(sql`shift_id is not null`),
  ],
);

/** What became of a QRIS payment that had no callback, said by a device or by a person; the newest word counts. */
export const qrisConfirmation = pgTable(
  'qris_confirmation',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    saleId: uuid('sale_id').notNull(),
    paymentId: uuid('payment_id').notNull(),
    outcome: text('outcome').$type<'received' | 'notReceived'>().notNull(),
    note: text('note'),
    /** who said it: staff on a device, or a person signed in */
    deviceId: uuid('device_id'),
    staffId: uuid('staff_id'),
    userId: text('user_id'),
    occurredAt: time('occurred_at').notNull(),
    receivedAt: time('received_at').notNull().defaultNow(),
    flags: text('flags').array().$type<RecordFlag[]>().notNull().default(sql`'{}'::text[]`),
    contentHash: text('content_hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('qris_confirmation_payment').on(t.tenantId, t.paymentId),
  ],
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
