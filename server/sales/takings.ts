import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import type { PaymentMethod } from '../../shared/sync/sale-record.ts';
import { rowsOf, type Tx } from '../db/connect.ts';

/** What an outlet took on one day of its own calendar. */
export interface DayTakings {
  outletId: string;
  /** YYYY-MM-DD where the outlet is */
  day: string;
  saleCount: number;
  /** totals of sales that were not voided */
  sales: Rupiah;
  discounts: Rupiah;
  /** on top and contained, less what refunds took back */
  tax: Rupiah;
  serviceCharge: Rupiah;
  rounding: Rupiah;
  refundCount: number;
  /** on the day of the refund, not of its sale */
  refunds: Rupiah;
  /** voided sales, by the day they were made */
  voidCount: number;
  /** payments less refunds, with change kept as deposit in `cash`; repayments of customers are no takings */
  byMethod: Partial<Record<PaymentMethod, Rupiah>>;
}

export interface TakingsWanted {
  outletId?: string | undefined;
  /** epoch ms; `until` is excluded */
  from: number;
  until: number;
}

/**
 * Takings by outlet and day, newest day first. The one place that says what counts: reports and the comparison with
 * what the devices themselves recorded both stand on it. Late arrivals of closed shifts are takings like any other.
 */
export async function takings(tx: Tx, tenantId: string, wanted: TakingsWanted): Promise<DayTakings[]> {
  const { from, until, outletId } = wanted;
  const chosen = (record: string) => {
    const column = (name: string) => sql.raw(`${record}.${name}`);
    return sql`${column('tenant_id')} = ${tenantId}
      and ${column('occurred_at')} >= to_timestamp(${from}::float8 / 1000)
      and ${column('occurred_at')} < to_timestamp(${until}::float8 / 1000)
      ${outletId ? sql`and ${column('outlet_id')} = ${outletId}` : sql``}`;
  };
  const day = (record: string) =>
    sql.raw(`to_char(${record}.occurred_at at time zone o.time_zone, 'YYYY-MM-DD')`);
  const rows = rowsOf<{
    takings: Omit<DayTakings, 'byMethod'> & { methods: [PaymentMethod, Rupiah][] | null };
  }>(
    await tx.execute(sql`
      with sales as materialized (
        select s.id, s.outlet_id, ${day('s')} as day, s.total, s.discount, s.tax + s.tax_included as tax,
          s.service_charge, s.rounding, s.change_kept,
          exists (select from sale_void v where v.tenant_id = ${tenantId} and v.sale_id = s.id) as voided
        from sale s join outlet o on o.tenant_id = ${tenantId} and o.id = s.outlet_id where ${chosen('s')}
      ), refunds as materialized (
        select r.id, r.outlet_id, ${day('r')} as day, r.total, r.rounding
        from refund r join outlet o on o.tenant_id = ${tenantId} and o.id = r.outlet_id where ${chosen('r')}
      ), sold as (
        select outlet_id, day, count(*) filter (where not voided) as count, sum(total) filter (where not voided) as total,
          sum(tax) filter (where not voided) as tax, sum(service_charge) filter (where not voided) as service_charge,
          sum(rounding) filter (where not voided) as rounding, count(*) filter (where voided) as voids,
          sum(discount) filter (where not voided) as discount
        from sales group by 1, 2
      ), line_discounts as (
        select s.outlet_id, s.day, sum(l.discount) as discount
        from sales s join sale_line l on l.tenant_id = ${tenantId} and l.sale_id = s.id
        where not s.voided and l.discount > 0 group by 1, 2
      ), given as (
        select outlet_id, day, count(*) as count, sum(total) as total, sum(rounding) as rounding from refunds group by 1, 2
      ), given_tax as (
        select r.outlet_id, r.day, sum(l.tax) as tax
        from refunds r join refund_line l on l.tenant_id = ${tenantId} and l.refund_id = r.id group by 1, 2
      ), methods as (
        select outlet_id, day, method, sum(amount) as amount from (
          select s.outlet_id, s.day, p.method, p.amount from sales s
            join payment p on p.tenant_id = ${tenantId} and p.sale_id = s.id where not s.voided
          union all select outlet_id, day, 'cash', change_kept from sales where not voided and change_kept > 0
          union all select r.outlet_id, r.day, p.method, -p.amount from refunds r
            join refund_payment p on p.tenant_id = ${tenantId} and p.refund_id = r.id) taken
        group by 1, 2, 3
      ), days as (
        select outlet_id, day from sold union select outlet_id, day from given
      )
      select json_build_object('outletId', days.outlet_id, 'day', days.day, 'saleCount', coalesce(sold.count, 0),
        'sales', coalesce(sold.total, 0),
        'discounts', coalesce(sold.discount, 0) + coalesce(line_discounts.discount, 0),
        'tax', coalesce(sold.tax, 0) - coalesce(given_tax.tax, 0), 'serviceCharge', coalesce(sold.service_charge, 0),
        'rounding', coalesce(sold.rounding, 0) - coalesce(given.rounding, 0), 'refundCount', coalesce(given.count, 0),
        'refunds', coalesce(given.total, 0), 'voidCount', coalesce(sold.voids, 0),
        'methods', (select json_agg(json_build_array(method, amount)) from methods m
          where m.outlet_id = days.outlet_id and m.day = days.day)) as takings
      from days left join sold using (outlet_id, day) left join line_discounts using (outlet_id, day)
        left join given using (outlet_id, day) left join given_tax using (outlet_id, day)
      order by days.day desc, days.outlet_id`),
  );
  return rows.map(({ takings: { methods, ...rest } }) => ({
    ...rest,
    byMethod: Object.fromEntries(methods ?? []),
  }));
}
