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
  uuid,
} from 'drizzle-orm/pg-core';
import { tenantId, time } from '../db/columns.ts';

const bytea = customType<{ data: Buffer; driverData: Buffer | Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (bytes) => Buffer.from(bytes),
});

/** `verified` waits to be processed; `failed` could not be judged. */
export const WEBHOOK_STATES = [
  'rejected',
  'duplicate',
  'verified',
  'processing',
  'processed',
  'failed',
] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** What providers sent to us, stored before anything is made of it. */
export const webhookLog = pgTable(
  'webhook_log',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    kind: text('kind').notNull(),
    receivedAt: time('received_at').notNull(),
    method: text('method').notNull(),
    path: text('path').notNull(),
    query: jsonb('query').$type<Record<string, string>>().notNull(),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
    rawBody: bytea('raw_body').notNull(),
    bodyBytes: integer('body_bytes').notNull(),
    state: text('state').$type<WebhookState>().notNull(),
    /** says which event it is, so that a repetition is known */
    eventKey: text('event_key'),
    /** provider's order of events of one thing */
    orderKey: text('order_key'),
    /** what the preset read from it */
    read: jsonb('read').$type<Record<string, unknown>>(),
    /** canonical status that was read */
    status: text('status'),
    rawStatus: text('raw_status'),
    /** the owner asked for it again */
    replayed: boolean('replayed').notNull().default(false),
    /** operation with which the state is read again before acting */
    confirm: text('confirm'),
    trust: text('trust'),
    /** why it was rejected, or how processing failed */
    reason: text('reason'),
    attempts: integer('attempts').notNull().default(0),
    /** who processes it now gives up by then */
    claimedUntil: time('claimed_until'),
    processedAt: time('processed_at'),
    ip: text('ip'),
    userAgent: text('user_agent'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('webhook_log_connection').on(t.tenantId, t.connectionId, t.receivedAt),
    index('webhook_log_waiting').on(t.tenantId, t.receivedAt).where(sql`state in ('verified', 'processing')`),
  ],
);

/** Each event once: its delivery that is processed. The primary key decides between deliveries at the same moment. */
export const webhookEvent = pgTable(
  'webhook_event',
  {
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    eventKey: text('event_key').notNull(),
    webhookId: uuid('webhook_id').notNull(),
    at: time('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.connectionId, t.eventKey] }),
    index('webhook_event_at').on(t.tenantId, t.at),
  ],
);
