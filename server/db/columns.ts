import { sql } from 'drizzle-orm';
import { bigint, customType, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { RecordFlag } from '../../shared/sync/contract.ts';

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/** Money in rupiah, or quantities in thousandths: integers inside JavaScript's safe range. */
export const integer8 = (name: string) => bigint(name, { mode: 'number' });
export const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const tenantId = () => uuid('tenant_id').notNull();

/**
 * What makes a row pullable without ever skipping one (S8): the transaction that wrote it last, and a sequence.
 * The trigger `stamp_sync` sets both again on every update; it is attached to every table that has these columns.
 */
export const synced = () => ({
  xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
  seq: bigint('seq', { mode: 'bigint' }).notNull().default(sql`nextval('sync_seq')`),
});

/** What every table of records pushed by devices has; its own moment on the device's clock is `made_at` (S10). */
export const pushed = () => ({
  tenantId: tenantId(),
  id: uuid('id').notNull(),
  outletId: uuid('outlet_id').notNull(),
  deviceId: uuid('device_id').notNull(),
  staffId: uuid('staff_id').notNull(),
  deviceCounter: integer8('device_counter').notNull(),
  clockOffsetMs: integer8('clock_offset_ms'),
  madeAt: time('made_at').notNull(),
  /** best estimate on the server's clock, never after `received_at` */
  occurredAt: time('occurred_at').notNull(),
  receivedAt: time('received_at').notNull().defaultNow(),
  /** what the server noticed; the only column that it may write again, when more is known */
  flags: text('flags').array().$type<RecordFlag[]>().notNull().default(sql`'{}'::text[]`),
  /** SHA-256 over the canonical record: tells a repetition from a conflict (S3) */
  contentHash: text('content_hash').notNull(),
});
