import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { sumShift } from '../../shared/shifts/sum-shift.ts';
import type { DeviceRecord } from '../../shared/sync/contract.ts';
import { MAX_PUSH_RECORDS } from '../../shared/sync/version.ts';
import type { Acting } from '../accounts/acting.ts';
import { listChains } from '../audit-chain/list-chains.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { saveSettings } from '../settings/settings.ts';
import { sameTotals, sumShifts } from '../shifts/shift-sums.ts';
import { envelopeOf, openCallers, seedShop } from '../sync/testing.ts';
import { movedGoods } from './moved-goods.ts';
import { takings } from './takings.ts';
import { type Random, randomOf, SETTINGS, shuffle, simulateDay } from './testing/simulate-day.ts';

/** GERAI_DAY_SEEDS=50 for the long run; SEED is the first of them. */
const SEEDS = Number(process.env.GERAI_DAY_SEEDS ?? 3);
const FIRST = Number(process.env.SEED ?? 1);
const DAY = { sales: 300, refunds: 20, cashMovements: 10 };

describeOnBothEngines('two devices, a day without a network', (open) => {
  test(`S3 S4 S13 M1 the server's sums are the devices' own, whatever came in which order, ${SEEDS} seeds from ${FIRST}`, {
    timeout: 60_000 + SEEDS * 60_000,
  }, async () => {
    const { db } = await open();
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) await runDay(db, seed);
  });
});

async function runDay(db: Db, seed: number): Promise<void> {
  const random = randomOf(seed);
  const shop = await seedShop(db);
  const second = { ...shop.devices[0], id: v7(), code: 'A2' };
  const managerId = v7();
  await db.tenant(shop.tenantId, async (tx) => {
    await tx.execute(sql`insert into device (tenant_id, id, outlet_id, code, name, credential_hash)
      values (${shop.tenantId}, ${second.id}, ${second.outletId}, 'A2', 'Tablet 2', 'x')`);
    await tx.execute(sql`insert into staff (tenant_id, id, name, role)
      values (${shop.tenantId}, ${managerId}, 'Mina', 'manager')`);
  });
  const startedAt = Date.now() - 86_400_000;
  await sayOneAfterTheOther(db, shop.tenantId, startedAt);
  const plan = { shop, staffId: managerId, startedAt, ...DAY };
  const one = simulateDay(random, { ...plan, deviceId: shop.devices[0].id, deviceCode: 'A1', elsewhere: [] });
  const two = simulateDay(random, { ...plan, deviceId: second.id, deviceCode: 'A2', elsewhere: one.sales });
  const callers = await openCallers(db);
  const doors = [callers.device(shop.devices[0]).sync, callers.device(second).sync] as const;
  const unexpected = new Map<string, number>();
  for (const { which, records } of deliveries(random, [one.records, two.records])) {
    const { answers } = await doors[which].push(envelopeOf(records));
    expect(answers, `seed ${seed}`).toHaveLength(records.length);
    for (const answer of answers)
      if (answer.status === 'refused') unexpected.set(answer.code, (unexpected.get(answer.code) ?? 0) + 1);
  }
  expect([...unexpected], `seed ${seed}`).toEqual([]);
  expect(callers.log.lines, `seed ${seed}`).toEqual([]);
  await expectSameBooks(db, shop.tenantId, [...one.records, ...two.records], seed);
}

/** Each of the settings held some time within the days before: the tablets may sell by any of them (S5). */
async function sayOneAfterTheOther(db: Db, tenantId: string, until: number) {
  for (const [version, pricing] of SETTINGS.entries())
    await saveSettings(
      {
        db,
        tenantId,
        user: { id: v7() },
        newId: v7,
        now: () => until - 3_600_000 * (SETTINGS.length - version),
      } as unknown as Acting,
      { version, sections: { pricing } },
    );
}

/** Requests in random order: pieces of each outbox, some twice at once, some again much later (their answer was lost). */
function* deliveries(random: Random, outboxes: [DeviceRecord[], DeviceRecord[]]) {
  const requests: { which: 0 | 1; records: DeviceRecord[] }[] = [];
  for (const which of [0, 1] as const) {
    const waiting = [...outboxes[which]];
    while (waiting.length > 0) {
      const records = waiting.splice(0, 1 + random.below(MAX_PUSH_RECORDS / 3));
      if (random.chance(0.3)) shuffle(random, records);
      requests.push({ which, records });
      if (random.chance(0.2))
        requests.push({ which, records: [...records].slice(random.below(records.length)) });
    }
  }
  shuffle(random, requests);
  yield* requests;
}

