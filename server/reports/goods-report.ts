import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import type { TaxKind } from '../../shared/sync/sale-record.ts';
import { type Db, rowsOf, type Tx } from '../db/connect.ts';
import { askEach, isInSlice, type Range, type Slice, slicesOf } from './range.ts';

export interface GoodsSold {
  /** null: sold without a product */
  productId: string | null;
  name: string;
  unit: string;
  /** sold less given back */
  quantityMilli: number;
  /** what the shop keeps of it: discounts, taxes and refunds taken off, without service charge */
  revenue: Rupiah;
  discount: Rupiah;
  /** as it was known when it was sold; what came back on the shelf is taken off */
  cost: Rupiah;
  /** false: no cost was ever written down for it or for a part of it, so there is no profit to tell */
  costKnown: boolean;
}

export const GOODS_SORTS = ['revenue', 'quantity', 'profit'] as const;
export type GoodsSort = (typeof GOODS_SORTS)[number];

export interface GoodsReport {
  goods: GoodsSold[];
  productCount: number;
  revenue: Rupiah;
  cost: Rupiah;
  /** revenue of goods whose cost is known, less that cost */
  profit: Rupiah;
  /** revenue of which nobody knows what it cost */
  revenueWithoutCost: Rupiah;
  taxes: { kind: Exclude<TaxKind, 'none'>; rateBp: number; base: Rupiah; amount: Rupiah }[];
}

/** What was sold, what it earned and which taxes are in it; the `limit` best ones by `sort`. */
export async function goodsReport(
  db: Db,
  tenantId: string,
  range: Range,
  { sort, limit }: { sort: GoodsSort; limit: number },
): Promise<GoodsReport> {
  const goods = new Map<string, GoodsSold>();
  const taxes = new Map<string, GoodsReport['taxes'][number]>();
  const slices = await slicesOf(db, tenantId, range);
  for (const found of await askEach(db, tenantId, slices, (tx, slice) => goodsOf(tx, tenantId, slice))) {
    for (const one of found.goods) {
      const key = one.productId ?? `name ${one.name}`;
      const sum = goods.get(key);
      goods.set(key, sum ? together(sum, one) : one);
    }
    for (const tax of found.taxes) {
      const key = `${tax.kind} ${tax.rateBp}`;
      const sum = taxes.get(key) ?? { ...tax, base: 0, amount: 0 };
      taxes.set(key, { ...sum, base: sum.base + tax.base, amount: sum.amount + tax.amount });
    }
  }
  const all = [...goods.values()];
  const add = (some: readonly GoodsSold[], pick: (one: GoodsSold) => number) =>
    some.reduce((sum, one) => sum + pick(one), 0);
  const known = all.filter((one) => one.costKnown);
  const revenue = add(all, (one) => one.revenue);
  const knownRevenue = add(known, (one) => one.revenue);
  const cost = add(known, (one) => one.cost);
  return {
    goods: all.sort((a, b) => rank(b, sort) - rank(a, sort) || (a.name < b.name ? -1 : 1)).slice(0, limit),
    productCount: all.length,
    revenue,
    cost,
    profit: knownRevenue - cost,
    revenueWithoutCost: revenue - knownRevenue,
    taxes: [...taxes.values()].sort((a, b) => b.amount - a.amount),
  };
}

function rank(one: GoodsSold, sort: GoodsSort): number {
  if (sort === 'quantity') return one.quantityMilli;
  if (sort === 'revenue') return one.revenue;
  return one.costKnown ? one.revenue - one.cost : Number.NEGATIVE_INFINITY;
}

function together(a: GoodsSold, b: GoodsSold): GoodsSold {
  return {
    ...b,
    quantityMilli: a.quantityMilli + b.quantityMilli,
    revenue: a.revenue + b.revenue,
    discount: a.discount + b.discount,
    cost: a.cost + b.cost,
    costKnown: a.costKnown && b.costKnown,
  };
}

/**
 * A line of a bundle costs what its parts cost, any other what its product does. Refunds count on the day they were
 * given; what did not go back on the shelf stays a cost.
 */
