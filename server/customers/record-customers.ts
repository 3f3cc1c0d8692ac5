import { sql } from 'drizzle-orm';
import type { CustomerRecord } from '../../shared/sync/day-records.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal, readHeaderFacts, uuids } from '../sync/header-facts.ts';
import { insertPushed } from '../sync/insert-pushed.ts';
import { recordOnce } from '../sync/record-once.ts';
import { lockCustomers } from './lock-customers.ts';
import { mergeCustomers } from './merge-customers.ts';

/**
 * Makes or changes customers as devices recorded them: the last to arrive holds, all are kept. Whoever has a number
 * that somebody has already is the same person: the later id is merged into the earlier one.
 */
export async function recordCustomers(
  tx: Tx,
  tenantId: string,
  records: readonly HashedRecord<'customer'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const facts = await readHeaderFacts(
    tx,
    tenantId,
    records.map(({ record }) => record),
  );
  await lockCustomers(tx, tenantId);
  return recordOnce(tx, tenantId, records, {
    table: 'customer_record',
    refusal: (record) => headerRefusal(record, facts),
    insert: async (ordered) => {
      const fresh = await insertPushed(
        tx,
        tenantId,
        'customer_record',
        { customer_id: { type: 'uuid', from: 'customerId' }, payload: { type: 'jsonb', from: 'payload' } },
        ordered.map((item) => ({ ...item, record: { ...item.record, payload: item.record } })),
        (record) => headerFlags(record, record.at, facts, arrival),
        arrival.receivedAt,
      );
      // In the order of the devices, not of the ids.
      for (const { record } of records)
        if (fresh.has(record.id) && ordered.some((item) => item.record === record))
          await applyCustomer(tx, tenantId, record);
      // Another tablet's sale or payment may have come before the one that made the customer.
      const customerIds = uuids(ordered.map(({ record }) => record.customerId));
      await tx.execute(sql`update sale set flags = array_remove(flags, 'unknownCustomer')
        where tenant_id = ${tenantId} and customer_id = any(${customerIds}) and 'unknownCustomer' = any(flags)`);
      await tx.execute(sql`update customer_payment set flags = array_remove(flags, 'unknownCustomer')
        where tenant_id = ${tenantId} and customer_id = any(${customerIds}) and 'unknownCustomer' = any(flags)`);
      return fresh;
    },
  });
}

async function applyCustomer(tx: Tx, tenantId: string, record: CustomerRecord): Promise<void> {
  const { customerId, name, phone, email, address, note, member, consent } = record;
  await tx.execute(
    sql`insert into customer (tenant_id, id) values (${tenantId}, ${customerId}) on conflict do nothing`,
  );
  const [known] = rowsOf<{ id: string; erased: boolean }>(
    await tx.execute(sql`select coalesce(merged_into, id) as id,
        exists (select from customer o where o.tenant_id = c.tenant_id and o.id = coalesce(c.merged_into, c.id)
          and o.erased_at is not null) as erased
      from customer c where tenant_id = ${tenantId} and id = ${customerId}`),
  );
  if (!known) throw new Error(`customer ${customerId} is gone`);
  // Whoever asked to be forgotten is not brought back by a tablet that had not heard of it.
  if (known.erased) {
    await tx.execute(
      sql`update customer_record set payload = null where tenant_id = ${tenantId} and customer_id = ${customerId}`,
    );
    return;
  }
  const [holder] =
    phone === ''
      ? []
      : rowsOf<{ id: string }>(
          await tx.execute(sql`select id from customer
            where tenant_id = ${tenantId} and phone = ${phone} and merged_into is null and id <> ${known.id}`),
        );
  const change = (id: string, ownPhone: string) =>
    tx.execute(sql`
      update customer set name = ${name}, phone = ${ownPhone}, email = ${email}, address = ${address}, note = ${note},
        member = ${member}, consent = ${consent}, updated_at = now()
      where tenant_id = ${tenantId} and id = ${id}`);
  if (!holder) {
    await change(known.id, phone);
    return;
  }
  const [first] = rowsOf<{ id: string }>(
    await tx.execute(sql`select id from customer where tenant_id = ${tenantId} and id in (${known.id}, ${holder.id})
      order by created_at, id limit 1`),
  );
  // The newer words of the same person, on the id that stays; it may be waiting for the number.
  if (first?.id === known.id) {
    await mergeCustomers(tx, tenantId, { customerId: holder.id, into: known.id });
    await change(known.id, phone);
  } else {
    await mergeCustomers(tx, tenantId, { customerId: known.id, into: holder.id });
    await tx.execute(sql`
      update customer set name = ${name}, email = coalesce(nullif(${email}, ''), email),
        address = coalesce(nullif(${address}, ''), address), note = coalesce(nullif(${note}, ''), note),
        consent = ${consent}, updated_at = now()
      where tenant_id = ${tenantId} and id = ${holder.id}`);
  }
}
