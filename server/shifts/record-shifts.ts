import { sql } from 'drizzle-orm';
import type { Action } from '../../shared/permissions.ts';
import type { RecordFlag, RecordKind } from '../../shared/sync/contract.ts';
import type { Tx } from '../db/connect.ts';
import { isPermitted } from '../sales/permitted.ts';
import { type Compared, readSaleFacts } from '../sales/read-sale-facts.ts';
import type { SaleFacts } from '../sales/sale-facts.ts';
import { shiftFlags } from '../sales/sale-flags.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal, uuids } from '../sync/header-facts.ts';
import { insertPushed, type PushedColumns } from '../sync/insert-pushed.ts';
import { recordOnce } from '../sync/record-once.ts';
import { closedShiftsOf } from './closed-shifts-of.ts';
import { settleCloses } from './settle-closes.ts';

type ShiftKind = 'shiftOpen' | 'shiftClose' | 'shiftHandover' | 'cashMovement';
type ShiftRecord<K extends ShiftKind> = HashedRecord<K>['record'];

interface Kept<K extends ShiftKind> {
  table: string;
  columns: PushedColumns;
  /** beside what the header says */
  flags: (record: ShiftRecord<K>, facts: SaleFacts) => RecordFlag[];
}

const SHIFT_ID = { type: 'uuid', from: 'shiftId' } as const;
const APPROVALS = { type: 'jsonb', from: 'approvals' } as const;

const OPENINGS: Kept<'shiftOpen'> = {
  table: 'shift',
  columns: {
    shift_no: { type: 'int8', from: 'shiftNo' },
    float: { type: 'int8', from: 'float' },
    denominations: { type: 'jsonb', from: 'denominations' },
  },
  flags: () => [],
};

const CLOSES: Kept<'shiftClose'> = {
  table: 'shift_close',
  columns: {
    shift_id: SHIFT_ID,
    counted: { type: 'int8', from: 'counted' },
    denominations: { type: 'jsonb', from: 'denominations' },
    expected: { type: 'int8', from: 'expected' },
    variance: { type: 'int8', from: 'variance' },
    totals: { type: 'jsonb', from: 'totals' },
    unsent: { type: 'int8', from: 'unsent' },
    approvals: APPROVALS,
    note: { type: 'text', from: 'note' },
  },
  flags: (close, facts) => (facts.shifts.has(close.shiftId) ? [] : ['unknownShift']),
};

const HANDOVERS: Kept<'shiftHandover'> = {
  table: 'shift_handover',
  columns: {
    shift_id: SHIFT_ID,
    to_staff_id: { type: 'uuid', from: 'toStaffId' },
    counted: { type: 'int8', from: 'counted' },
  },
  flags: (handover, facts) => (facts.shifts.has(handover.shiftId) ? [] : ['unknownShift']),
};

const CASH: Kept<'cashMovement'> = {
  table: 'cash_movement',
  columns: {
    shift_id: SHIFT_ID,
    direction: { type: 'text', from: 'direction' },
    amount: { type: 'int8', from: 'amount' },
    category: { type: 'text', from: 'category' },
    reason: { type: 'text', from: 'reason' },
    approvals: APPROVALS,
  },
  flags: (movement, facts) => {
    const action: Action = movement.direction === 'in' ? 'cashIn' : 'cashOut';
    return [
      ...(isPermitted(movement, [action], facts) ? [] : (['notPermitted'] as const)),
      ...shiftFlags(movement, facts),
    ];
  },
};

/** Stores opened shifts; what named them before they came is no longer of an unknown shift. */
export async function recordShiftOpens(
  tx: Tx,
  tenantId: string,
  opens: readonly HashedRecord<'shiftOpen'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  return record(tx, tenantId, opens, arrival, OPENINGS, async (stored) => {
    const ids = uuids(stored.map((shift) => shift.id));
    for (const table of [
      'sale',
      'refund',
      'sale_void',
      'cash_movement',
      'customer_payment',
      'shift_close',
      'shift_handover',
    ])
      await tx.execute(sql`update ${sql.identifier(table)} set flags = array_remove(flags, 'unknownShift')
        where tenant_id = ${tenantId} and shift_id = any(${ids}) and 'unknownShift' = any(flags)`);
    await settleCloses(
      tx,
      tenantId,
      await closedShiftsOf(
        tx,
        tenantId,
        stored.map((shift) => ({ shiftId: shift.id })),
      ),
    );
    return undefined;
  });
}

/** Stores closes as the devices counted them, compared with what is here by now (S13). */
export async function recordShiftCloses(
  tx: Tx,
  tenantId: string,
  closes: readonly HashedRecord<'shiftClose'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  return record(tx, tenantId, closes, arrival, CLOSES, (stored) =>
    settleCloses(
      tx,
      tenantId,
      stored.map((close) => close.shiftId),
    ),
  );
}

export async function recordShiftHandovers(
  tx: Tx,
  tenantId: string,
  handovers: readonly HashedRecord<'shiftHandover'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  return record(tx, tenantId, handovers, arrival, HANDOVERS, async () => undefined);
}

export async function recordCashMovements(
  tx: Tx,
  tenantId: string,
  movements: readonly HashedRecord<'cashMovement'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  return record(tx, tenantId, movements, arrival, CASH, async (stored) => {
    await settleCloses(tx, tenantId, await closedShiftsOf(tx, tenantId, stored));
    return undefined;
  });
}

/** `settle` may answer flags by id that hold instead of those found at first. */
async function record<K extends ShiftKind & RecordKind>(
  tx: Tx,
  tenantId: string,
  records: readonly HashedRecord<K>[],
  arrival: Arrival,
  { table, columns, flags }: Kept<K>,
  settle: (stored: ShiftRecord<K>[]) => Promise<ReadonlyMap<string, RecordFlag[]> | undefined>,
): Promise<RecordOutcome[]> {
  const facts = await readSaleFacts(
    tx,
    tenantId,
    records.map(({ record }): Compared => {
      const shiftId = record.kind === 'shiftOpen' ? null : record.shiftId;
      const approvals = 'approvals' in record ? record.approvals : undefined;
      const { id, outletId, deviceId, staffId, clockOffsetMs } = record;
      return { id, outletId, deviceId, staffId, clockOffsetMs, shiftId, approvals };
    }),
  );
  const flagsOf = (record: ShiftRecord<K>) => [
    ...flags(record, facts),
    ...headerFlags(record, record.at, facts, arrival),
  ];
  return recordOnce(tx, tenantId, records, {
    table,
    refusal: (record) => headerRefusal(record, facts),
    insert: async (ordered) => {
      const fresh = await insertPushed(tx, tenantId, table, columns, ordered, flagsOf, arrival.receivedAt);
      const stored = ordered.filter(({ record }) => fresh.has(record.id)).map(({ record }) => record);
      const settled = stored.length > 0 ? await settle(stored) : undefined;
      return new Map([...fresh].map(([id, noticed]) => [id, settled?.get(id) ?? noticed]));
    },
  });
}
