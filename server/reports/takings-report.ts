import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import type { PaymentMethod } from '../../shared/sync/sale-record.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { type DayTakings, takings } from '../sales/takings.ts';
import { askEach, daysBetween, isInSlice, type Range, rangeBefore, type Slice, slicesOf } from './range.ts';

export interface TakingsSum {
  /** sales that stand, less refunds */
  net: Rupiah;
  saleCount: number;
  sales: Rupiah;
  refundCount: number;
  refunds: Rupiah;
  voidCount: number;
  discounts: Rupiah;
  tax: Rupiah;
  serviceCharge: Rupiah;
  rounding: Rupiah;
}

export interface TakingsReport {
  total: TakingsSum;
  /** the same number of days just before; while the last day still runs, up to the same hour */
  before: TakingsSum;
  beforeFrom: string;
  beforeUntil: string;
  /** every day of the range and every outlet that took something, oldest first */
  days: { day: string; outletId: string; net: Rupiah; saleCount: number; refunds: Rupiah }[];
  /** rupiah of sales in each hour of the day on the outlet's wall, 24 of them */
  byHour: Rupiah[];
  byOutlet: { outletId: string; name: string; net: Rupiah; saleCount: number; before: Rupiah }[];
  byMethod: { method: PaymentMethod; amount: Rupiah; before: Rupiah }[];
  /** sales that came after their shift was closed: in the figures above, and not in the shift's own (S13) */
  late: { count: number; amount: Rupiah };
  /** epoch ms where the comparison ends, when it does before its last day does */
  cutAt: number | null;
}

/** Takings of some days with those before. `now` is epoch ms. */
export async function takingsReport(
  db: Db,
  tenantId: string,
  range: Range,
  now: number,
): Promise<TakingsReport> {
  const days = daysBetween(range.from, range.until);
  const before = rangeBefore(range);
  const slices = await slicesOf(db, tenantId, range);
  const running = slices.some(({ beginsAt, endsAt }) => beginsAt <= now && now < endsAt);
  const cutAt = running ? now - days * 86_400_000 : null;
  const earlier = await slicesOf(db, tenantId, before, cutAt ?? undefined);
  const [current, previous] = [await takingsOf(db, tenantId, slices), await takingsOf(db, tenantId, earlier)];
  const { byHour, late } = await hoursOf(db, tenantId, slices);
  const outlets = rowsOf<{ id: string; name: string; active: boolean }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`select id, name, active from outlet where tenant_id = ${tenantId} order by code`),
    ),
  );
  const netOf = (rows: DayTakings[], outletId: string) =>
    sumOf(rows.filter((row) => row.outletId === outletId));
  const methods = (rows: DayTakings[]) => {
    const sums = new Map<PaymentMethod, Rupiah>();
    for (const { byMethod } of rows)
      for (const [method, amount] of Object.entries(byMethod) as [PaymentMethod, Rupiah][])
        sums.set(method, (sums.get(method) ?? 0) + amount);
    return sums;
  };
  const [taken, takenBefore] = [methods(current), methods(previous)];
  return {
    total: sumOf(current),
    before: sumOf(previous),
    beforeFrom: before.from,
    beforeUntil: before.until,
    days: current
      .map(({ day, outletId, sales, refunds, saleCount }) => ({
        day,
        outletId,
        net: sales - refunds,
        saleCount,
        refunds,
      }))
      .sort((a, b) => (a.day === b.day ? a.outletId.localeCompare(b.outletId) : a.day < b.day ? -1 : 1)),
    byHour,
    byOutlet: outlets
      .map(({ id, name, active }) => ({
        outletId: id,
        name,
        active,
        net: netOf(current, id).net,
        saleCount: netOf(current, id).saleCount,
        before: netOf(previous, id).net,
      }))
      .filter(
        ({ outletId, active, net, before: earlierNet }) =>
          (range.outletId === undefined || range.outletId === outletId) &&
          (active || net !== 0 || earlierNet !== 0),
      )
      .map(({ active: _active, ...outlet }) => outlet),
    byMethod: [...new Set([...taken.keys(), ...takenBefore.keys()])]
      .map((method) => ({
        method,
        amount: taken.get(method) ?? 0,
        before: takenBefore.get(method) ?? 0,
      }))
      .sort((a, b) => b.amount - a.amount),
    late,
    cutAt,
  };
}

async function takingsOf(db: Db, tenantId: string, slices: readonly Slice[]): Promise<DayTakings[]> {
  const answers = await askEach(db, tenantId, slices, async (tx, slice) => {
    const { beginsAt, endsAt, outletId, from, until } = slice;
    const found = await takings(tx, tenantId, { outletId, from: beginsAt, until: endsAt });
    // The moments are those of the earliest and the latest zone: a neighbour's day may lie in them.
    return found.filter(({ day }) => day >= from && day <= until);
  });
  return answers.flat();
}

async function hoursOf(db: Db, tenantId: string, slices: readonly Slice[]) {
  const byHour = Array.from({ length: 24 }, () => 0);
  const late = { count: 0, amount: 0 };
  const answers = await askEach(db, tenantId, slices, async (tx, slice) =>
    rowsOf<{ hour: number; total: number; lateCount: number; lateTotal: number }>(
      await tx.execute(sql`
        select extract(hour from s.occurred_at at time zone o.time_zone)::int as hour, sum(s.total)::float8 as total,
          (count(*) filter (where 'lateForShift' = any(s.flags)))::int as "lateCount",
          coalesce(sum(s.total) filter (where 'lateForShift' = any(s.flags)), 0)::float8 as "lateTotal"
        from sale s join outlet o on o.tenant_id = ${tenantId} and o.id = s.outlet_id
        where ${isInSlice('s', tenantId, slice)}
          and not exists (select from sale_void v where v.tenant_id = ${tenantId} and v.sale_id = s.id)
        group by 1`),
    ),
  );
  for (const { hour, total, lateCount, lateTotal } of answers.flat()) {
    byHour[hour] = (byHour[hour] ?? 0) + total;
    late.count += lateCount;
    late.amount += lateTotal;
  }
  return { byHour, late };
}

function sumOf(rows: readonly DayTakings[]): TakingsSum {
  const sum = (pick: (row: DayTakings) => number) => rows.reduce((all, row) => all + pick(row), 0);
  const [sales, refunds] = [sum((row) => row.sales), sum((row) => row.refunds)];
  return {
    net: sales - refunds,
    saleCount: sum((row) => row.saleCount),
    sales,
    refundCount: sum((row) => row.refundCount),
    refunds,
    voidCount: sum((row) => row.voidCount),
    discounts: sum((row) => row.discounts),
    tax: sum((row) => row.tax),
    serviceCharge: sum((row) => row.serviceCharge),
    rounding: sum((row) => row.rounding),
  };
}
