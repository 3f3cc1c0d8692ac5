import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { tenantId, time } from '../db/columns.ts';

/** What happened on a connection. */
export const LOG_ACTIONS = ['test', 'webhook', 'transaction', 'error', 'config_change'] as const;
export type LogAction = (typeof LOG_ACTIONS)[number];

/**
 * Every call out, every webhook in and every change of a connection, masked. Partitioned by day of `at` (the migration
 * says so; this file can't): old days leave by dropping their partition. Append only.
 */
export const integrationLog = pgTable(
  'integration_log',
  {
    tenantId: tenantId(),
    at: time('at').notNull(),
    id: uuid('id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    action: text('action').$type<LogAction>().notNull(),
    /** `payment.create`, `probe`, `key.replaced` */
    verb: text('verb').notNull(),
    status: text('status').$type<'success' | 'refused' | 'failure'>().notNull(),
    httpStatus: integer('http_status'),
    ms: integer('ms').notNull().default(0),
    /** masked: method, url, headers, body */
    request: jsonb('request'),
    response: jsonb('response'),
    errorClass: text('error_class'),
    /** the preset's rule that decided */
    rule: text('rule'),
    /** what it was about: a sale's or an order's reference */
    reference: text('reference'),
    actorKind: text('actor_kind').$type<'user' | 'device' | 'system'>().notNull(),
    actorId: text('actor_id').notNull(),
    ip: text('ip'),
    userAgent: text('user_agent'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.at, t.id] }),
    index('integration_log_connection').on(t.tenantId, t.connectionId, t.at),
  ],
);

/** What the owner should know, shown in the office until read. */
export const ownerNotice = pgTable(
  'owner_notice',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    at: time('at').notNull(),
    /** `connection.failing`, `connection.recovered`, `connection.expires`, … */
    code: text('code').notNull(),
    severity: text('severity').$type<'info' | 'warning' | 'critical'>().notNull(),
    connectionId: uuid('connection_id'),
    values: jsonb('values').$type<Record<string, string | number>>().notNull().default(sql`'{}'::jsonb`),
    readAt: time('read_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('owner_notice_at').on(t.tenantId, t.at)],
);
