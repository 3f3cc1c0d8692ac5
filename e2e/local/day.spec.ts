import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { canonicalJson } from '../../shared/sync/canonical-json.ts';
import { enrol, test } from './harness.ts';
import { newTabletFolder } from './tablet.ts';

// A trace can't be taken from a browser that is killed.
test.use({ trace: 'off' });

/** An enrolled tablet that has noticed that nobody answers. */
async function offlineTablet(page: Page): Promise<void> {
  await enrol(page);
  await page.route(/\/(trpc|sync)\//, (route) => route.abort());
  await page.evaluate(async () => {
    const store = await harness.open();
    store.syncNow();
    await harness.until(() => !store.connection.get().online, 'it notices');
  });
}

test('S1 a shift opens, counts what happens in it and closes; its sums are those of its records', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await offlineTablet(page);
  const day = await page.evaluate(async () => {
    const store = await harness.open();
    const staffId = harness.bossId(store);
    const opened = await store.openShift({ staffId, float: 200_000, denominations: { '100000': 2 } });
    const again = await store.openShift({ staffId, float: 0, denominations: {} });
    const first = await harness.sell();
    const second = await harness.sell();
    await store.cashMovement({
      staffId,
      direction: 'in',
      amount: 50_000,
      category: 'Tambah modal',
      reason: 'receh',
    });
    await store.cashMovement({
      staffId,
      direction: 'out',
      amount: 20_000,
      category: 'Setor',
      reason: 'bank',
    });
    const voided = await store.voidSale({ saleId: second.id, staffId, reason: 'salah' });
    const voidedAgain = await store.voidSale({ saleId: second.id, staffId, reason: 'salah' });
    const refundable = await store.saleForRefund(first.receiptNumber);
    if (!refundable) throw new Error('the sale is unknown');
    const lines = [{ lineNo: 1, quantityMilli: 1000, restock: true }];
    const quote = store.quoteRefund(refundable, lines, { inCash: true });
    const refund = {
      refundId: store.newSaleId(),
      saleId: first.id,
      staffId,
      lines,
      reason: 'damaged' as const,
      payments: [{ method: 'cash' as const, amount: quote.total }],
    };
    const refunds = await Promise.all([store.refund(refund), store.refund(refund)]);
    const tooMuch = await store.refund({ ...refund, refundId: store.newSaleId() });
    const shiftId = store.shift.get()?.shiftId ?? '';
    const sums = await store.shiftTotals(shiftId);
    const expected = 200_000 + first.total - quote.total + 50_000 - 20_000;
    const cashierId = store.staff.get()[0]?.id ?? '';
    const short = await store.closeShift({
      staffId: cashierId,
      denominations: {},
      counted: expected - 100_000,
    });
    const closed = await store.closeShift({ staffId, denominations: {}, counted: expected - 5_000 });
    return {
      opened,
      again,
      first,
      voided,
      voidedAgain,
      refunds,
      tooMuch,
      sums,
      expected,
      short,
      closed,
      after: store.shift.get(),
      listed: await store.closedShifts(5),
      queue: (await store.queueItems()).map((item) => item.kind),
      history: (await store.recentSales(5)).map((sale) => [sale.voided, sale.refundedTotal]),
      line: refundable.lines[0]?.leftAmount,
    };
  });
  expect(day.opened).toMatchObject({ ok: true, shift: { shiftNo: 1, float: 200_000 } });
  expect(day.again).toMatchObject({ ok: false, reason: 'alreadyOpen' });
  expect([day.voided, day.voidedAgain]).toEqual([{ ok: true }, { ok: false, reason: 'alreadyVoided' }]);
  const [refund, same] = day.refunds;
  expect(refund).toMatchObject({
    ok: true,
    record: { receiptSeq: day.first.receiptSeq + 2, total: day.line },
  });
  expect(same).toEqual(refund);
  expect(day.tooMuch).toEqual({ ok: false, reason: 'tooMuch', lineNo: 1 });
  expect(day.sums).toMatchObject({
    expected: day.expected,
    totals: { saleCount: 1, voidCount: 1, refundCount: 1, cashIn: 50_000, cashOut: 20_000 },
  });
  expect(day.short).toEqual({
    ok: false,
    reason: 'overVariance',
    expected: day.expected,
    variance: -100_000,
  });
  expect(day.closed).toMatchObject({ ok: true, closed: { close: { variance: -5_000, unsent: 7 } } });
  expect(day.after).toBeNull();
  expect(day.listed).toMatchObject([{ close: { expected: day.expected, totals: day.sums?.totals } }]);
  expect(day.queue).toEqual([
    'shiftOpen',
    'sale',
    'sale',
    'cashMovement',
    'cashMovement',
    'void',
    'refund',
    'shiftClose',
  ]);
  expect(day.history).toEqual([
    [true, 0],
    [false, day.line],
  ]);
});

