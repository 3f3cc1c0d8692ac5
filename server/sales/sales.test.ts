import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { auditEntry } from '../accounts/tables.ts';
import type { Db } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { envelopeOf, openCallers, saleOf, seedShop, type TestShop } from '../sync/testing.ts';
import { salesToday } from './sales-today.ts';

describeOnBothEngines('the owner’s sales', (open) => {
  let db: Db;
  let shop: TestShop;
  let manager: ReturnType<Awaited<ReturnType<typeof openCallers>>['manager']>;
  let pushed: string[];

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    const callers = await openCallers(db);
    manager = callers.manager(shop.tenantId);
    const sales = Array.from({ length: 5 }, (_, index) =>
      saleOf(shop, index + 1, {
        soldAt: Date.now() - 60_000 * (5 - index),
        ...(index === 3 ? { total: 1 } : {}),
      }),
    );
    await callers.device(shop.devices[0]).sync.push(envelopeOf(sales));
    pushed = sales.map((sale) => sale.id).reverse();
  });

  test('T4 a cursor beyond all time is bad input, not a 5xx', async () => {
    for (const digits of [13, 15, 16]) {
      const asked = manager.sales.list({ cursor: `${'9'.repeat(digits)}_${v7()}` });
      if (digits === 16) await expect(asked).rejects.toMatchObject({ code: 'BAD_REQUEST' });
      else expect((await asked).sales).toHaveLength(5);
    }
  });

  test('S10 the list is newest first and pages without a gap', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = null, pages = 0; ; pages++) {
      const page = await manager.sales.list({ limit: 2, cursor });
      seen.push(...page.sales.map((sale) => sale.id));
      cursor = page.nextCursor;
      if (cursor === null || pages > 5) break;
    }
    expect(seen).toEqual(pushed);
    const flagged = await manager.sales.list({ flaggedOnly: true, outletId: shop.outlets[0] });
    expect(flagged.sales).toMatchObject([
      {
        id: pushed[1],
        flags: ['totalsDiffer'],
        outletName: 'Pusat',
        deviceName: 'Tablet',
        staffName: 'Sari',
        total: 1,
      },
    ]);
    expect((await manager.sales.list({ outletId: shop.outlets[1] })).sales).toEqual([]);
  });

  test('T1 another tenant sees none of it', async () => {
    const callers = await openCallers(db);
    const stranger = callers.manager((await seedShop(db)).tenantId);
    expect((await stranger.sales.list({})).sales).toEqual([]);
    await expect(stranger.sales.get({ saleId: pushed[0] ?? '' })).rejects.toMatchObject({
      gerai: { code: 'notFound' },
    });
    expect(await stranger.sales.today()).toMatchObject([
      { total: 0, count: 0 },
      { total: 0, count: 0 },
    ]);
  });

  test('M1 today is summed by hour on the clock of each outlet', async () => {
    const other = await seedShop(db);
    const [centre, east] = other.outlets; // Jakarta UTC+7, Jayapura UTC+9
    const at = (iso: string) => new Date(iso).getTime();
    const add = (outletId: string, occurred: string, total: number) =>
      db.tenant(other.tenantId, (tx) =>
        tx.execute(sql`insert into sale (tenant_id, id, outlet_id, device_id, staff_id, receipt_seq, receipt_number,
            sold_at, device_counter, occurred_at, subtotal, discount, tax, rounding, total, line_count, content_hash)
          values (${other.tenantId}, ${v7()}, ${outletId}, ${other.devices[0].id}, ${other.staffId}, 1, 'x',
            ${occurred}::text::timestamptz, 1, ${occurred}::text::timestamptz, 0, 0, 0, 0, ${total}, 1, 'x')`),
      );
    await add(centre, '2026-11-20T16:59:59Z', 1); // 23:59 yesterday in Jakarta
    await add(centre, '2026-11-20T17:00:00Z', 20); // 00:00
    await add(centre, '2026-11-21T05:30:00Z', 300); // 12:30
    await add(centre, '2026-11-21T05:45:00Z', 4_000); // 12:45
    await add(east, '2026-11-20T16:59:59Z', 50_000); // 01:59 today in Jayapura
    const hours = (filled: Record<number, number>) =>
      Array.from({ length: 24 }, (_, hour) => filled[hour] ?? 0);
    expect(await salesToday(db, other.tenantId, at('2026-11-21T06:00:00Z'))).toEqual([
      { outletId: centre, name: 'Pusat', total: 4_320, count: 3, byHour: hours({ 0: 20, 12: 4_300 }) },
      { outletId: east, name: 'Timur', total: 50_000, count: 1, byHour: hours({ 1: 50_000 }) },
    ]);
  });

  test('S5 an outlet closed today still counts in what it sold today', async () => {
    const other = await seedShop(db);
    const callers = await openCallers(db);
    await callers.device(other.devices[0]).sync.push(envelopeOf([saleOf(other, 1, { soldAt: Date.now() })]));
    await db.tenant(other.tenantId, (tx) => tx.execute(sql`update outlet set active = false`));
    expect(await callers.manager(other.tenantId).sales.today()).toMatchObject([
      { outletId: other.outlets[0], count: 1 },
    ]);
  });

  test('S6 a refused record leaves the list once its sale is stored; a conflict only by a person', async () => {
    const other = await seedShop(db);
    const callers = await openCallers(db);
    const send = (records: unknown[]) => callers.device(other.devices[0]).sync.push(envelopeOf(records));
    const owner = callers.manager(other.tenantId);
    const open = async () =>
      (await owner.sales.refused.list({})).map(({ recordId, code }) => [recordId, code]);
    const [repaired, taken] = [saleOf(other, 1), saleOf(other, 2)];
    await send([{ ...repaired, total: 'x' }, taken, { ...taken, note: 'lain' }]);
    expect((await open()).sort()).toEqual(
      [
        [repaired.id, 'invalid'],
        [taken.id, 'conflict'],
      ].sort(),
    );
    await owner.sync.rescue({ records: [repaired, taken] });
    expect(await open()).toEqual([[taken.id, 'conflict']]);

    const [conflict] = await owner.sales.refused.list({});
    const which = { recordId: taken.id, contentHash: conflict?.contentHash ?? '' };
    const stranger = callers.manager((await seedShop(db)).tenantId);
    await expect(stranger.sales.refused.dismiss(which)).rejects.toMatchObject({
      gerai: { code: 'notFound' },
    });
    await owner.sales.refused.dismiss(which);
    expect(await open()).toEqual([]);
    await expect(owner.sales.refused.dismiss(which)).rejects.toMatchObject({ gerai: { code: 'notFound' } });
    const deeds = await db.tenant(other.tenantId, (tx) => tx.select().from(auditEntry));
    expect(deeds).toMatchObject([
      { action: 'refused.dismissed', target: taken.id, detail: { code: 'conflict' } },
    ]);
  });
});
