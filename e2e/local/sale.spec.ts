import { expect } from '@playwright/test';
import { enrol, test } from './harness.ts';

test('S1 S6 a sale is kept, sent and confirmed, and the server has it once', async ({ shop, context }) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const record = await page.evaluate(() => harness.sell(3));
  await page.evaluate(async (saleId) => {
    const store = await harness.open();
    const state = store.saleState(saleId);
    await harness.until(() => state.get() === 'confirmed', 'the sale is confirmed');
    await harness.until(() => store.queue.get().pending === 0, 'the queue is empty');
  }, record.id);
  const stored = await shop.server.services.db.unscoped.execute(
    `select receipt_number, total from sale where id = '${record.id}'`,
  );
  const rows = Array.isArray(stored) ? stored : (stored as unknown as { rows: unknown[] }).rows;
  expect(rows).toEqual([{ receipt_number: record.receiptNumber, total: record.total }]);
});

test('M5 the money vectors hold in the browser, bundled as the till is', async ({ shop, context }) => {
  const page = await shop.openPage(context);
  expect(await page.evaluate(() => harness.brokenVectors())).toEqual([]);
  expect(await page.evaluate(() => harness.moneyVectors().length)).toBeGreaterThanOrEqual(120);
});
