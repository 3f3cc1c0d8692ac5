import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { PLAIN_LINE, PLAIN_SALE } from '../../shared/sync/upcast.ts';
import { CONTRACT_VERSION } from '../../shared/sync/version.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { describeOnBothEngines, describeOnPostgres } from '../db/testing.ts';
import { MAX_OPEN_REFUSALS } from '../sales/keep-refused.ts';
import { countRows, envelopeOf, openCallers, saleOf, seedShop, type TestShop } from './testing.ts';

type Callers = Awaited<ReturnType<typeof openCallers>>;

const TABLES = ['sale', 'sale_line', 'payment', 'stock_movement', 'refused_record'] as const;

describeOnBothEngines('push', (open) => {
  let db: Db;
  let shop: TestShop;
  let callers: Callers;
  let seq = 0;
  const counts = () => Promise.all(TABLES.map((table) => countRows(db, shop.tenantId, table)));
  const send = async (records: unknown[], change = {}) =>
    (await callers.device(shop.devices[0]).sync.push(envelopeOf(records, change))).answers;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    callers = await openCallers(db);
  });

  test('S5 a sale is stored as charged, with lines, payments and what left the shelf', async () => {
    const sale = saleOf(shop, ++seq);
    expect(await send([sale])).toEqual([{ id: sale.id, status: 'applied' }]);
    const stored = await callers.manager(shop.tenantId).sales.get({ saleId: sale.id });
    const { kind: _, ...charged } = sale;
    expect(stored).toMatchObject({
      ...charged,
      note: null,
      flags: [],
      lines: sale.lines.map((line) => ({ ...line, note: null })),
    });
    const moved = rowsOf<{ quantity: string | number }>(
      await db.tenant(shop.tenantId, (tx) =>
        tx.execute(sql`select quantity_milli as quantity from stock_movement where sale_id = ${sale.id}`),
      ),
    );
    expect(moved.map((row) => Number(row.quantity))).toEqual([-2000, -2000]);
  });

  test('T4 of a device that is refused without end no more than so many records are kept', async () => {
    const other = await seedShop(db);
    const device = callers.device(other.devices[0]);
    await db.tenant(other.tenantId, (tx) =>
      tx.execute(sql`insert into refused_record (tenant_id, record_id, content_hash, device_id, code, payload)
        select ${other.tenantId}::uuid, n::text, 'x', ${other.devices[0].id}::uuid, 'invalid', '{}'
        from generate_series(1, ${MAX_OPEN_REFUSALS}::int) as n`),
    );
    const bad = [{ kind: 'sale', id: 'one too many' }];
    expect((await device.sync.push(envelopeOf(bad))).answers).toMatchObject([{ status: 'refused' }]);
    expect(await countRows(db, other.tenantId, 'refused_record')).toBe(MAX_OPEN_REFUSALS);
    await callers.device(other.devices[1]).sync.push(envelopeOf(bad));
    expect(await countRows(db, other.tenantId, 'refused_record')).toBe(MAX_OPEN_REFUSALS + 1);
  });

  test('S3 a repeated push changes nothing', async () => {
    const sales = [saleOf(shop, ++seq), saleOf(shop, ++seq)];
    await send(sales);
    const before = await counts();
    expect(await send(sales)).toEqual(sales.map(({ id }) => ({ id, status: 'alreadyApplied' })));
    // The order of keys is not content.
    const reversed = Object.fromEntries(Object.entries(sales[0] ?? {}).reverse());
    expect(await send([reversed])).toEqual([{ id: sales[0]?.id, status: 'alreadyApplied' }]);
    expect(await counts()).toEqual(before);
  });

  test('S3 the same id with other content is refused, kept whole and shown to the owner', async () => {
    const sale = saleOf(shop, ++seq);
    await send([sale]);
    const before = await counts();
    const other = { ...sale, note: 'lain' };
    expect(await send([other])).toMatchObject([{ id: sale.id, status: 'refused', code: 'conflict' }]);
    expect(await send([other])).toMatchObject([{ id: sale.id, status: 'refused', code: 'conflict' }]);
    const [sales, lines, payments, movements, refused = 0] = before;
    expect(await counts()).toEqual([sales, lines, payments, movements, refused + 1]);
    const listed = await callers.manager(shop.tenantId).sales.refused.list({});
    expect(listed[0]).toMatchObject({
      recordId: sale.id,
      code: 'conflict',
      payload: other,
      deviceName: 'Tablet',
    });
  });

  test('S3 an id twice in one batch is stored once', async () => {
    const sale = saleOf(shop, ++seq);
    const [sales = 0] = await counts();
    expect(await send([sale, sale, { ...sale, note: 'lain' }])).toMatchObject([
      { status: 'applied' },
      { status: 'alreadyApplied' },
      { status: 'refused', code: 'conflict' },
    ]);
    expect((await counts())[0]).toBe(sales + 1);
  });

  test('S3 a payment that belongs to another sale is a conflict and leaves nothing behind', async () => {
    const first = saleOf(shop, ++seq);
    const second = saleOf(shop, ++seq, { payments: first.payments });
    const third = saleOf(shop, ++seq);
    expect(await send([first, second, third])).toMatchObject([
      { id: first.id, status: 'applied' },
      { id: second.id, status: 'refused', code: 'conflict', field: 'payments' },
      { id: third.id, status: 'applied' },
    ]);
  });

  test('S6 a bad record is refused alone, kept whole, and blocks nothing', async () => {
    const good = [saleOf(shop, ++seq), saleOf(shop, ++seq)];
    const bad = saleOf(shop, ++seq);
    const bads = [
      { ...bad, id: v7(), total: 1.5 },
      { ...bad, id: v7(), kind: 'refunds' },
      { ...bad, id: v7(), outletId: v7() },
      { ...bad, id: v7(), deviceId: v7() },
      { ...bad, id: 'NUL \u0000', note: 'half \ud800' },
      { ...bad, id: v7(), lines: bad.lines.map((line) => ({ ...line, lineNo: 1 })) },
      'not a record',
      null,
      JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)),
    ];
    const [, , , , refused = 0] = await counts();
    expect(await send([good[0], ...bads, good[1]])).toMatchObject([
      { id: good[0]?.id, status: 'applied' },
      { status: 'refused', code: 'invalid', field: 'total' },
      { status: 'refused', code: 'unknownKind', field: 'kind' },
      { status: 'refused', code: 'outletUnknown', field: 'outletId' },
      { status: 'refused', code: 'deviceUnknown', field: 'deviceId' },
      { status: 'refused', code: 'invalid', field: 'id' },
      { status: 'refused', code: 'invalid', field: 'lines' },
      { id: '', status: 'refused', code: 'invalid' },
      { id: '', status: 'refused', code: 'invalid' },
      { id: '', status: 'refused', code: 'invalid' },
      { id: good[1]?.id, status: 'applied' },
    ]);
    expect((await counts())[4]).toBe(refused + bads.length);
  });

  test('S6 a record that fails for an unforeseen reason gets no answer; the others are stored', async () => {
    const sales = [saleOf(shop, ++seq), saleOf(shop, ++seq, { note: 'poison' }), saleOf(shop, ++seq)];
    await db.runScript(`alter table sale add constraint poison check (note <> 'poison') not valid`);
    expect(await send(sales)).toEqual([
      { id: sales[0]?.id, status: 'applied' },
      { id: sales[2]?.id, status: 'applied' },
    ]);
    await db.runScript('alter table sale drop constraint poison');
    expect(await send(sales)).toMatchObject([
      { status: 'alreadyApplied' },
      { id: sales[1]?.id, status: 'applied' },
      { status: 'alreadyApplied' },
    ]);
  });

  test('S5 a sale that does not add up is stored as charged and flagged', async () => {
    const sale = saleOf(shop, ++seq, { total: 1, receiptNumber: 'PST-A1-X' });
    expect(await send([sale])).toEqual([
      { id: sale.id, status: 'appliedWithFlags', flags: ['totalsDiffer', 'receiptMismatch'] },
    ]);
    const again = saleOf(shop, sale.receiptSeq, {
      lines: [{ ...(sale.lines[0] as (typeof sale.lines)[0]), productId: v7() }],
    });
    const [, , , movements] = await counts();
    expect(await send([again])).toEqual([
      {
        id: again.id,
        status: 'appliedWithFlags',
        flags: ['totalsDiffer', 'unknownProduct', 'receiptRepeated'],
      },
    ]);
    expect((await counts())[3]).toBe(movements);
  });

  test('S11 the previous contract is understood, a newer or older one is not, and stores nothing', async () => {
    const { deviceCounter: _, clockOffsetMs: __, ...current } = saleOf(shop, ++seq);
    const old = {
      ...without(current, PLAIN_SALE),
      lines: current.lines.map((line) => without(line, PLAIN_LINE)),
    };
    expect(await send([old], { contract: 0 })).toEqual([{ id: current.id, status: 'applied' }]);
    // After its updates the device sends the record it migrated by the same steps.
    const once = { ...old, deviceCounter: 0, clockOffsetMs: null };
    const twice = { ...current, deviceCounter: 0, clockOffsetMs: null };
    for (const [contract, record] of [
      [1, once],
      [2, twice],
    ] as const)
      expect(await send([record], { contract })).toEqual([{ id: current.id, status: 'alreadyApplied' }]);
    const before = await counts();
    const sale = saleOf(shop, ++seq);
    await expect(send([sale], { contract: CONTRACT_VERSION + 1, extra: true })).rejects.toMatchObject({
      gerai: { code: 'contractTooNew' },
    });
    await expect(send([sale], { contract: -1 })).rejects.toMatchObject({ gerai: { code: 'contractTooOld' } });
    expect(await counts()).toEqual(before);
  });

  test('S10 the owner sees what the device last said of itself', async () => {
    await send([], { deviceTime: Date.now() - 86_400_000, unsent: 12, refused: 3, appVersion: '1.2.3' });
    const [row] = rowsOf<Record<string, unknown>>(
      await db.tenant(shop.tenantId, (tx) =>
        tx.execute(sql`select unsent, refused, app_version, round(clock_offset_ms / 60000.0)::int as minutes,
          last_seen_at > now() - interval '1 minute' as seen from device where id = ${shop.devices[0].id}`),
      ),
    );
    expect(row).toEqual({ unsent: 12, refused: 3, app_version: '1.2.3', minutes: 1440, seen: true });
  });

  test('S12 a rescue takes records of other devices of the tenant, once, and marks them', async () => {
    const sale = saleOf(shop, ++seq);
    const rescue = (caller: ReturnType<Callers['device']>) => caller.sync.rescue({ records: [sale] });
    expect((await rescue(callers.device(shop.devices[1]))).answers).toEqual([
      { id: sale.id, status: 'appliedWithFlags', flags: ['rescued'] },
    ]);
    expect((await rescue(callers.manager(shop.tenantId))).answers).toEqual([
      { id: sale.id, status: 'alreadyApplied' },
    ]);
    expect(await send([sale])).toEqual([{ id: sale.id, status: 'alreadyApplied' }]);
    const stranger = await seedShop(db);
    expect((await rescue(callers.manager(stranger.tenantId))).answers).toMatchObject([
      { id: sale.id, status: 'refused', code: 'outletUnknown' },
    ]);
  });

  test('S2 hello says who the device is and where its receipt numbers stand', async () => {
    const reply = await callers.device(shop.devices[0]).sync.hello({
      contract: CONTRACT_VERSION,
      deviceTime: Date.now(),
      unsent: 0,
      refused: 0,
      appVersion: 'test',
    });
    expect(reply).toMatchObject({
      contract: CONTRACT_VERSION,
      device: {
        id: shop.devices[0].id,
        code: 'A1',
        name: 'Tablet',
        outletId: shop.outlets[0],
        revoked: false,
      },
      outlet: { id: shop.outlets[0], code: 'PST', timeZone: 'Asia/Jakarta', deleted: false },
      tenantName: 'Toko Uji',
      lastReceiptSeq: rowsOf<{ max: number }>(
        await db.tenant(shop.tenantId, (tx) => tx.execute(sql`select max(receipt_seq) from sale`)),
      )[0]?.max,
    });
    expect(Math.abs(reply.serverTime - Date.now())).toBeLessThan(5_000);
  });
});