async function goodsOf(tx: Tx, tenantId: string, slice: Slice) {
  const [row] = rowsOf<{ found: { goods: GoodsSold[] | null; taxes: GoodsReport['taxes'] | null } }>(
    await tx.execute(sql`
      with costs as materialized (
        select product_id, cost, coalesce(lag(until) over (partition by product_id order by until), '-infinity') as since,
            until
          from earlier_cost where tenant_id = ${tenantId}
        union all
        select p.id, p.cost, coalesce((select max(until) from earlier_cost e
            where e.tenant_id = ${tenantId} and e.product_id = p.id), '-infinity'), 'infinity'
          from product p where p.tenant_id = ${tenantId} and p.cost > 0
      ), lines as materialized (
        select l.product_id, l.name, l.unit, s.occurred_at as at, l.quantity_milli as quantity,
          coalesce(l.stock_milli, l.quantity_milli) as stock, l.components,
          l.line_total - l.cart_discount - l.tax_included as revenue, l.discount + l.cart_discount as discount,
          l.tax_kind, l.tax_rate_bp, l.tax_base, l.tax + l.tax_included as tax
        from sale s join outlet o on o.tenant_id = ${tenantId} and o.id = s.outlet_id
          join sale_line l on l.tenant_id = ${tenantId} and l.sale_id = s.id
        where ${isInSlice('s', tenantId, slice)}
          and not exists (select from sale_void v where v.tenant_id = ${tenantId} and v.sale_id = s.id)
        union all
        select l.product_id, l.name, l.unit, coalesce(sold.occurred_at, r.occurred_at), -l.quantity_milli,
          case when l.restock then -coalesce(l.stock_milli, l.quantity_milli) else 0 end,
          case when l.restock then l.components end, l.tax - l.amount, 0,
          l.tax_kind, coalesce(original.tax_rate_bp, 0),
          -round(original.tax_base * l.quantity_milli::numeric / nullif(original.quantity_milli, 0)), -l.tax
        from refund r join outlet o on o.tenant_id = ${tenantId} and o.id = r.outlet_id
          join refund_line l on l.tenant_id = ${tenantId} and l.refund_id = r.id
          left join sale sold on sold.tenant_id = ${tenantId} and sold.id = r.sale_id
          left join sale_line original on original.tenant_id = ${tenantId} and original.sale_id = r.sale_id
            and original.line_no = l.line_no
        where ${isInSlice('r', tenantId, slice)}
      ), goods as (
        select product_id, case when product_id is null then name end as own_name, max(name) as name, max(unit) as unit,
          sum(quantity) as quantity, sum(revenue) as revenue, sum(discount) as discount
        from lines group by 1, 2
      ), parts as (
        select product_id, case when product_id is null then name end as own_name, product_id as part_id, at, stock
          from lines where components is null and stock <> 0
        union all
        select l.product_id, case when l.product_id is null then l.name end, c."productId", l.at,
            c."quantityMilli" * sign(l.stock)
          from lines l, jsonb_to_recordset(l.components) as c("productId" uuid, "quantityMilli" int8)
          where l.components is not null
      ), spent as (
        select p.product_id, p.own_name, sum(round(c.cost * p.stock / 1000.0)) as cost, bool_and(c.cost is not null) as known
        from parts p left join costs c on c.product_id = p.part_id and p.at >= c.since and p.at < c.until
        group by 1, 2
      ), taxed as (
        select tax_kind, tax_rate_bp, sum(tax_base) as base, sum(tax) as amount
        from lines where tax_kind <> 'none' group by 1, 2
      )
      select json_build_object(
        'goods', (select json_agg(json_build_object('productId', g.product_id, 'name', coalesce(p.name, g.name),
            'unit', coalesce(p.unit, g.unit), 'quantityMilli', g.quantity, 'revenue', g.revenue, 'discount', g.discount,
            'cost', coalesce(s.cost, 0), 'costKnown', coalesce(s.known, false)))
          from goods g left join spent s on s.product_id is not distinct from g.product_id
              and s.own_name is not distinct from g.own_name
            left join product p on p.tenant_id = ${tenantId} and p.id = g.product_id),
        'taxes', (select json_agg(json_build_object('kind', tax_kind, 'rateBp', tax_rate_bp, 'base', coalesce(base, 0),
            'amount', amount)) from taxed)) as found`),
  );
  return { goods: row?.found.goods ?? [], taxes: row?.found.taxes ?? [] };
}
