import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { Tx } from '../db/connect.ts';
import { closedShiftsOf } from '../shifts/closed-shifts-of.ts';
import { settleCloses } from '../shifts/settle-closes.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal } from '../sync/header-facts.ts';
import { insertPushed } from '../sync/insert-pushed.ts';
import { recordOnce } from '../sync/record-once.ts';
import { isPermitted } from './permitted.ts';
import { readSaleFacts } from './read-sale-facts.ts';
import { shiftFlags } from './sale-flags.ts';
import { settleRefunds } from './settle-refunds.ts';
import { settleVoids } from './settle-voids.ts';

const COLUMNS = {
  sale_id: { type: 'uuid', from: 'saleId' },
  shift_id: { type: 'uuid', from: 'shiftId' },
  reason: { type: 'text', from: 'reason' },
  approvals: { type: 'jsonb', from: 'approvals' },
} as const;

/** Stores voids: the sale drops out of the takings and its goods come back, also when the sale arrives later (S4). */
export async function recordVoids(
  tx: Tx,
  tenantId: string,
  voids: readonly HashedRecord<'void'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const facts = await readSaleFacts(
    tx,
    tenantId,
    voids.map((item) => item.record),
  );
  const flagsOf = (record: HashedRecord<'void'>['record']): RecordFlag[] => [
    ...(isPermitted(record, ['void'], facts) ? [] : (['notPermitted'] as const)),
    ...headerFlags(record, record.at, facts, arrival),
    ...shiftFlags(record, facts),
  ];
  return recordOnce(tx, tenantId, voids, {
    table: 'sale_void',
    refusal: (record) => headerRefusal(record, facts),
    insert: async (ordered) => {
      const fresh = await insertPushed(
        tx,
        tenantId,
        'sale_void',
        COLUMNS,
        ordered,
        flagsOf,
        arrival.receivedAt,
      );
      const stored = ordered.filter(({ record }) => fresh.has(record.id)).map(({ record }) => record);
      const saleIds = stored.map((record) => record.saleId);
      const settled = await settleVoids(tx, tenantId, saleIds, arrival.receivedAt);
      await settleRefunds(
        tx,
        tenantId,
        saleIds.filter((id) => facts.refunded.has(id)),
      );
      await settleCloses(tx, tenantId, await closedShiftsOf(tx, tenantId, stored));
      return new Map([...fresh].map(([id, flags]) => [id, settled.get(id) ?? flags]));
    },
  });
}
