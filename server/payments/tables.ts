import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AttemptStatus, ReportedStatus } from '../../shared/payments/attempt-status.ts';
import type { OnlineMethod, PayableCode } from '../../shared/payments/payment-view.ts';
import { integer8, tenantId, time } from '../db/columns.ts';
import type { EventSource, EventVerdict, LineStatus, RefundStatus } from './words.ts';

/** One try to have one payment of a sale paid through one connection. Stored before the call leaves. */
export const paymentAttempt = pgTable(
  'payment_attempt',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    outletId: uuid('outlet_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    /** minted by the device; the sale itself comes when it is paid */
    saleId: uuid('sale_id').notNull(),
    paymentId: uuid('payment_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    /** which try of the payment, from 1 */
    tryNo: integer('try_no').notNull(),
    method: text('method').$type<OnlineMethod>().notNull(),
    /** rupiah; nothing else is asked for or accepted */
    amount: integer8('amount').notNull(),
    status: text('status').$type<AttemptStatus>().notNull().default('creating'),
    rawStatus: text('raw_status'),
    /** ours, at the provider */
    reference: text('reference').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    providerId: text('provider_id'),
    /** the provider's id of what the customer paid, where that is another one */
    providerPaymentId: text('provider_payment_id'),
    code: jsonb('code').$type<PayableCode>().notNull().default(sql`'{}'::jsonb`),
    /** another way is used now: its code is with nobody, or was cancelled as well as we could; money may still come */
    released: boolean('released').notNull().default(false),
    /** why it has no code */
    problem: jsonb('problem').$type<{ code: string; id: string; en: string }>(),
    refundedAmount: integer8('refunded_amount').notNull().default(0),
    /** in review at the provider */
    held: boolean('held').notNull().default(false),
    disputed: boolean('disputed').notNull().default(false),
    /** was closed here when the money came */
    late: boolean('late').notNull().default(false),
    /** was paid and was taken back */
    reversed: boolean('reversed').notNull().default(false),
    /** a provider told of another amount, currency or number than ours */
    mismatch: text('mismatch').$type<'amount' | 'currency' | 'reference'>(),
    expiresAt: time('expires_at'),
    paidAt: time('paid_at'),
    askedAt: time('asked_at'),
    asked: integer('asked').notNull().default(0),
    /** how it ended is the provider's word; otherwise it is asked for some time more */
    sure: boolean('sure').notNull().default(false),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    /** the owner looked at what is wrong with it and settled it by other means */
    settledNote: text('settled_note'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('payment_attempt_reference').on(t.tenantId, t.reference),
    // A sale never has two codes that a customer could pay.
    uniqueIndex('payment_attempt_live')
      .on(t.tenantId, t.saleId)
      .where(sql`status in ('creating', 'pending') and not released`),
    index('payment_attempt_payment').on(t.tenantId, t.paymentId, t.tryNo),
    index('payment_attempt_sale').on(t.tenantId, t.saleId),
    index('payment_attempt_provider').on(t.tenantId, t.connectionId, t.providerId),
    index('payment_attempt_open').on(t.tenantId, t.updatedAt).where(sql`not sure`),
    index('payment_attempt_paid').on(t.tenantId, t.paidAt).where(sql`paid_at is not null`),
  ],
);

/** Everything that was heard of an attempt and what it changed: append-only. */
export const paymentEvent = pgTable(
  'payment_event',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    /** null: nothing here has that number */
    attemptId: uuid('attempt_id'),
    connectionId: uuid('connection_id').notNull(),
    at: time('at').notNull(),
    source: text('source').$type<EventSource>().notNull(),
    verdict: text('verdict').$type<EventVerdict>().notNull(),
    fromStatus: text('from_status').$type<AttemptStatus>(),
    toStatus: text('to_status').$type<AttemptStatus>(),
    reported: text('reported').$type<ReportedStatus>(),
    rawStatus: text('raw_status'),
    /** rupiah as the provider told it; of a refund what went back */
    amount: integer8('amount'),
    /** effect on the money that the shop has at the provider: what an attempt's events add up to is what it holds */
    moved: integer8('moved').notNull().default(0),
    webhookId: uuid('webhook_id'),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('payment_event_attempt').on(t.tenantId, t.attemptId),
    index('payment_event_strange').on(t.tenantId, t.at).where(sql`attempt_id is null`),
  ],
);

/** Money sent back the way it came. Its id is minted by who asks, so that asking again is the same refund. */
export const paymentRefund = pgTable(
  'payment_refund',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    attemptId: uuid('attempt_id').notNull(),
    amount: integer8('amount').notNull(),
    status: text('status').$type<RefundStatus>().notNull(),
    reason: text('reason').notNull(),
    providerRefundId: text('provider_refund_id'),
    problem: jsonb('problem').$type<{ code: string; id: string; en: string }>(),
    byKind: text('by_kind').notNull(),
    byId: text('by_id').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('payment_refund_attempt').on(t.tenantId, t.attemptId),
  ],
);

/** A report of what a provider paid out, as the owner brought it. */
export const settlementImport = pgTable(
  'settlement_import',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    connectionId: uuid('connection_id'),
    name: text('name').notNull(),
    /** SHA-256 of the file: the same one is not taken twice */
    fileHash: text('file_hash').notNull(),
    lines: integer('lines').notNull(),
    importedBy: text('imported_by').notNull(),
    at: time('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('settlement_import_file').on(t.tenantId, t.fileHash),
  ],
);

/** One transaction in a provider's report, and what it was found to be here. */
export const settlementLine = pgTable(
  'settlement_line',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    importId: uuid('import_id').notNull(),
    lineNo: integer('line_no').notNull(),
    connectionId: uuid('connection_id'),
    kind: text('kind').$type<'payment' | 'refund'>().notNull(),
    reference: text('reference').notNull(),
    providerId: text('provider_id').notNull(),
    /** paid by the customer, what the provider kept, and what reached the shop */
    gross: integer8('gross').notNull(),
    fee: integer8('fee').notNull(),
    net: integer8('net').notNull(),
    paidAt: time('paid_at'),
    settledAt: time('settled_at'),
    status: text('status').$type<LineStatus>().notNull(),
    attemptId: uuid('attempt_id'),
    /** a payment without callback that it turned out to be */
    paymentId: uuid('payment_id'),
    reason: text('reason'),
    decidedBy: text('decided_by'),
    decidedAt: time('decided_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('settlement_line_no').on(t.tenantId, t.importId, t.lineNo),
    uniqueIndex('settlement_line_attempt')
      .on(t.tenantId, t.attemptId, t.kind)
      .where(sql`status in ('matched', 'amountDiffers') and kind = 'payment'`),
    uniqueIndex('settlement_line_payment').on(t.tenantId, t.paymentId).where(sql`payment_id is not null`),
    index('settlement_line_open').on(t.tenantId, t.status),
  ],
);
