import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import { type Db, rowsOf } from '../db/connect.ts';

export interface OutletToday {
  outletId: string;
  name: string;
  total: Rupiah;
  count: number;
  /** rupiah in each hour of the outlet's day, 24 of them */
  byHour: Rupiah[];
}

/** Sales that stand since midnight in each outlet's own time zone, outlets closed meanwhile only if they sold today; `now` is epoch ms. Computed by the database. */
export async function salesToday(db: Db, tenantId: string, now: number): Promise<OutletToday[]> {
  const rows = rowsOf<{ today: OutletToday }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        with day as (
          select id, name, code, time_zone, active,
            date_trunc('day', to_timestamp(${now}::float8 / 1000) at time zone time_zone) as midnight
          from outlet where tenant_id = ${tenantId}
        ), hours as (
          select day.id, extract(hour from s.occurred_at at time zone day.time_zone)::int as hour,
            sum(s.total)::int8 as total, count(*)::int as count
          from day join sale s on s.tenant_id = ${tenantId} and s.outlet_id = day.id
            and s.occurred_at >= day.midnight at time zone day.time_zone
            and s.occurred_at < (day.midnight + interval '1 day') at time zone day.time_zone
            and not exists (select from sale_void v where v.tenant_id = ${tenantId} and v.sale_id = s.id)
          group by 1, 2
        )
        select json_build_object('outletId', day.id, 'name', day.name,
          'total', coalesce((select sum(total) from hours where hours.id = day.id), 0),
          'count', coalesce((select sum(count) from hours where hours.id = day.id), 0),
          'byHour', (select json_agg(coalesce(hours.total, 0) order by n)
            from generate_series(0, 23) as n left join hours on hours.id = day.id and hours.hour = n)) as today
        from day where active or exists (select from hours where hours.id = day.id) order by day.code`),
    ),
  );
  return rows.map((row) => row.today);
}