test('S1 a browser killed in the middle of closing has closed the shift whole or not at all', async ({
  shop,
}) => {
  test.setTimeout(180_000);
  const folder = newTabletFolder();
  try {
    const first = await folder.start();
    await enrol(await shop.openPage(first.context));
    await first.close();
    for (let round = 0; round < 3; round += 1) {
      const tablet = await folder.start();
      const page = await shop.openPage(tablet.context);
      await page.route('**/trpc/sync.push', (route) => route.abort());
      await page.evaluate(async () => {
        const store = await harness.open();
        await harness.until(() => store.catalogue.get().phase === 'ready', 'the catalogue is there');
        const staffId = harness.bossId(store);
        await store.openShift({ staffId, float: 100_000, denominations: {} });
        await harness.sell();
      });
      // Nobody waits for the answer: the browser dies somewhere on the way.
      const closing = page
        .evaluate(async () => {
          const store = await harness.open();
          const staffId = harness.bossId(store);
          const approvals = [{ action: 'closeShiftOverVariance', approvedBy: staffId }];
          await store.closeShift({ staffId, denominations: {}, counted: 0, approvals });
        })
        .catch(() => {});
      await tablet.kill();
      await closing;
      const again = await folder.start();
      const reopened = await shop.openPage(again.context);
      const found = await reopened.evaluate(async () => {
        const store = await harness.open();
        const db = await new harness.Dexie('gerai-ledger').open();
        const records = await db.table('records').toArray();
        const outbox = new Set((await db.table('outbox').toArray()).map((row) => row.id));
        db.close();
        const open = store.shift.get();
        const closes = records.filter((row) => row.kind === 'shiftClose');
        const audits = records.filter((row) => row.kind === 'audit');
        const opens = records.filter((row) => row.kind === 'shiftOpen');
        const staffId = harness.bossId(store);
        const approvals = [{ action: 'closeShiftOverVariance', approvedBy: staffId }];
        if (open) await store.closeShift({ staffId, denominations: {}, counted: 0, approvals });
        return {
          open: open ? 1 : 0,
          opens: opens.length,
          closes: closes.length,
          audits: audits.length,
          orphans: records.filter((row) => row.ackedAtMs === undefined && !outbox.has(row.id)).length,
        };
      });
      expect(found.opens).toBe(found.closes + found.open);
      expect(found.audits).toBe(found.closes);
      expect(found.orphans).toBe(0);
      await again.close();
    }
  } finally {
    await folder.remove();
  }
});

