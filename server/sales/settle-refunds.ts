import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { uuids } from '../sync/header-facts.ts';

/**
 * Works out anew which refunds of these sales give back more than was paid or sold, over all devices and in the order
 * in which they arrived, and which know no sale here. Answers all flags of the refunds, by id.
 */
export async function settleRefunds(
  tx: Tx,
  tenantId: string,
  saleIds: readonly string[],
): Promise<Map<string, RecordFlag[]>> {
  if (saleIds.length === 0) return new Map();
  const rows = rowsOf<{ id: string; flags: RecordFlag[] }>(
    await tx.execute(sql`
      with given as (
        select r.id, r.sale_id, r.flags, r.received_at,
          sum(r.total) over (partition by r.sale_id order by r.received_at, r.id) as total
        from refund r where r.tenant_id = ${tenantId} and r.sale_id = any(${uuids(saleIds)})
      ), lines as (
        select given.id, given.sale_id, l.line_no,
          sum(l.quantity_milli) over (partition by given.sale_id, l.line_no order by given.received_at, given.id) as milli
        from given join refund_line l on l.tenant_id = ${tenantId} and l.refund_id = given.id
      ), settled as (
        select given.id, given.flags as before,
          array(select unnest(given.flags) except select unnest('{unknownSale,overRefunded}'::text[]) order by 1)
            || case when s.id is null then '{unknownSale}'::text[]
              when given.total > (select coalesce(sum(p.amount), 0) from payment p
                  where p.tenant_id = ${tenantId} and p.sale_id = s.id)
                or exists (select from sale_void v where v.tenant_id = ${tenantId} and v.sale_id = s.id)
                or exists (select from lines left join sale_line sold on sold.tenant_id = ${tenantId}
                    and sold.sale_id = s.id and sold.line_no = lines.line_no
                  where lines.id = given.id and lines.milli > coalesce(sold.quantity_milli, 0))
              then '{overRefunded}'::text[] else '{}'::text[] end as flags
        from given left join sale s on s.tenant_id = ${tenantId} and s.id = given.sale_id
      ), changed as (
        update refund set flags = settled.flags from settled
        where refund.tenant_id = ${tenantId} and refund.id = settled.id
          and not (settled.flags @> settled.before and settled.flags <@ settled.before)
      )
      select id, to_json(flags) as flags from settled`),
  );
  return new Map(rows.map(({ id, flags }) => [id, flags]));
}
