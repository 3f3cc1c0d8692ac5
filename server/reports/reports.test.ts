import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import type { Db, Tx } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { seedShop } from '../sync/testing.ts';
import { goodsReport } from './goods-report.ts';
import { moneyAtRisk } from './money-at-risk.ts';
import { addDays, rangeSchema, slicesOf } from './range.ts';
import { takingsReport } from './takings-report.ts';

/** GERAI_REPORT_SALES=100000: how long the reports of a month with that many sales take. */
const MANY = Number(process.env.GERAI_REPORT_SALES ?? 0);
const RANGE = { from: '2026-11-10', until: '2026-11-11' };
/** noon in Jakarta on the last day */
const NOON = Date.parse('2026-11-11T12:00:00+07:00');

describeOnBothEngines('reports', (open, engine) => {
  let db: Db;
  let tenantId: string;
  let outletId: string;
  let deviceId: string;
  let productId: string;

  beforeAll(async () => {
    ({ db } = await open());
    const shop = await seedShop(db);
    tenantId = shop.tenantId;
    deviceId = shop.devices[0].id;
    outletId = shop.devices[0].outletId;
    productId = v7();
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`insert into product (tenant_id, id, sku, name, price, cost)
        values (${tenantId}, ${productId}, 'KOPI', 'Kopi', 10000, 0)`),
    );
  });

  async function sell(tx: Tx, at: string, total: number, tax = 0) {
    const saleId = v7();
    await tx.execute(sql`insert into sale (tenant_id, id, outlet_id, device_id, staff_id, receipt_seq, receipt_number, sold_at,
        device_counter, occurred_at, subtotal, discount, tax, tax_included, rounding, total, line_count, content_hash)
      values (${tenantId}, ${saleId}, ${outletId}, ${deviceId}, ${v7()}, 1, 'X', ${at}::timestamptz, 1,
        ${at}::timestamptz, ${total}, 0, 0, ${tax}, 0, ${total}, 1, 'x')`);
    await tx.execute(sql`insert into sale_line (tenant_id, sale_id, line_no, product_id, sku, name, unit, quantity_milli,
        unit_price, line_total, tax_class, tax_kind, tax_rate_bp, tax_base, tax_included)
      values (${tenantId}, ${saleId}, 1, ${productId}, 'KOPI', 'Kopi', 'pcs', 2000, ${total / 2}, ${total}, 'standard',
        ${tax ? 'ppn' : 'none'}, ${tax ? 1200 : 0}, ${total - tax}, ${tax})`);
    await tx.execute(sql`insert into payment (tenant_id, id, sale_id, method, amount, tendered, change)
      values (${tenantId}, ${v7()}, ${saleId}, 'cash', ${total}, ${total}, 0)`);
    return saleId;
  }

  test('S4 voided sales drop out, refunds subtract, and the comparison ends at the same hour', async () => {
    await db.tenant(tenantId, async (tx) => {
      await sell(tx, '2026-11-10T00:00:00+07:00', 20_000);
      const sold = await sell(tx, '2026-11-11T09:30:00+07:00', 22_200, 2_200);
      const gone = await sell(tx, '2026-11-11T10:00:00+07:00', 50_000);
      await tx.execute(sql`insert into sale_void (tenant_id, id, outlet_id, device_id, staff_id, device_counter, made_at,
          occurred_at, content_hash, sale_id, reason)
        values (${tenantId}, ${v7()}, ${outletId}, ${deviceId}, ${v7()}, 2, now(), now(), 'x', ${gone}, 'salah')`);
      const refundId = v7();
      await tx.execute(sql`insert into refund (tenant_id, id, outlet_id, device_id, staff_id, device_counter, made_at,
          occurred_at, content_hash, receipt_seq, receipt_number, sale_id, sale_receipt_number, reason, rounding, total)
        values (${tenantId}, ${refundId}, ${outletId}, ${deviceId}, ${v7()}, 3, now(),
          '2026-11-11T11:00:00+07:00'::timestamptz, 'x', 2, 'X2', ${sold}, 'X', 'other', 0, 11100)`);
      await tx.execute(sql`insert into refund_line (tenant_id, refund_id, line_no, product_id, name, unit, quantity_milli,
          amount, tax_kind, tax, restock)
        values (${tenantId}, ${refundId}, 1, ${productId}, 'Kopi', 'pcs', 1000, 11100, 'ppn', 1100, true)`);
      await tx.execute(sql`insert into refund_payment (tenant_id, refund_id, id, method, amount)
        values (${tenantId}, ${refundId}, ${v7()}, 'cash', 11100)`);
      // The two days before: within the same hours, and after them.
      await sell(tx, '2026-11-09T11:59:00+07:00', 8_000);
      await sell(tx, '2026-11-09T12:01:00+07:00', 4_000);
    });
    const report = await takingsReport(db, tenantId, RANGE, NOON);
    expect(report.total).toMatchObject({
      net: 31_100,
      sales: 42_200,
      refunds: 11_100,
      saleCount: 2,
      voidCount: 1,
      tax: 1_100,
    });
    expect(report.before.net).toBe(8_000);
    expect(report.days.map(({ day, net }) => [day, net])).toEqual([
      ['2026-11-10', 20_000],
      ['2026-11-11', 11_100],
    ]);
    expect(report.byHour[0]).toBe(20_000);
    expect(report.byHour[9]).toBe(22_200);
    expect(report.byMethod).toEqual([{ method: 'cash', amount: 31_100, before: 8_000 }]);
    expect((await takingsReport(db, tenantId, RANGE, NOON + 7 * 86_400_000)).before.net).toBe(12_000);
  });

  test('profit takes the cost that was known when it was sold; the first known one counts for before', async () => {
    const wanted = { sort: 'profit', limit: 10 } as const;
    const unknown = await goodsReport(db, tenantId, RANGE, wanted);
    expect(unknown).toMatchObject({ revenue: 30_000, revenueWithoutCost: 30_000, profit: 0 });
    const setCost = (cost: number) =>
      db.tenant(tenantId, (tx) =>
        tx.execute(
          sql`update product set cost = ${cost} where tenant_id = ${tenantId} and id = ${productId}`,
        ),
      );
    await setCost(4_000);
    await setCost(9_000);
    // Three cups net of the one that came back, at what they cost then.
    const report = await goodsReport(db, tenantId, RANGE, wanted);
    expect(report).toMatchObject({ revenue: 30_000, cost: 12_000, profit: 18_000, revenueWithoutCost: 0 });
    expect(report.goods).toMatchObject([{ name: 'Kopi', quantityMilli: 3_000, costKnown: true }]);
    expect(report.taxes).toEqual([{ kind: 'ppn', rateBp: 1200, base: 10_000, amount: 1_100 }]);
  });

  test('money at risk is told without anything at risk too', async () => {
    expect(await moneyAtRisk(db, tenantId, NOON)).toEqual({
      qris: { count: 0, amount: 0 },
      debt: { count: 0, amount: 0 },
      variances: { count: 0, amount: 0 },
      flagged: 0,
    });
  });

  test('T4 a range is asked in pieces that cover every day once, and is never longer than a year', async () => {
    const year = { from: '2026-01-01', until: '2026-12-31' };
    const slices = await slicesOf(db, tenantId, year);
    expect(slices[0]?.from).toBe(year.from);
    expect(slices.at(-1)?.until).toBe(year.until);
    for (const [at, slice] of slices.slice(1).entries())
      expect(slice.from).toBe(addDays(slices[at]?.until ?? '', 1));
    expect(rangeSchema.safeParse(year).success).toBe(true);
    expect(rangeSchema.safeParse({ from: '2025-01-01', until: '2026-12-31' }).success).toBe(false);
    expect(rangeSchema.safeParse({ from: '2026-02-31', until: '2026-03-01' }).success).toBe(false);
  });

  test.runIf(MANY > 0)(`a month of ${MANY} sales`, { timeout: 900_000 }, async () => {
    const many = engine === 'postgres' ? MANY : Math.min(MANY, 20_000);
    await db.tenant(tenantId, async (tx) => {
      await tx.execute(sql`insert into product (tenant_id, id, sku, name, price, cost)
        select ${tenantId}, gen_random_uuid(), 'S' || n, 'Barang ' || n, 10000, 7000 from generate_series(1, 2000) n`);
      await tx.execute(sql`insert into sale (tenant_id, id, outlet_id, device_id, staff_id, receipt_seq, receipt_number,
          sold_at, device_counter, occurred_at, subtotal, discount, tax, tax_included, rounding, total, line_count, content_hash)
        select ${tenantId}, gen_random_uuid(), ${outletId}, ${deviceId}, ${v7()}, n, 'M' || n, at, n, at, 50000, 0, 0, 5000,
          0, 50000, 5, 'x' from (select n, '2026-08-01'::timestamptz + n * interval '60 days' / ${many}::int as at
            from generate_series(1, ${many}::int) n) made`);
      await tx.execute(sql`insert into sale_line (tenant_id, sale_id, line_no, product_id, sku, name, unit, quantity_milli,
          unit_price, line_total, tax_class, tax_kind, tax_rate_bp, tax_base, tax_included)
        select s.tenant_id, s.id, n, p.id, p.sku, p.name, 'pcs', 1000, 10000, 10000, 'standard', 'ppn', 1200, 9000, 1000
        from sale s cross join generate_series(1, 5) n
          join (select *, row_number() over (order by sku) as nr from product where tenant_id = ${tenantId} and sku like 'S%') p
            on p.nr = 1 + (s.receipt_seq * 7 + n * 311) % 2000
        where s.tenant_id = ${tenantId} and s.receipt_number like 'M%'`);
      await tx.execute(sql`insert into payment (tenant_id, id, sale_id, method, amount, tendered, change)
        select tenant_id, gen_random_uuid(), id, 'cash', total, total, 0 from sale
        where tenant_id = ${tenantId} and receipt_number like 'M%'`);
    });
    for (const table of ['sale', 'sale_line', 'payment', 'product', 'stock_level', 'refund'])
      await db.unscoped.execute(sql`analyze ${sql.identifier(table)}`);
    const month = { from: '2026-08-31', until: '2026-09-29' };
    const timed = async (name: string, ask: () => Promise<unknown>) => {
      let held = 0;
      let last = performance.now();
      const watch = setInterval(() => {
        held = Math.max(held, performance.now() - last - 5);
        last = performance.now();
      }, 5);
      const times: number[] = [];
      for (let round = 0; round < 3; round++) {
        const began = performance.now();
        await ask();
        times.push(Math.round(performance.now() - began));
      }
      clearInterval(watch);
      console.log(
        `${engine}, ${many} sales in 60 days: ${name} ${times} ms, loop held ${Math.round(held)} ms`,
      );
    };
    const day = { from: '2026-09-29', until: '2026-09-29' };
    await timed('takings of 30 days', () => takingsReport(db, tenantId, month, NOON));
    await timed('goods of 30 days', () => goodsReport(db, tenantId, month, { sort: 'revenue', limit: 10 }));
    await timed('takings of a day', () => takingsReport(db, tenantId, day, NOON));
    await timed('goods of a day', () => goodsReport(db, tenantId, day, { sort: 'revenue', limit: 10 }));
  });
});
