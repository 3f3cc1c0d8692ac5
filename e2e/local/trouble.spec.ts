import { expect, type Page } from '@playwright/test';
import { ENROLMENT_CODE, enrol, test } from './harness.ts';

const confirmed = (page: Page, saleId: string) =>
  page.evaluate(async (id) => {
    const store = await harness.open();
    const state = store.saleState(id);
    store.syncNow();
    await harness.until(() => state.get() === 'confirmed', 'the sale is confirmed');
  }, saleId);

test('a full disk refuses the sale, writes nothing half, and the next one works', async ({
  shop,
  context,
}) => {
  test.setTimeout(120_000);
  const page = await shop.openPage(context);
  await enrol(page);
  const before = await page.evaluate(() => harness.sell());
  await confirmed(page, before.id);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: shop.url, quotaSize: 1 });
  const outcome = await page.evaluate(async (confirmedSales) => {
    const store = await harness.open();
    let sold = confirmedSales;
    // The browser remembers for a while how much room there was.
    const code = await harness.until(
      () =>
        harness.sell().then(
          () => {
            sold += 1;
            return '';
          },
          (error: { code?: string }) => error.code,
        ),
      'the disk is full',
      40_000,
    );
    return { code, missing: sold - (await store.recentSales(5_000)).length, sold };
  }, 1);
  expect(outcome).toMatchObject({ code: 'storageFull', missing: 0 });
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: shop.url });
  const after = await page.evaluate(() => harness.sell());
  expect(after.receiptSeq).toBe(before.receiptSeq + outcome.sold);
  await confirmed(page, after.id);
});

test('S7 unreadable packs are fetched anew and the unsent sale stays', async ({ shop, context }) => {
  const page = await shop.openPage(context);
  await enrol(page);
  await page.route('**/trpc/sync.push', (route) => route.abort());
  const sale = await page.evaluate(() => harness.sell());
  const products = await page.evaluate(async () => (await harness.open()).catalogue.get().loaded);
  expect(products).toBeGreaterThan(10);
  await page.evaluate(async () => {
    await (await harness.open()).close();
    const db = await new harness.Dexie('gerai-packs').open();
    const [pack] = await db.table('packs').toArray();
    await db.table('packs').put({ ...pack, rows: 'garbage' });
    db.close();
  });
  await page.reload();
  const after = await page.evaluate(async () => {
    const store = await harness.open();
    await harness.until(() => store.catalogue.get().phase === 'ready', 'the catalogue is there again');
    return { loaded: store.catalogue.get().loaded, queue: (await store.queueItems()).map((item) => item.id) };
  });
  expect(after).toEqual({ loaded: products, queue: [sale.id] });
  await page.unroute('**/trpc/sync.push');
  await confirmed(page, sale.id);
});

test('S14 a login page is not our server: offline, and everything is kept until the real one answers', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  await page.route(/\/(trpc|sync)\//, (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Wi-Fi</h1>' }),
  );
  const sale = await page.evaluate(() => harness.sell());
  const connection = await page.evaluate(async () => {
    const store = await harness.open();
    await harness.until(() => store.connection.get().problem !== null, 'the trouble is noticed');
    return store.connection.get();
  });
  expect(connection).toMatchObject({ online: false, problem: 'captive' });
  await page.unroute(/\/(trpc|sync)\//);
  await confirmed(page, sale.id);
  expect(await page.evaluate(async () => (await harness.open()).connection.get().online)).toBe(true);
});

test('S6 a refused record is set aside with the reason, the next one goes through, and it can be sent again', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  await page.route('**/trpc/sync.push', (route) => route.abort());
  const [bad, good] = await page.evaluate(async () => {
    const sales = [await harness.sell(), await harness.sell()];
    // A fault of ours on the disk, as a bug would leave it.
    const db = await new harness.Dexie('gerai-ledger').open();
    const row = await db.table('sales').get({ id: sales[0]?.id });
    await db.table('sales').put({ ...row, record: { ...row.record, total: -5 } });
    db.close();
    return sales;
  });
  await page.unroute('**/trpc/sync.push');
  await confirmed(page, good?.id ?? '');
  const items = await page.evaluate(async () => {
    const store = await harness.open();
    await harness.until(() => store.queue.get().refused === 1, 'it is set aside');
    return store.queueItems();
  });
  expect(items).toMatchObject([
    { id: bad?.id, state: 'refused', refusal: { code: 'invalid', field: 'total' } },
  ]);
  await page.evaluate(async (total) => {
    const store = await harness.open();
    const db = await new harness.Dexie('gerai-ledger').open();
    const row = (await db.table('sales').toArray()).find((one) => one.record.total === -5);
    await db.table('sales').put({ ...row, record: { ...row.record, total } });
    db.close();
    await store.retryRefused();
    await harness.until(() => store.queue.get().refused + store.queue.get().pending === 0, 'all is sent');
  }, bad?.total ?? 0);
});

