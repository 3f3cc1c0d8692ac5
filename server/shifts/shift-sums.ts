import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import { expectedCash } from '../../shared/shifts/sum-shift.ts';
import type { ShiftTotals } from '../../shared/sync/day-records.ts';
import type { PaymentMethod } from '../../shared/sync/sale-record.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { uuids } from '../sync/header-facts.ts';

/** A money fact of a closed shift that its close had not counted (S13). */
export interface LateArrival {
  kind: 'sale' | 'refund' | 'void' | 'cashMovement' | 'customerPayment';
  id: string;
  deviceId: string;
  receiptNumber: string | null;
  /** epoch ms on the server's clock: when it happened, and when it came */
  occurredAt: number;
  receivedAt: number;
  /** what it adds to the shift's money, and to its drawer */
  amount: Rupiah;
  cash: Rupiah;
}

export interface ShiftSum {
  /** by the records here: of a closed shift those that its close had counted, else all */
  totals: ShiftTotals;
  /** what should be in the drawer by these records; null while the opening is not here */
  expected: Rupiah | null;
  late: LateArrival[];
}

interface SumRow {
  shiftId: string;
  float: number | null;
  sales: Record<string, number> | null;
  refunds: Record<string, number> | null;
  voidCount: number;
  cashIn: number;
  cashOut: number;
  methods: [PaymentMethod, number][] | null;
  late: LateArrival[] | null;
}

/**
 * What these shifts took by the records stored here: the same sums as `sumShift` makes on the device. A record was
 * counted by the close when the same device wrote it before (S13); everything else that names the shift is late.
 */
