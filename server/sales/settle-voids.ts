import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { uuids } from '../sync/header-facts.ts';

/**
 * Brings the goods of voided sales back, once a sale, and works out anew which voids know no sale here or came too
 * late: made when the sale had reached the server, on another device, a second time, or after a refund. Whether the
 * sale or the void arrived first makes no difference. Answers all flags of the voids, by id.
 */
export async function settleVoids(
  tx: Tx,
  tenantId: string,
  saleIds: readonly string[],
  receivedAt: number,
): Promise<Map<string, RecordFlag[]>> {
  if (saleIds.length === 0) return new Map();
  await tx.execute(sql`
    insert into stock_movement (tenant_id, id, outlet_id, product_id, quantity_milli, reason, sale_id, source_id, at,
        occurred_at)
      select m.tenant_id, gen_random_uuid(), m.outlet_id, m.product_id, -m.quantity_milli, 'void', m.sale_id, v.id,
        to_timestamp(${receivedAt}::float8 / 1000), v.occurred_at
      from stock_movement m
        cross join lateral (select id, occurred_at from sale_void
          where tenant_id = ${tenantId} and sale_id = m.sale_id order by received_at, id limit 1) v
      where m.tenant_id = ${tenantId} and m.sale_id = any(${uuids(saleIds)}) and m.reason = 'sale'
        and not exists (select from stock_movement back
          where back.tenant_id = ${tenantId} and back.sale_id = m.sale_id and back.reason = 'void')`);
  const rows = rowsOf<{ id: string; flags: RecordFlag[] }>(
    await tx.execute(sql`
      with settled as (
        select v.id, v.flags as before,
          array(select unnest(v.flags) except select unnest('{unknownSale,voidTooLate}'::text[]) order by 1)
            || case when s.id is null then '{unknownSale}'::text[]
              when s.device_id <> v.device_id or s.received_at < v.occurred_at
                or row_number() over (partition by v.sale_id order by v.received_at, v.id) > 1
                or exists (select from refund r where r.tenant_id = ${tenantId} and r.sale_id = v.sale_id)
              then '{voidTooLate}'::text[] else '{}'::text[] end as flags
        from sale_void v left join sale s on s.tenant_id = ${tenantId} and s.id = v.sale_id
        where v.tenant_id = ${tenantId} and v.sale_id = any(${uuids(saleIds)})
      ), changed as (
        update sale_void set flags = settled.flags from settled
        where sale_void.tenant_id = ${tenantId} and sale_void.id = settled.id
          and not (settled.flags @> settled.before and settled.flags <@ settled.before)
      )
      select id, to_json(flags) as flags from settled`),
  );
  return new Map(rows.map(({ id, flags }) => [id, flags]));
}