test('S12 signing out refuses while a sale is unsent; its rescue file arrives once from another device', async ({
  shop,
  context,
  browser,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  await page.route('**/trpc/sync.push', (route) => route.abort());
  const sale = await page.evaluate(() => harness.sell());
  const file = await page.evaluate(async () => {
    const store = await harness.open();
    const refused = [await store.signOut(), await store.clearData()];
    if (refused.some((result) => result.ok)) throw new Error('signed out with an unsent sale');
    return [...new Uint8Array(await (await store.exportRescueFile('rahasia')).arrayBuffer())];
  });
  const otherContext = await browser.newContext();
  const other = await shop.openPage(otherContext);
  await enrol(other);
  const reports = await other.evaluate(async (bytes) => {
    const store = await harness.open();
    const blob = new Blob([new Uint8Array(bytes)]);
    const wrong = await store.importRescueFile(blob, 'salah');
    return [
      wrong,
      await store.importRescueFile(blob, 'rahasia'),
      await store.importRescueFile(blob, 'rahasia'),
    ];
  }, file);
  expect(reports).toMatchObject([
    { ok: false, reason: 'wrongPassword' },
    { ok: true, report: { total: 1, applied: 1, alreadyApplied: 0, unanswered: 0 } },
    { ok: true, report: { total: 1, applied: 0, alreadyApplied: 1, unanswered: 0 } },
  ]);
  await otherContext.close();
  await page.unroute('**/trpc/sync.push');
  await confirmed(page, sale.id);
  const out = await page.evaluate(async () => {
    const store = await harness.open();
    return [await store.signOut(), store.identity.get(), store.catalogue.get().phase];
  });
  expect(out).toEqual([{ ok: true }, null, 'empty']);
});

test('T6 wrong PINs are counted across a reload, and the fifth locks; the right one signs in offline', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const trying = (pins: string[]) =>
    page.evaluate(async (list) => {
      const store = await harness.open();
      await harness.until(() => store.staff.get().length > 0, 'people are there');
      const staff = [...store.staff.get()].sort((a, b) => (a.id < b.id ? -1 : 1));
      const cashier = staff.find((member) => member.role === 'cashier');
      const results = [];
      for (const pin of list) results.push(await store.signInWithPin(cashier?.id ?? '', pin));
      return results;
    }, pins);
  await page.route(/\/(trpc|sync)\//, (route) => route.abort());
  expect(await trying(['0000', '1111'])).toMatchObject([
    { ok: false, reason: 'wrong', left: 4 },
    { ok: true, snapshotExpired: false },
  ]);
  expect(await trying(['0001', '0002', '0003'])).toMatchObject([{ left: 4 }, { left: 3 }, { left: 2 }]);
  await page.reload();
  expect(await trying(['0004', '0005', '1111'])).toMatchObject([
    { left: 1 },
    { ok: false, reason: 'locked' },
    { ok: false, reason: 'locked' },
  ]);
});

test('a revoked device keeps its records and sends them after it is enrolled anew', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  await shop.server.services.db.unscoped.execute('update device set revoked_at = now()');
  const sale = await page.evaluate(async () => {
    const record = await harness.sell();
    const store = await harness.open();
    await harness.until(() => store.connection.get().problem === 'revoked', 'it notices');
    return record;
  });
  const after = await page.evaluate(async (code) => {
    const store = await harness.open();
    const pending = store.queue.get().pending;
    return { pending, result: await store.enrol(code) };
  }, ENROLMENT_CODE);
  expect(after).toMatchObject({ pending: 1, result: { ok: true } });
  await confirmed(page, sale.id);
  const next = await page.evaluate(() => harness.sell());
  expect(next.receiptSeq).toBe(1);
  expect(next.receiptNumber).not.toBe(sale.receiptNumber);
});

test('S8 a catalogue sent anew replaces the old one only when it is complete', async ({ shop, context }) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const row = (n: number) => [
    `00000000-0000-7000-8000-00000000000${n}`,
    `N${n}`,
    [],
    `Baru ${n}`,
    null,
    'pcs',
    1000,
    'standard',
    null,
    1,
  ];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/sync/product?**', async (route) => {
    const after = new URL(route.request().url()).searchParams.get('after');
    if (after === '99.1.2') return route.fulfill({ json: answer([], '99.1.2', false), headers });
    if (after === '99.1.1') {
      await held;
      return route.fulfill({ json: answer([row(2)], '99.1.2', false), headers });
    }
    return route.fulfill({ json: { ...answer([row(1)], '99.1.1', true), reset: true }, headers });
  });
  const headers = { 'x-gerai-contract': '1' };
  const answer = (rows: unknown[], checkpoint: string, more: boolean) => ({
    contract: 1,
    collection: 'product',
    reset: false,
    checkpoint,
    rows,
    more,
    held: false,
  });
  const asked = page.waitForRequest(/after=99\.1\.1/);
  await page.evaluate(async () => (await harness.open()).syncNow());
  await asked;
  const during = await page.evaluate(async () => {
    const store = await harness.open();
    return { phase: store.catalogue.get().phase, found: store.searchProducts('baru', { limit: 9 }).length };
  });
  expect(during).toEqual({ phase: 'ready', found: 0 });
  release();
  const names = await page.evaluate(async () => {
    const store = await harness.open();
    await harness.until(() => store.catalogue.get().loaded === 2, 'the new set is there');
    return store.searchProducts('', { limit: 9 }).map((product) => product.name);
  });
  expect(names).toEqual(['Baru 1', 'Baru 2']);
  await page.evaluate(async () => (await harness.open()).close());
  await page.reload();
  const again = await page.evaluate(async () => {
    const store = await harness.open();
    await harness.until(() => store.catalogue.get().phase === 'ready', 'it is read again');
    return store.searchProducts('', { limit: 9 }).length;
  });
  expect(again).toBe(2);
});
