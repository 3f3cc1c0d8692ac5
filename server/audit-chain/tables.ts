import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { integer8, pushed } from '../db/columns.ts';

/** One link of a device's chain of audit entries, as it was sent. */
export const deviceAudit = pgTable(
  'device_audit',
  {
    ...pushed(),
    chainNo: integer8('chain_no').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull(),
    approvedBy: uuid('approved_by'),
    detail: jsonb('detail').$type<Record<string, string | number | boolean>>().notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('device_audit_chain').on(t.tenantId, t.deviceId, t.chainNo),
  ],
);