export async function sumShifts(
  tx: Tx,
  tenantId: string,
  shiftIds: readonly string[],
): Promise<Map<string, ShiftSum>> {
  if (shiftIds.length === 0) return new Map();
  const counted = (record: string) =>
    sql.raw(
      `(w.device_id is null or (${record}.device_id = w.device_id and ${record}.device_counter < w.device_counter))`,
    );
  const epoch = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::int8`);
  const ofShift = (table: string, alias: string) =>
    sql
      .raw(`join ${table} ${alias} on ${alias}.shift_id = w.shift_id and ${alias}.tenant_id = `)
      .append(sql`${tenantId}::uuid`);
  const rows = rowsOf<{ sum: SumRow }>(
    await tx.execute(sql`
      with w as materialized (
        select wanted.id as shift_id, c.device_id, c.device_counter from unnest(${uuids(shiftIds)}) as wanted(id)
          left join lateral (select device_id, device_counter from shift_close
            where tenant_id = ${tenantId} and shift_id = wanted.id order by received_at, id limit 1) c on true
      ), voids as materialized (
        select w.shift_id, v.sale_id, ${counted('v')} as counted from w ${ofShift('sale_void', 'v')}
      ), sales as materialized (
        select w.shift_id, s.id, s.device_id, s.receipt_number, s.occurred_at, s.received_at, s.total, s.discount, s.tax,
          s.tax_included, s.service_charge, s.rounding, s.change_kept, ${counted('s')} as counted,
          exists (select from voids where voids.shift_id = w.shift_id and voids.sale_id = s.id and voids.counted) as gone,
          exists (select from sale_void v where v.tenant_id = ${tenantId} and v.sale_id = s.id) as voided,
          coalesce((select sum(p.amount) from payment p where p.tenant_id = ${tenantId} and p.sale_id = s.id
            and p.method = 'cash'), 0) + s.change_kept as cash
        from w ${ofShift('sale', 's')}
      ), refunds as materialized (
        select w.shift_id, r.id, r.device_id, r.receipt_number, r.occurred_at, r.received_at, r.total, r.rounding,
          ${counted('r')} as counted
        from w ${ofShift('refund', 'r')}
      ), paid as materialized (
        select w.shift_id, c.id, c.device_id, c.occurred_at, c.received_at, c.method, ${counted('c')} as counted,
          case c.purpose when 'depositOut' then -c.amount else c.amount end as amount
        from w ${ofShift('customer_payment', 'c')}
      ), moved as materialized (
        select w.shift_id, m.id, m.device_id, m.occurred_at, m.received_at, ${counted('m')} as counted,
          case m.direction when 'in' then m.amount else -m.amount end as amount
        from w ${ofShift('cash_movement', 'm')}
      ), methods as (
        select shift_id, method, sum(amount) as amount from (
          select s.shift_id, p.method, p.amount from sales s
            join payment p on p.tenant_id = ${tenantId} and p.sale_id = s.id where s.counted and not s.gone
          union all select shift_id, 'cash', change_kept from sales where counted and not gone and change_kept > 0
          union all select r.shift_id, p.method, -p.amount from refunds r
            join refund_payment p on p.tenant_id = ${tenantId} and p.refund_id = r.id where r.counted
          union all select shift_id, method, amount from paid where counted) taken
        group by 1, 2
      ), late as (
        select shift_id, 'sale' as kind, id, device_id, receipt_number, occurred_at, received_at, total as amount, cash
          from sales where not counted and not voided
        union all
        select shift_id, 'void', id, device_id, receipt_number, occurred_at, received_at, -total, -cash
          from sales where counted and voided and not gone and exists (select from w
            where w.shift_id = sales.shift_id and w.device_id is not null)
        union all
        select r.shift_id, 'refund', r.id, r.device_id, r.receipt_number, r.occurred_at, r.received_at, -r.total,
          -coalesce((select sum(p.amount) from refund_payment p
            where p.tenant_id = ${tenantId} and p.refund_id = r.id and p.method = 'cash'), 0)
          from refunds r where not r.counted
        union all
        select shift_id, 'cashMovement', id, device_id, null, occurred_at, received_at, amount, amount
          from moved where not counted
        union all
        select shift_id, 'customerPayment', id, device_id, null, occurred_at, received_at, amount,
          case method when 'cash' then amount else 0 end from paid where not counted
      )
      select json_build_object('shiftId', w.shift_id,
        'float', (select float from shift where tenant_id = ${tenantId} and id = w.shift_id),
        'sales', (select json_build_object('count', count(*), 'total', sum(total), 'tax', sum(tax + tax_included),
            'serviceCharge', sum(service_charge), 'rounding', sum(rounding),
            'discounts', sum(discount) + coalesce(sum((select sum(l.discount) from sale_line l
              where l.tenant_id = ${tenantId} and l.sale_id = sales.id)), 0))
          from sales where shift_id = w.shift_id and counted and not gone),
        'refunds', (select json_build_object('count', count(*), 'total', sum(total), 'rounding', sum(rounding),
            'tax', sum((select sum(l.tax) from refund_line l where l.tenant_id = ${tenantId} and l.refund_id = refunds.id)))
          from refunds where shift_id = w.shift_id and counted),
        'voidCount', (select count(distinct sale_id) from voids where shift_id = w.shift_id and counted),
        'cashIn', (select coalesce(sum(amount), 0) from moved where shift_id = w.shift_id and counted and amount > 0),
        'cashOut', (select coalesce(-sum(amount), 0) from moved where shift_id = w.shift_id and counted and amount < 0),
        'methods', (select json_agg(json_build_array(method, amount)) from methods where shift_id = w.shift_id),
        'late', (select json_agg(json_build_object('kind', kind, 'id', id, 'deviceId', device_id,
            'receiptNumber', receipt_number, 'occurredAt', ${epoch('occurred_at')}, 'receivedAt', ${epoch('received_at')},
            'amount', amount, 'cash', cash) order by received_at, id)
          from late where shift_id = w.shift_id)) as sum
      from w`),
  );
  return new Map(rows.map(({ sum }) => [sum.shiftId, sumOf(sum)]));
}

function sumOf(row: SumRow): ShiftSum {
  const { sales, refunds } = row;
  const totals: ShiftTotals = {
    saleCount: sales?.count ?? 0,
    refundCount: refunds?.count ?? 0,
    voidCount: row.voidCount,
    sales: sales?.total ?? 0,
    refunds: refunds?.total ?? 0,
    discounts: sales?.discounts ?? 0,
    tax: (sales?.tax ?? 0) - (refunds?.tax ?? 0),
    serviceCharge: sales?.serviceCharge ?? 0,
    rounding: (sales?.rounding ?? 0) - (refunds?.rounding ?? 0),
    cashIn: row.cashIn,
    cashOut: row.cashOut,
    byMethod: Object.fromEntries(row.methods ?? []),
  };
  return {
    totals,
    expected: row.float === null ? null : expectedCash(row.float, totals),
    late: row.late ?? [],
  };
}

/** Whether two sums say the same; a method without money is no method. */
export function sameTotals(a: ShiftTotals, b: ShiftTotals): boolean {
  const { byMethod: methodsOfA, ...restOfA } = a;
  const { byMethod: methodsOfB, ...restOfB } = b;
  const methods = Object.keys({ ...methodsOfA, ...methodsOfB }) as PaymentMethod[];
  return (
    (Object.keys(restOfA) as (keyof typeof restOfA)[]).every((name) => restOfA[name] === restOfB[name]) &&
    methods.every((method) => (methodsOfA[method] ?? 0) === (methodsOfB[method] ?? 0))
  );
}
