import { sql } from 'drizzle-orm';
import { bigint, customType, timestamp, uuid } from 'drizzle-orm/pg-core';

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
