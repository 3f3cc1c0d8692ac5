import { sql } from 'drizzle-orm';
import { rowsOf, type Tx } from '../db/connect.ts';
import { shiftFlags } from '../sales/sale-flags.ts';
import { closedShiftsOf } from '../shifts/closed-shifts-of.ts';
import { settleCloses } from '../shifts/settle-closes.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal, readHeaderFacts, uuids } from '../sync/header-facts.ts';
import { insertPushed } from '../sync/insert-pushed.ts';
import { recordOnce } from '../sync/record-once.ts';

/** Stores what customers paid back, left with the shop or took out again; the ledger follows by its trigger. */
export async function recordCustomerPayments(
  tx: Tx,
  tenantId: string,
  records: readonly HashedRecord<'customerPayment'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const facts = await readHeaderFacts(
    tx,
    tenantId,
    records.map(({ record }) => record),
  );
  const shiftIds = uuids(records.map(({ record }) => record.shiftId));
  const customerIds = uuids(records.map(({ record }) => record.customerId));
  const [row] = rowsOf<{
    customers: string[] | null;
    shifts: string[] | null;
    closes: [shiftId: string, deviceId: string, deviceCounter: number][] | null;
  }>(
    await tx.execute(sql`select
      (select json_agg(id) from customer where tenant_id = ${tenantId} and id = any(${customerIds}) and name <> '') as customers,
      (select json_agg(id) from shift where tenant_id = ${tenantId} and id = any(${shiftIds})) as shifts,
      (select json_agg(json_build_array(shift_id, device_id, device_counter)) from shift_close
        where tenant_id = ${tenantId} and shift_id = any(${shiftIds})) as closes`),
  );
  const shifts = {
    shifts: new Set(row?.shifts),
    closes: new Map(
      row?.closes?.map(([shiftId, deviceId, deviceCounter]) => [shiftId, { deviceId, deviceCounter }]),
    ),
  };
  const outcomes = await recordOnce(tx, tenantId, records, {
    table: 'customer_payment',
    refusal: (record) => headerRefusal(record, facts),
    insert: (ordered) =>
      insertPushed(
        tx,
        tenantId,
        'customer_payment',
        {
          customer_id: { type: 'uuid', from: 'customerId' },
          shift_id: { type: 'uuid', from: 'shiftId' },
          purpose: { type: 'text', from: 'purpose' },
          method: { type: 'text', from: 'method' },
          amount: { type: 'int8', from: 'amount' },
          reference: { type: 'text', from: 'reference' },
          note: { type: 'text', from: 'note' },
        },
        ordered,
        (record) => [
          ...headerFlags(record, record.at, facts, arrival),
          ...(row?.customers?.includes(record.customerId) ? [] : (['unknownCustomer'] as const)),
          ...shiftFlags(record, shifts),
        ],
        arrival.receivedAt,
      ),
  });
  const stored = records.filter((_, index) => outcomes[index]?.status === 'applied');
  await settleCloses(
    tx,
    tenantId,
    await closedShiftsOf(
      tx,
      tenantId,
      stored.map(({ record }) => record),
    ),
  );
  return outcomes;
}
