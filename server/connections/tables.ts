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
import { tenantId, time } from '../db/columns.ts';
import type { ConnectionStatus, Verdict } from './words.ts';

/** A configured provider of the tenant (no outlet) or of one outlet. Its secrets are in the vault. */
export const connection = pgTable(
  'connection',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    /** the outlet that it belongs to; null: the tenant */
    outletId: uuid('outlet_id'),
    /** the outlet's id or the tenant's: what names are unique in */
    scopeId: uuid('scope_id').notNull(),
    kind: text('kind').notNull(),
    /** id of the preset it was made from, or of the owner's own one */
    provider: text('provider').notNull(),
    label: text('label').notNull(),
    /** last part of the webhook address; names the tenant and can't be guessed */
    slug: text('slug').notNull(),
    environment: text('environment').notNull(),
    testMode: boolean('test_mode').notNull(),
    active: boolean('active').notNull().default(true),
    /** serves what the feature map of its scope does not name */
    isDefault: boolean('is_default').notNull().default(false),
    /** the preset as it was copied; running code never looks a preset up */
    preset: jsonb('preset').$type<Record<string, unknown>>().notNull(),
    presetVersion: integer('preset_version').notNull(),
    shapeHash: text('shape_hash').notNull(),
    cfg: jsonb('cfg').$type<Record<string, string | number | boolean>>().notNull().default(sql`'{}'::jsonb`),
    /** `free`, `low`, `high` or what the owner calls it */
    costClass: text('cost_class').notNull().default(''),
    /** when the credentials end, as the owner or the provider said */
    expiresAt: time('expires_at'),
    lastTestedAt: time('last_tested_at'),
    lastTestStatus: text('last_test_status').$type<Verdict>(),
    lastTestMessage: jsonb('last_test_message').$type<{ id: string; en: string }>(),
    createdBy: text('created_by').notNull(),
    updatedBy: text('updated_by').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('connection_name').on(t.tenantId, t.scopeId, t.kind, t.provider, t.label),
    uniqueIndex('connection_slug').on(t.tenantId, t.slug),
    uniqueIndex('connection_default').on(t.tenantId, t.scopeId, t.kind).where(sql`is_default`),
  ],
);

/** Which connection serves a feature in a scope: position 0 first, then the fallbacks. */
export const connectionFeature = pgTable(
  'connection_feature',
  {
    tenantId: tenantId(),
    scopeId: uuid('scope_id').notNull(),
    /** `payment.qris` */
    feature: text('feature').notNull(),
    position: integer('position').notNull(),
    connectionId: uuid('connection_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.scopeId, t.feature, t.position] }),
    index('connection_feature_of').on(t.tenantId, t.connectionId),
  ],
);

/** Outlets that said whether they follow the tenant for a kind; no row: they do. */
export const connectionInheritance = pgTable(
  'connection_inheritance',
  {
    tenantId: tenantId(),
    outletId: uuid('outlet_id').notNull(),
    kind: text('kind').notNull(),
    inherits: boolean('inherits').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.outletId, t.kind] })],
);

/** What all processes know together of how a connection fares: its breaker, its next check, what was last alerted. */
export const connectionState = pgTable(
  'connection_state',
  {
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    status: text('status').$type<ConnectionStatus>().notNull().default('untested'),
    /** failures in a row; a success sets it to 0 */
    streak: integer('streak').notNull().default(0),
    /** the breaker is open until then, and half-open after it until a call went well */
    openUntil: time('open_until'),
    /** while half-open one caller may try until then */
    probeUntil: time('probe_until'),
    lastOkAt: time('last_ok_at'),
    lastErrorAt: time('last_error_at'),
    lastErrorCode: text('last_error_code'),
    /** when the schedule tests it next; null: never by itself (the test costs money) */
    nextTestAt: time('next_test_at'),
    /** the state that the owner was last told */
    alerted: text('alerted').notNull().default('ok'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.connectionId] })],
);

/** A configured connection kept to start others from: everything but scope, label and secrets. */
export const connectionTemplate = pgTable(
  'connection_template',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    provider: text('provider').notNull(),
    preset: jsonb('preset').$type<Record<string, unknown>>().notNull(),
    cfg: jsonb('cfg').$type<Record<string, string | number | boolean>>().notNull(),
    testMode: boolean('test_mode').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('connection_template_name').on(t.tenantId, t.name),
  ],
);
