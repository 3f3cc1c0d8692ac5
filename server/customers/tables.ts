import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CustomerPaymentRecord } from '../../shared/sync/day-records.ts';
import type { PaymentMethod } from '../../shared/sync/sale-record.ts';
import { integer8, pushed, synced, tenantId, time } from '../db/columns.ts';

/**
 * A person who buys. `debt` and `deposit` are the sums of `customer_entry` over this id and all that were merged into
 * it: the trigger `keep_customer_balance` keeps them so.
 */
export const customer = pgTable(
  'customer',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    /** empty: only known from a sale, a record of it has not come; or erased */
    name: text('name').notNull().default(''),
    /** `+62…`, or empty */
    phone: text('phone').notNull().default(''),
    email: text('email').notNull().default(''),
    address: text('address').notNull().default(''),
    note: text('note').notNull().default(''),
    member: boolean('member').notNull().default(false),
    /** may be sent messages */
    consent: boolean('consent').notNull().default(false),
    /** null: the outlet's own */
    debtLimit: integer8('debt_limit'),
    /** what they owe, and what the shop keeps for them */
    debt: integer8('debt').notNull().default(0),
    deposit: integer8('deposit').notNull().default(0),
    /** the same person, under an id made earlier; never one that is merged itself */
    mergedInto: uuid('merged_into'),
    /** personal data was erased at the person's wish */
    erasedAt: time('erased_at'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('customer_phone').on(t.tenantId, t.phone).where(sql`phone <> '' and merged_into is null`),
    index('customer_merged').on(t.tenantId, t.mergedInto),
    index('customer_sync').on(t.tenantId, t.xid, t.seq),
  ],
);

/** What devices recorded about customers, all of it; the last to arrive holds. Emptied when a person is erased (T5). */
export const customerRecord = pgTable(
  'customer_record',
  {
    ...pushed(),
    customerId: uuid('customer_id').notNull(),
    payload: jsonb('payload'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('customer_record_customer').on(t.tenantId, t.customerId),
  ],
);

/** Money between customer and shop that is no sale. Never updated. */
export const customerPayment = pgTable(
  'customer_payment',
  {
    ...pushed(),
    customerId: uuid('customer_id').notNull(),
    shiftId: uuid('shift_id'),
    purpose: text('purpose').$type<CustomerPaymentRecord['purpose']>().notNull(),
    method: text('method').$type<PaymentMethod>().notNull(),
    amount: integer8('amount').notNull(),
    reference: text('reference'),
    note: text('note'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('customer_payment_customer').on(t.tenantId, t.customerId),
    index('customer_payment_shift').on(t.tenantId, t.shiftId).where(sql`shift_id is not null`),
  ],
);

/**
 * Ledger of kasbon and deposits, one entry per account of whatever moved it. Never updated. Triggers write it from the
 * payments of sales and refunds, so that no way of storing one can forget it.
 */
export const customerEntry = pgTable(
  'customer_entry',
  {
    tenantId: tenantId(),
    source: text('source').$type<'sale' | 'refund' | 'void' | 'customerPayment'>().notNull(),
    /** of the sale, refund or payment; of a void: the sale that it takes back, which it does once */
    sourceId: uuid('source_id').notNull(),
    account: text('account').$type<'debt' | 'deposit'>().notNull(),
    /** as the source names them; merged later or not */
    customerId: uuid('customer_id').notNull(),
    /** positive: they owe more, or the shop keeps more for them */
    amount: integer8('amount').notNull(),
    occurredAt: time('occurred_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.source, t.sourceId, t.account] }),
    index('customer_entry_customer').on(t.tenantId, t.customerId, t.occurredAt),
  ],
);