async function expectSameBooks(db: Db, tenantId: string, records: DeviceRecord[], seed: number) {
  const label = `seed ${seed}`;
  const closes = records.filter((record) => record.kind === 'shiftClose');
  // What customers pay back is in the drawer, but no takings.
  const own = sumShift(records.filter((record) => record.kind !== 'customerPayment'));
  await db.tenant(tenantId, async (tx) => {
    const days = await takings(tx, tenantId, { from: 0, until: Date.now() + 1_000 });
    const sum = (pick: (day: (typeof days)[0]) => number) => days.reduce((all, day) => all + pick(day), 0);
    const methods = Object.fromEntries(
      [...new Set(days.flatMap((day) => Object.keys(day.byMethod)))].map((method) => [
        method,
        sum((day) => day.byMethod[method as 'cash'] ?? 0),
      ]),
    );
    expect(
      {
        saleCount: sum((day) => day.saleCount),
        refundCount: sum((day) => day.refundCount),
        voidCount: sum((day) => day.voidCount),
        sales: sum((day) => day.sales),
        refunds: sum((day) => day.refunds),
        discounts: sum((day) => day.discounts),
        tax: sum((day) => day.tax),
        serviceCharge: sum((day) => day.serviceCharge),
        rounding: sum((day) => day.rounding),
        cashIn: own.cashIn,
        cashOut: own.cashOut,
        byMethod: methods,
      },
      label,
    ).toEqual(own);

    const shifts = await sumShifts(
      tx,
      tenantId,
      closes.map((close) => close.shiftId),
    );
    expect(shifts.size).toBe(4);
    for (const close of closes) {
      const shift = shifts.get(close.shiftId);
      expect(shift, label).toMatchObject({ expected: close.expected, late: [] });
      expect(shift && sameTotals(shift.totals, close.totals), label).toBe(true);
    }

    const stock = rowsOf<{ id: string; milli: number }>(
      await tx.execute(sql`select product_id as id, sum(quantity_milli)::float8 as milli from stock_movement
        group by 1 having sum(quantity_milli) <> 0`),
    );
    expect(new Map(stock.map(({ id, milli }) => [id, milli])), label).toEqual(stockOf(records));

    const flags = rowsOf<{ flag: string; ids: string[] }>(
      await tx.execute(sql`select flag, json_agg(id) as ids from (
          select id, flags from sale union all select id, flags from refund union all select id, flags from sale_void
          union all select id, flags from shift_close union all select id, flags from cash_movement
          union all select id, flags from device_audit union all select id, flags from customer_payment) noted, unnest(flags) as flag
        where flag <> 'voidTooLate' group by 1`),
    );
    expect(
      flags.filter(({ flag }) => flag !== 'overRefunded'),
      label,
    ).toEqual([]);
    const over = flags.find(({ flag }) => flag === 'overRefunded')?.ids ?? [];
    expect(over.length, label).toBe(overRefundedSales(records));
  });
  const chains = await listChains(db, tenantId, Date.now());
  expect(chains, label).toMatchObject([{ state: 'whole' }, { state: 'whole' }]);
}

/** What is gone from the shelf by the devices' own records. */
function stockOf(records: DeviceRecord[]): Map<string, number> {
  const voided = new Set(records.flatMap((record) => (record.kind === 'void' ? [record.saleId] : [])));
  const stock = new Map<string, number>();
  const move = (productId: string, milli: number) =>
    stock.set(productId, (stock.get(productId) ?? 0) + milli);
  for (const record of records) {
    if (record.kind === 'sale' && !voided.has(record.id))
      for (const goods of record.lines.flatMap(movedGoods)) move(goods.productId, -goods.quantityMilli);
    if (record.kind === 'refund')
      for (const goods of record.lines.filter((line) => line.restock).flatMap(movedGoods))
        move(goods.productId, goods.quantityMilli);
  }
  return new Map([...stock].filter(([, milli]) => milli !== 0));
}

/** Sales of which both devices together gave back more than was paid or sold: the later refund of each is flagged. */
function overRefundedSales(records: DeviceRecord[]): number {
  const sales = new Map(records.flatMap((record) => (record.kind === 'sale' ? [[record.id, record]] : [])));
  const voided = new Set(records.flatMap((record) => (record.kind === 'void' ? [record.saleId] : [])));
  const refunds = Map.groupBy(
    records.filter((record) => record.kind === 'refund'),
    (refund) => refund.saleId,
  );
  let count = 0;
  for (const [saleId, given] of refunds) {
    const sale = sales.get(saleId);
    if (voided.has(saleId)) count += given.length;
    else if (given.length > 1) {
      const total = given.reduce((sum, refund) => sum + refund.total, 0);
      const milli = new Map<number, number>();
      for (const line of given.flatMap((refund) => refund.lines))
        milli.set(line.lineNo, (milli.get(line.lineNo) ?? 0) + line.quantityMilli);
      const tooMuch = sale?.lines.some((line) => (milli.get(line.lineNo) ?? 0) > line.quantityMilli);
      if (total > (sale?.total ?? 0) || tooMuch) count += 1;
    }
  }
  return count;
}
