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
import type { PrinterReport } from '../../shared/printing/printer-report.ts';
import type { Role } from '../../shared/roles.ts';
import { integer8, synced, tenantId, time } from '../db/columns.ts';

// ---- installation tables: no tenant sees them, only the system scope and the sign-in library ----

export const user = pgTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  superAdmin: boolean('super_admin').notNull().default(false),
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
});

export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    expiresAt: time('expires_at').notNull(),
    token: text('token').notNull().unique(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
  },
  (t) => [index('session_user').on(t.userId)],
);

export const account = pgTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: time('access_token_expires_at'),
    refreshTokenExpiresAt: time('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [index('account_user').on(t.userId)],
);

export const verification = pgTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: time('expires_at').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [index('verification_identifier').on(t.identifier)],
);

/** Which tenants a user may enter, and as what: read at sign-in, before a tenant is known. */
export const membership = pgTable(
  'membership',
  {
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    tenantId: tenantId(),
    staffId: uuid('staff_id').notNull(),
    role: text('role').$type<Exclude<Role, 'cashier'>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.tenantId] })],
);

/** A short code that turns one tablet into a device of one outlet, once. Only its hash is kept. */
export const enrolmentCode = pgTable('enrolment_code', {
  codeHash: text('code_hash').primaryKey(),
  tenantId: tenantId(),
  outletId: uuid('outlet_id').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
  expiresAt: time('expires_at').notNull(),
  usedAt: time('used_at'),
  /** the demo's fixed code may be used again and again */
  reusable: boolean('reusable').notNull().default(false),
});

/** Facts about this installation: epoch, key canary, cluster id, signing key. */
export const instanceMeta = pgTable('instance_meta', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
});

/** Counted tries, shared by all processes and kept over restarts; the shape is the limiter library's. */
export const rateLimit = pgTable('rate_limit', {
  key: text('key').primaryKey(),
  points: integer('points').notNull(),
  expire: time('expire'),
});

export const tenant = pgTable('tenant', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
});

// ---- tenant tables: row-level security, tenant_id leads every key ----

export const outlet = pgTable(
  'outlet',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    /** 2 to 6 capitals or digits, first part of receipt numbers */
    code: text('code').notNull(),
    name: text('name').notNull(),
    address: text('address').notNull().default(''),
    timeZone: text('time_zone').notNull().default('Asia/Jakarta'),
    active: boolean('active').notNull().default(true),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('outlet_code').on(t.tenantId, t.code),
    index('outlet_sync').on(t.tenantId, t.xid, t.seq),
  ],
);

export const staff = pgTable(
  'staff',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    active: boolean('active').notNull().default(true),
    /** set for people who also sign in with e-mail */
    userId: text('user_id'),
    /** salt of the stretched PIN (base64), and the stretched PIN sealed with the instance key; null: no PIN yet */
    pinSalt: text('pin_salt'),
    pinSealed: text('pin_sealed'),
    createdAt: time('created_at').notNull().defaultNow(),
    ...synced(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('staff_sync').on(t.tenantId, t.xid, t.seq)],
);

export const device = pgTable(
  'device',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    outletId: uuid('outlet_id').notNull(),
    /** second part of receipt numbers, unique in the outlet for ever: `A1`, `A2`, … */
    code: text('code').notNull(),
    name: text('name').notNull(),
    /** SHA-256 of the device's secret (256 random bits), hex */
    credentialHash: text('credential_hash').notNull(),
    enrolledAt: time('enrolled_at').notNull().defaultNow(),
    revokedAt: time('revoked_at'),
    lastSeenAt: time('last_seen_at'),
    /** as the device last reported */
    unsent: integer('unsent').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    clockOffsetMs: integer8('clock_offset_ms'),
    appVersion: text('app_version').notNull().default(''),
    /** its printers as it last reported them, and when */
    printers: jsonb('printers').$type<PrinterReport[]>().notNull().default([]),
    printersAt: time('printers_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('device_code').on(t.tenantId, t.outletId, t.code),
  ],
);

/** Who did what to people, devices, products and settings. Append only. */
export const auditEntry = pgTable(
  'audit_entry',
  {
    tenantId: tenantId(),
    id: uuid('id').notNull(),
    at: time('at').notNull().defaultNow(),
    actorKind: text('actor_kind').$type<'user' | 'device' | 'system'>().notNull(),
    actorId: text('actor_id').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull().default(''),
    detail: jsonb('detail').notNull().default(sql`'{}'::jsonb`),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index('audit_at').on(t.tenantId, t.at)],
);