test('S2 two tabs at once take no number, piece or shift twice, and their audit entries are one chain', async ({
  shop,
  context,
}) => {
  const pages = [await shop.openPage(context), await shop.openPage(context)] as const;
  await enrol(pages[0]);
  await context.route('**/trpc/sync.push', (route) => route.abort());
  const saleId = await pages[0].evaluate(async () => (await harness.sell()).id);
  const opened = await Promise.all(
    pages.map((page) =>
      page.evaluate(async () => {
        const store = await harness.open();
        await harness.until(() => store.staff.get().length > 0, 'people are there');
        const staffId = harness.bossId(store);
        return (await store.openShift({ staffId, float: 0, denominations: {} })).ok;
      }),
    ),
  );
  expect(opened.sort()).toEqual([false, true]);
  const done = await Promise.all(
    pages.map((page) =>
      page.evaluate(async (id) => {
        const store = await harness.open();
        const staffId = harness.bossId(store);
        const sale = await store.saleForRefund(id);
        if (!sale) throw new Error('the sale is unknown');
        const lines = [{ lineNo: 1, quantityMilli: 1000, restock: true }];
        const { total } = store.quoteRefund(sale, lines, { inCash: true });
        const refunded = await store.refund({
          refundId: store.newSaleId(),
          saleId: id,
          staffId,
          lines,
          reason: 'other',
          payments: [{ method: 'cash', amount: total }],
        });
        for (let n = 0; n < 10; n += 1)
          await store.audit({ staffId, action: 'openDrawer', target: `drawer ${n}` });
        return refunded.ok;
      }, saleId),
    ),
  );
  expect(done.sort()).toEqual([false, true]);
  const chain = await pages[0].evaluate(async () => {
    const store = await harness.open();
    return (await store.recentRecords('audit', 100)).map(({ record }) => record).reverse();
  });
  expect(chain.map((entry) => entry.chainNo)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  let previousHash = '0'.repeat(64);
  for (const { hash, ...link } of chain) {
    expect(link.previousHash).toBe(previousHash);
    expect(createHash('sha256').update(canonicalJson(link)).digest('hex')).toBe(hash);
    previousHash = hash;
  }
  const parked = await pages[0].evaluate(async () => {
    const store = await harness.open();
    return (await store.park('Meja 4', { lines: [1] })).id;
  });
  const taken = await Promise.all(
    pages.map((page) =>
      page.evaluate(async (id) => {
        const store = await harness.open();
        return store.unpark(id);
      }, parked),
    ),
  );
  expect(taken.filter((draft) => draft !== undefined)).toEqual([{ lines: [1] }]);
});

test('a full disk refuses every action of the day and writes nothing', async ({ shop, context }) => {
  test.setTimeout(120_000);
  const page = await shop.openPage(context);
  await offlineTablet(page);
  const saleId = await page.evaluate(async () => {
    const store = await harness.open();
    const staffId = harness.bossId(store);
    await store.openShift({ staffId, float: 0, denominations: {} });
    return (await harness.sell()).id;
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: shop.url, quotaSize: 1 });
  const outcome = await page.evaluate(async (id) => {
    const store = await harness.open();
    const staffId = harness.bossId(store);
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'written',
        (error: { code?: string }) => error.code ?? String(error),
      );
    const note = () => store.audit({ staffId, action: 'openDrawer', target: 'drawer' });
    // The browser remembers for a while how much room there was.
    await harness.until(async () => (await codeOf(note())) === 'storageFull', 'the disk is full', 40_000);
    const count = async () => {
      const db = await new harness.Dexie('gerai-ledger').open();
      const counts = [];
      for (const name of ['sales', 'records', 'outbox', 'waitingCarts'])
        counts.push(await db.table(name).count());
      const sequence = await db.table('meta').get('sequence');
      db.close();
      return JSON.stringify([counts, sequence]);
    };
    const before = await count();
    const sale = await store.saleForRefund(id);
    if (!sale) throw new Error('the sale is unknown');
    const lines = [{ lineNo: 1, quantityMilli: 1000, restock: true }];
    const { total } = store.quoteRefund(sale, lines, { inCash: true });
    const product = store.searchProducts('', { limit: 1 })[0];
    const codes = {
      refund: await codeOf(
        store.refund({
          refundId: store.newSaleId(),
          saleId: id,
          staffId,
          lines,
          reason: 'other',
          payments: [{ method: 'cash', amount: total }],
        }),
      ),
      void: await codeOf(store.voidSale({ saleId: id, staffId, reason: 'x' })),
      close: await codeOf(
        store.closeShift({
          staffId,
          denominations: {},
          approvals: [{ action: 'closeShiftOverVariance', approvedBy: staffId }],
        }),
      ),
      handover: await codeOf(store.handover({ staffId, toStaffId: staffId })),
      cash: await codeOf(
        store.cashMovement({ staffId, direction: 'in', amount: 1, category: 'a', reason: 'b' }),
      ),
      customer: await codeOf(store.customers.save({ staffId, name: 'Ibu Sari', phone: '' })),
      payment: await codeOf(
        store.customerPayment({
          staffId,
          customerId: store.newSaleId(),
          purpose: 'depositIn',
          method: 'cash',
          amount: 1,
        }),
      ),
      qris: await codeOf(
        store.confirmQris({ staffId, saleId: id, paymentId: store.newSaleId(), outcome: 'received' }),
      ),
      stock: await codeOf(
        store.stockDocument({
          staffId,
          type: 'waste',
          lines: [{ productId: product?.id ?? '', quantityMilli: 1000 }],
        }),
      ),
      product: await codeOf(store.editProduct({ staffId, fields: { name: 'Baru', price: 1 } })),
      park: await codeOf(store.park('Meja 1', {})),
    };
    return { codes, same: before === (await count()), shift: store.shift.get() !== null };
  }, saleId);
  expect(new Set(Object.values(outcome.codes))).toEqual(new Set(['storageFull']));
  expect(outcome).toMatchObject({ same: true, shift: true });
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: shop.url });
});

