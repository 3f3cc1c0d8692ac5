import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { tenantId, time } from '../db/columns.ts';

/** Data keys of a tenant, wrapped by the instance key; the highest number encrypts, all decrypt. */
export const vaultKey = pgTable(
  'vault_key',
  {
    tenantId: tenantId(),
    /** 1, 2, …: `d2` in what it encrypted */
    number: integer('number').notNull(),
    wrapped: text('wrapped').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.number] })],
);

/** One secret field of a connection. Nothing but `ciphertext` holds the secret. */
export const vaultSecret = pgTable(
  'vault_secret',
  {
    tenantId: tenantId(),
    connectionId: uuid('connection_id').notNull(),
    field: text('field').notNull(),
    /** which data key encrypted it */
    keyNumber: integer('key_number').notNull(),
    /** `v1:<data key>:<iv>:<tag>:<bytes>`, AES-256-GCM over tenant, connection and field */
    ciphertext: text('ciphertext').notNull(),
    /** last four characters; empty where the secret is too short to show any */
    lastFour: text('last_four').notNull(),
    /** tells equal secrets from different ones, and nothing else */
    fingerprint: text('fingerprint').notNull(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.connectionId, t.field] })],
);