function without(fields: object, gone: object) {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in gone)));
}

describeOnPostgres('push side by side', (open) => {
  test('S3 several processes pushing the same records at once: each is applied exactly once', async () => {
    const { db } = await open();
    const shop = await seedShop(db);
    const callers = await openCallers(db);
    for (let round = 0; round < 8; round++) {
      const sales = Array.from({ length: 100 }, (_, index) => saleOf(shop, round * 100 + index + 1));
      // Through the rescue too, which does not take the device's lock; in both orders.
      const replies = await Promise.all([
        callers.device(shop.devices[0]).sync.push(envelopeOf(sales)),
        callers.device(shop.devices[1]).sync.push(envelopeOf(sales.toReversed())),
        callers.manager(shop.tenantId).sync.rescue({ records: sales }),
        callers.device(shop.devices[0]).sync.push(envelopeOf(sales.toReversed())),
      ]);
      const statuses = replies.flatMap((reply) => reply.answers.map((answer) => answer.status));
      expect(statuses.filter((status) => status.startsWith('applied'))).toHaveLength(100);
      expect(statuses.filter((status) => status === 'alreadyApplied')).toHaveLength(300);
    }
    expect(await countRows(db, shop.tenantId, 'sale')).toBe(800);
    expect(await countRows(db, shop.tenantId, 'sale_line')).toBe(1_600);
    expect(await countRows(db, shop.tenantId, 'stock_movement')).toBe(1_600);
    expect(callers.log.lines).toEqual([]);
  });

  test('T4 a database that is down is our fault: busy, and nothing is half-written', async () => {
    const { db } = await open();
    const shop = await seedShop(db);
    const callers = await openCallers(db);
    await db.close();
    await expect(
      callers.device(shop.devices[0]).sync.push(envelopeOf([saleOf(shop, 1)])),
    ).rejects.toMatchObject({
      gerai: { code: 'busy' },
    });
  });
});