test('customers, products and carts of the till are found at once, and after a reload', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await offlineTablet(page);
  const made = await page.evaluate(async () => {
    const store = await harness.open();
    const staffId = harness.bossId(store);
    const saved = await store.customers.save({ staffId, name: 'Ibu Sari', phone: '0812-3456-7890' });
    if (!saved.ok) throw new Error(saved.reason);
    const again = await store.customers.save({ staffId, name: 'Sari', phone: '+62 812 3456 7890' });
    await store.customerPayment({
      staffId,
      customerId: saved.customer.id,
      purpose: 'depositIn',
      method: 'cash',
      amount: 25_000,
    });
    const product = await store.editProduct({
      staffId,
      fields: { name: 'Kerupuk Baru', price: 7_000, sku: 'KB-1', barcodes: ['7770001'] },
    });
    const other = store.searchProducts('', { limit: 2 }).find((one) => one.id !== product.id);
    const changed = await store.editProduct({ staffId, productId: other?.id ?? '', fields: { price: 123 } });
    await store.park('Meja 4', { some: 'cart' });
    return { customerId: saved.customer.id, again: again.ok ? '' : again.reason, product, changed };
  });
  expect(made.again).toBe('phoneTaken');
  for (const reload of [false, true]) {
    if (reload) await page.reload();
    const found = await page.evaluate(async (given) => {
      const store = await harness.open();
      await harness.until(() => store.catalogue.get().phase === 'ready', 'the catalogue is there');
      await harness.until(() => store.findCode('7770001').length > 0, 'edits are there');
      return {
        byName: (await store.customers.find('sari')).map((one) => [
          one.id,
          one.balance,
          one.phone,
          one.unsent,
        ]),
        byPhone: (await store.customers.find('0812 3456')).map((one) => one.id),
        history: (await store.customers.get(given.customerId))?.history.map((event) => event.kind),
        scanned: store.productsByBarcode('7770001').map((product) => [product.name, product.price]),
        searched: store.searchProducts('kerupuk baru', { limit: 5 }).map((product) => product.id),
        price: store.productById(given.changed.id)?.price,
        parked: store.parked.get().map((cart) => [cart.name, cart.draft]),
      };
    }, made);
    expect(found).toEqual({
      byName: [[made.customerId, 25_000, '+6281234567890', true]],
      byPhone: [made.customerId],
      history: ['payment'],
      scanned: [['Kerupuk Baru', 7_000]],
      searched: [made.product.id],
      price: 123,
      parked: [['Meja 4', { some: 'cart' }]],
    });
  }
});

test("T6 a manager's PIN allows one action without signing anybody in, and wrong ones lock", async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const results = await page.evaluate(async () => {
    const store = await harness.open();
    const cashier = store.staff.get().find((member) => member.role === 'cashier');
    const any = (pin: string) => store.verifyPin({ staffId: null, pin, action: 'refund', reason: 'rusak' });
    return {
      cashier: await store.verifyPin({ staffId: cashier?.id ?? '', pin: '1111', action: 'refund' }),
      right: await any('9999'),
      wrong: [await any('8880'), await any('8881'), await any('8882'), await any('8883'), await any('8884')],
      locked: await any('9999'),
    };
  });
  expect(results.cashier).toEqual({ ok: false, reason: 'notAllowed' });
  expect(results.right).toMatchObject({ ok: true, approval: { action: 'refund', reason: 'rusak' } });
  expect(results.wrong.at(-1)).toMatchObject({ ok: false, reason: 'locked' });
  expect(results.locked).toMatchObject({ ok: false, reason: 'locked' });
});
