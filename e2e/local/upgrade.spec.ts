import { expect } from '@playwright/test';
import { enrol, test } from './harness.ts';

test('S11 a ledger of version 1 with unsent sales is brought up to date, keeps them and sends them', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  await page.route('**/trpc/sync.push', (route) => route.abort());
  const sale = await page.evaluate(() => harness.sell());
  // The ledger as an installation of version 1 left it: its tables, and a record of contract 1.
  await page.evaluate(async () => {
    await (await harness.open()).close();
    const now = await new harness.Dexie('gerai-ledger').open();
    const kept: Record<string, unknown[]> = {};
    for (const name of ['sales', 'outbox', 'meta', 'keys', 'printQueue', 'parkedCarts'])
      kept[name] = await now.table(name).toArray();
    now.close();
    await harness.Dexie.delete('gerai-ledger');
    const old = new harness.Dexie('gerai-ledger');
    old.version(1).stores({
      sales: 'counter, &id, ackedAtMs',
      outbox: 'counter, &id, refusedAtMs',
      meta: 'key',
      keys: 'key',
      printQueue: 'id',
      parkedCarts: 'slot',
    });
    const added = ['shiftId', 'customerId', 'orderType', 'serviceCharge', 'taxIncluded', 'changeKept'];
    const addedToLine = [
      'discount',
      'cartDiscount',
      'serviceCharge',
      'taxKind',
      'taxRateBp',
      'taxBase',
      'tax',
      'taxIncluded',
    ];
    const without = (fields: object, names: string[]) =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
    for (const [name, rows] of Object.entries(kept)) {
      const written =
        name === 'sales'
          ? (rows as { record: { lines: object[] } }[]).map((row) => ({
              ...row,
              contract: 1,
              record: {
                ...without(row.record, added),
                lines: row.record.lines.map((line) => without(line, addedToLine)),
              },
            }))
          : rows;
      await old.table(name).bulkAdd(written);
    }
    old.close();
  });
  await page.reload();
  const before = await page.evaluate(async (saleId) => {
    const store = await harness.open();
    return {
      queue: (await store.queueItems()).map((item) => [item.id, item.receiptNumber]),
      history: (await store.recentSales(5)).map((one) => one.record.id),
      unconfirmed: (await store.unconfirmedQris()).count,
      left: (await store.saleForRefund(saleId))?.lines[0]?.leftMilli,
    };
  }, sale.id);
  expect(before.queue).toEqual([[sale.id, sale.receiptNumber]]);
  expect(before).toMatchObject({ history: [sale.id], unconfirmed: 0, left: sale.lines[0]?.quantityMilli });
  await page.unroute('**/trpc/sync.push');
  const after = await page.evaluate(async (saleId) => {
    const store = await harness.open();
    const next = await harness.sell();
    store.syncNow();
    await harness.until(() => store.queue.get().pending === 0, 'all is sent');
    return { state: (await store.sale(saleId))?.state, receiptSeq: next.receiptSeq };
  }, sale.id);
  expect(after).toEqual({ state: 'confirmed', receiptSeq: sale.receiptSeq + 1 });
});
