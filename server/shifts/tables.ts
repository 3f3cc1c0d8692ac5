import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Denominations, ShiftTotals } from '../../shared/sync/day-records.ts';
import type { Approval } from '../../shared/sync/record-fields.ts';
import { integer8, pushed, synced } from '../db/columns.ts';

/** A drawer opened on a device; the id is the shift's. */
export const shift = pgTable(
  'shift',
  {
    ...pushed(),
    /** counts the shifts of this device from 1 */
    shiftNo: integer8('shift_no').notNull(),
    float: integer8('float').notNull(),
    denominations: jsonb('denominations').$type<Denominations>().notNull(),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('shift_sync').on(t.tenantId, t.outletId, t.xid, t.seq),
    index('shift_newest').on(t.tenantId, t.occurredAt, t.id),
  ],
);

/** What the device knew when it closed: compared, never corrected. May be here before records it has counted. */
export const shiftClose = pgTable(
  'shift_close',
  {
    ...pushed(),
    shiftId: uuid('shift_id').notNull(),
    counted: integer8('counted').notNull(),
    denominations: jsonb('denominations').$type<Denominations>().notNull(),
    expected: integer8('expected').notNull(),
    variance: integer8('variance').notNull(),
    totals: jsonb('totals').$type<ShiftTotals>().notNull(),
    unsent: integer8('unsent').notNull(),
    approvals: jsonb('approvals').$type<Approval[]>(),
    note: text('note'),
    ...synced(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('shift_close_sync').on(t.tenantId, t.outletId, t.xid, t.seq),
    index('shift_close_shift').on(t.tenantId, t.shiftId),
  ],
);

/** Another cashier took the drawer over. */
export const shiftHandover = pgTable(
  'shift_handover',
  {
    ...pushed(),
    shiftId: uuid('shift_id').notNull(),
    toStaffId: uuid('to_staff_id').notNull(),
    counted: integer8('counted'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('shift_handover_shift').on(t.tenantId, t.shiftId),
  ],
);

/** Money into or out of a drawer that is no sale. */
export const cashMovement = pgTable(
  'cash_movement',
  {
    ...pushed(),
    shiftId: uuid('shift_id'),
    direction: text('direction').$type<'in' | 'out'>().notNull(),
    amount: integer8('amount').notNull(),
    category: text('category').notNull(),
    reason: text('reason').notNull(),
    approvals: jsonb('approvals').$type<Approval[]>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('cash_movement_shift').on(t.tenantId, t.shiftId).where(sql`shift_id is not null`),
    index('cash_movement_newest').on(t.tenantId, t.occurredAt, t.id),
  ],
);
