import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { expectedCash, sumShift } from '../../shared/shifts/sum-shift.ts';
import type { DeviceRecord, RecordFlag } from '../../shared/sync/contract.ts';
import type {
  AuditRecord,
  CashMovementRecord,
  RefundRecord,
  ShiftCloseRecord,
} from '../../shared/sync/day-records.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { auditHash } from '../audit-chain/record-audit.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { envelopeOf, openCallers, saleOf, seedShop, type TestShop } from '../sync/testing.ts';

type Callers = Awaited<ReturnType<typeof openCallers>>;

describeOnBothEngines('a day’s records', (open) => {
  let db: Db;
  let shop: TestShop;
  let callers: Callers;
  let counter = 0;

  const owner = () => callers.manager(shop.tenantId);
  /** `which` of the shop's devices sends; answers the flags by record, `refused` for one that was */
  const send = async (records: unknown[], which: 0 | 1 = 0) => {
    const { answers } = await callers.device(shop.devices[which]).sync.push(envelopeOf(records));
    return answers.map((answer) =>
      answer.status === 'appliedWithFlags'
        ? answer.flags
        : answer.status === 'refused'
          ? answer.code
          : answer.status,
    );
  };
  const approvals = (...actions: string[]) => actions.map((action) => ({ action, approvedBy: managerId }));
  let managerId = '';
  const sell = (change: Partial<SaleRecord> = {}) =>
    saleOf(shop, ++counter, { deviceCounter: counter, ...change });
  const header = (which: 0 | 1 = 0) => ({
    id: v7(),
    outletId: shop.outlets[which],
    deviceId: shop.devices[which].id,
    staffId: shop.staffId,
    clockOffsetMs: 0,
    deviceCounter: ++counter,
    at: Date.now() - 500,
  });
  const giveBack = (sale: SaleRecord, milli = 1_000, which: 0 | 1 = 0): RefundRecord => {
    const [line] = sale.lines;
    if (!line) throw new Error('a sale has lines');
    const amount = (line.unitPrice * milli) / 1_000;
    const head = header(which);
    return {
      kind: 'refund',
      ...head,
      receiptSeq: counter,
      receiptNumber: `${which === 0 ? 'PST' : 'TMR'}-A1-${String(counter).padStart(6, '0')}`,
      shiftId: null,
      saleId: sale.id,
      saleReceiptNumber: sale.receiptNumber,
      customerId: null,
      reason: 'changedMind',
      lines: [
        {
          lineNo: line.lineNo,
          productId: line.productId,
          name: line.name,
          unit: line.unit,
          quantityMilli: milli,
          amount,
          taxKind: 'none',
          tax: 0,
          restock: true,
        },
      ],
      rounding: 0,
      total: amount,
      payments: [{ id: v7(), method: 'cash', amount }],
      approvals: approvals('refund'),
    };
  };
  const undo = (sale: SaleRecord, shiftId: string | null = null) => ({
    kind: 'void' as const,
    ...header(),
    at: sale.soldAt + 1,
    saleId: sale.id,
    shiftId,
    reason: 'salah',
    approvals: approvals('void'),
  });
  const stockOf = async (saleId: string) => {
    const rows = rowsOf<{ reason: string; milli: number }>(
      await db.tenant(shop.tenantId, (tx) =>
        tx.execute(sql`select reason, sum(quantity_milli)::int as milli from stock_movement
          where sale_id = ${saleId} group by 1`),
      ),
    );
    return Object.fromEntries(rows.map(({ reason, milli }) => [reason, milli]));
  };
  const flagsIn = async (table: string, id: string) => {
    const [row] = rowsOf<{ flags: RecordFlag[] }>(
      await db.tenant(shop.tenantId, (tx) =>
        tx.execute(sql`select to_json(flags) as flags from ${sql.identifier(table)} where id = ${id}`),
      ),
    );
    return row?.flags;
  };

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    callers = await openCallers(db);
    managerId = v7();
    await db.tenant(shop.tenantId, (tx) =>
      tx.execute(sql`insert into staff (tenant_id, id, name, role)
        values (${shop.tenantId}, ${managerId}, 'Mina', 'manager')`),
    );
  });

  test('S4 a refund stands beside its sale, and its goods are back on the shelf', async () => {
    const sale = sell();
    const refund = giveBack(sale);
    // Sent before its sale in the same request: stored after it all the same.
    expect(await send([refund, sale])).toEqual(['applied', 'applied']);
    expect(await send([sale, refund])).toEqual(['alreadyApplied', 'alreadyApplied']);
    expect(await send([{ ...refund, note: 'lain' }])).toEqual(['conflict']);
    expect(await stockOf(sale.id)).toEqual({ sale: -4_000, refund: 1_000 });
    const stored = await owner().sales.get({ saleId: sale.id });
    expect(stored).toMatchObject({
      total: sale.total,
      void: null,
      refunds: [
        { id: refund.id, total: refund.total, reason: 'changedMind', flags: [], lines: [{ lineNo: 1 }] },
      ],
    });
    const { sales } = await owner().sales.list({ kinds: ['sale', 'refund'], limit: 2 });
    expect(sales.map(({ kind, refunded }) => [kind, refunded]).sort()).toEqual([
      ['refund', 0],
      ['sale', refund.total],
    ]);
  });

  test('S4 goods that nobody can sell again come back and go to waste', async () => {
    const sale = sell();
    const refund = giveBack(sale);
    await send([sale, { ...refund, lines: refund.lines.map((line) => ({ ...line, restock: false })) }]);
    expect(await stockOf(sale.id)).toEqual({ sale: -4_000, refund: 1_000, waste: -1_000 });
  });

  test('S5 a refund nobody approved is stored and flagged', async () => {
    const sale = sell();
    const refund = { ...giveBack(sale), approvals: [{ action: 'refund', approvedBy: shop.staffId }] };
    expect(await send([sale, refund])).toEqual(['applied', ['notPermitted']]);
  });

  test('S4 two tablets that give back too much: accepted as it happened, the later one flagged', async () => {
    const sale = sell();
    const [first, second] = [giveBack(sale, 2_000, 1), giveBack(sale, 1_000)];
    expect(await send([first], 1)).toEqual([['unknownSale']]);
    expect(await send([second])).toEqual([['unknownSale']]);
    expect(await send([sale])).toEqual(['applied']);
    expect(await flagsIn('refund', first.id)).toEqual([]);
    expect(await flagsIn('refund', second.id)).toEqual(['overRefunded']);
  });

  test('S2 refunds and sales share their receipt numbers', async () => {
    const sale = sell();
    const refund = { ...giveBack(sale), receiptSeq: sale.receiptSeq, receiptNumber: sale.receiptNumber };
    expect(await send([sale, refund])).toEqual(['applied', ['receiptRepeated']]);
    const { lastReceiptSeq } = await callers
      .device(shop.devices[0])
      .sync.hello({ contract: 2, deviceTime: Date.now(), unsent: 0, refused: 0, appVersion: 'test' });
    await send([giveBack(sale, 500)]);
    const later = await callers
      .device(shop.devices[0])
      .sync.hello({ contract: 2, deviceTime: Date.now(), unsent: 0, refused: 0, appVersion: 'test' });
    expect(later.lastReceiptSeq).toBeGreaterThan(lastReceiptSeq);
  });

  test.each([
    ['together', 0],
    ['the void first', 1],
    ['the sale first', 2],
  ])('S4 a voided sale drops out and its goods come back: %s', async (_, way) => {
    const sale = sell();
    const undone = undo(sale);
    if (way === 0) expect(await send([undone, sale])).toEqual(['applied', 'applied']);
    if (way === 1)
      expect([await send([undone]), await send([sale])]).toEqual([[['unknownSale']], ['applied']]);
    if (way === 2) expect([await send([sale]), await send([undone])]).toEqual([['applied'], ['applied']]);
    expect(await send([undone])).toEqual(['alreadyApplied']);
    expect(await flagsIn('sale_void', undone.id)).toEqual([]);
    expect(await stockOf(sale.id)).toEqual({ sale: -4_000, void: 4_000 });
    expect((await owner().sales.get({ saleId: sale.id })).void).toMatchObject({
      id: undone.id,
      reason: 'salah',
    });
    // A second one, made when the sale had long arrived, brings nothing back again.
    expect(await send([{ ...undo(sale), at: Date.now() + 1_000 }])).toEqual([['voidTooLate']]);
    expect(await stockOf(sale.id)).toEqual({ sale: -4_000, void: 4_000 });
  });

  const shiftOf = async (records: (shiftId: string) => DeviceRecord[]) => {
    const opened = { kind: 'shiftOpen' as const, ...header(), shiftNo: 1, float: 100_000, denominations: {} };
    const inside = records(opened.id);
    const totals = sumShift(inside);
    const expected = expectedCash(opened.float, totals);
    const close: ShiftCloseRecord = {
      kind: 'shiftClose',
      ...header(),
      shiftId: opened.id,
      counted: expected - 5_000,
      denominations: {},
      expected,
      variance: -5_000,
      totals,
      unsent: 0,
    };
    return { opened, inside, close };
  };
  const moveCash = (shiftId: string, change: Partial<CashMovementRecord> = {}): CashMovementRecord => ({
    kind: 'cashMovement',
    ...header(),
    shiftId,
    direction: 'out',
    amount: 20_000,
    category: 'Belanja',
    reason: 'es',
    approvals: approvals('cashOut'),
    ...change,
  });

  test('S13 a close may come before what it counted: its flag goes when the last has arrived', async () => {
    const { opened, inside, close } = await shiftOf((shiftId) => {
      const [kept, gone] = [sell({ shiftId }), sell({ shiftId })];
      return [kept, gone, undo(gone, shiftId), { ...giveBack(kept), shiftId }, moveCash(shiftId)];
    });
    expect(await send([close])).toEqual([['unknownShift', 'shiftTotalsDiffer']]);
    for (const record of inside.toReversed()) {
      await send([record]);
      expect(await flagsIn('shift_close', close.id)).toContain('unknownShift');
    }
    expect(await flagsIn('shift_close', close.id)).toEqual(['unknownShift']);
    expect(await send([opened])).toEqual(['applied']);
    expect(await flagsIn('shift_close', close.id)).toEqual([]);
    for (const table of ['sale', 'refund', 'sale_void', 'cash_movement'])
      for (const { id } of inside) expect((await flagsIn(table, id)) ?? []).not.toContain('unknownShift');
    expect(await owner().shifts.get({ shiftId: opened.id })).toMatchObject({
      totals: close.totals,
      expected: close.expected,
      close: { variance: -5_000, flags: [] },
      lateArrivals: [],
      cashMovements: [{ amount: 20_000, direction: 'out' }],
    });
  });

  test('S13 what a close had not counted is a late arrival: visible, and not in its figures', async () => {
    const { opened, inside, close } = await shiftOf((shiftId) => [sell({ shiftId })]);
    expect(await send([opened, ...inside, close])).toEqual(['applied', 'applied', 'applied']);
    const late = sell({ shiftId: opened.id });
    const elsewhere = moveCash(opened.id, { ...header(1), deviceCounter: 1, direction: 'in', amount: 7_000 });
    expect(await send([late])).toEqual([['lateForShift']]);
    expect(await send([elsewhere], 1)).toEqual([['lateForShift']]);
    const shift = await owner().shifts.get({ shiftId: opened.id });
    expect(shift).toMatchObject({
      totals: close.totals,
      expected: close.expected,
      close: { totals: close.totals, flags: [] },
      late: { count: 2, amount: late.total + 7_000, cash: late.total + 7_000 },
    });
    expect(shift.lateArrivals.map(({ kind, id }) => [kind, id])).toEqual([
      ['sale', late.id],
      ['cashMovement', elsewhere.id],
    ]);
    const { shifts } = await owner().shifts.list({ limit: 1 });
    expect(shifts).toMatchObject([{ id: opened.id, late: { count: 2 } }]);
  });

  test('S5 a device that summed wrongly keeps its own sum, flagged', async () => {
    const { opened, inside, close } = await shiftOf((shiftId) => [sell({ shiftId })]);
    const wrong = { ...close, totals: { ...close.totals, sales: close.totals.sales + 1 } };
    expect(await send([opened, ...inside, wrong])).toEqual(['applied', 'applied', ['shiftTotalsDiffer']]);
  });

  test('S5 money out of the drawer that nobody allowed is flagged', async () => {
    const { opened } = await shiftOf(() => []);
    expect(await send([opened, moveCash(opened.id, { approvals: [] })])).toEqual([
      'applied',
      ['notPermitted'],
    ]);
  });

  test('S6 QRIS without a callback is open until somebody saw the money, once', async () => {
    const [asked, seen, told] = [v7(), v7(), v7()];
    const sales = [asked, seen, told].map((id) => {
      const sale = sell();
      const confirmed = id === seen;
      return {
        ...sale,
        payments: [
          {
            id,
            method: 'qrisStatic' as const,
            amount: sale.total,
            tendered: sale.total,
            change: 0,
            confirmed,
          },
        ],
      };
    });
    await send(sales);
    const open = async () =>
      (await owner().sales.unconfirmedQris({})).payments.map((payment) => payment.paymentId).sort();
    expect(await open()).toEqual([asked, told].sort());
    const word = {
      kind: 'qrisConfirmation',
      ...header(),
      saleId: sales[2]?.id,
      paymentId: told,
      outcome: 'received',
    };
    expect(await send([word])).toEqual(['applied']);
    expect(await send([word])).toEqual(['alreadyApplied']);
    expect(await open()).toEqual([asked]);
    const own = { id: v7(), paymentId: asked, outcome: 'received' as const };
    const stranger = callers.manager((await seedShop(db)).tenantId);
    await expect(stranger.sales.confirmQris(own)).rejects.toMatchObject({ gerai: { code: 'notFound' } });
    await owner().sales.confirmQris({ ...own, id: v7(), outcome: 'notReceived' });
    expect(await owner().sales.unconfirmedQris({})).toMatchObject({
      count: 1,
      payments: [{ outcome: 'notReceived' }],
    });
    await owner().sales.confirmQris(own);
    await owner().sales.confirmQris(own);
    expect(await owner().sales.unconfirmedQris({})).toEqual({ payments: [], count: 0, amount: 0 });
  });

  const entries = (count: number, which: 0 | 1): AuditRecord[] => {
    let previousHash = '0'.repeat(64);
    return Array.from({ length: count }, (_, index) => {
      const entry: AuditRecord = {
        kind: 'audit',
        ...header(which),
        chainNo: index + 1,
        action: 'openDrawer',
        target: 'laci',
        detail: { n: index },
        previousHash,
        hash: '',
      };
      entry.hash = auditHash(entry);
      previousHash = entry.hash;
      return entry;
    });
  };

  test('S4 a device’s log is whole in whatever order it comes; a gap waits', async () => {
    const chain = entries(5, 0);
    const [first, second, third, fourth, fifth] = chain;
    expect(await send([fifth, first])).toEqual(['applied', 'applied']);
    expect(await send([third])).toEqual(['applied']);
    const mine = async () =>
      (await owner().auditChain.chains()).find(({ deviceId }) => deviceId === shop.devices[0].id);
    expect(await mine()).toMatchObject({ state: 'waiting', missing: 2, wrong: 0, lastNo: 5 });
    expect(await send([fourth, second])).toEqual(['applied', 'applied']);
    expect(await mine()).toMatchObject({ state: 'whole', entries: 5 });
    const { entries: listed } = await owner().auditChain.list({ deviceId: shop.devices[0].id, limit: 2 });
    expect(listed).toMatchObject([{ chainNo: 5, staffName: 'Sari' }, { chainNo: 4 }]);
  });

  test('S4 a changed, exchanged or doubled entry breaks its device’s chain', async () => {
    const [first, second, third] = entries(3, 1) as [AuditRecord, AuditRecord, AuditRecord];
    expect(await send([{ ...first, action: 'reprint' }], 1)).toEqual([['chainBroken']]);
    const forged = { ...second, previousHash: 'f'.repeat(64) };
    forged.hash = auditHash(forged);
    // The third one hangs on the second that was: seen when the forged one arrives after it.
    expect(await send([third], 1)).toEqual(['applied']);
    expect(await send([forged], 1)).toEqual([['chainBroken']]);
    expect(await flagsIn('device_audit', third.id)).toEqual(['chainBroken']);
    const twin = { ...third, id: v7(), detail: { n: 99 } };
    twin.hash = auditHash(twin);
    expect(await send([twin], 1)).toEqual([['chainBroken']]);
    const chains = await owner().auditChain.chains();
    expect(chains.find(({ deviceId }) => deviceId === shop.devices[1].id)).toMatchObject({
      state: 'broken',
      wrong: 4,
    });
  });
});
