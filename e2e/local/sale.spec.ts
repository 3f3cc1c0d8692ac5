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

test('the store itself refuses what role and approvals do not allow, and writes nothing', async ({
  shop,
  context,
}) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const seen = await page.evaluate(async () => {
    const store = await harness.open();
    const staffId = store.staff.get()[0]?.id ?? '';
    const approvedBy = harness.bossId(store);
    const [product] = store.searchProducts('', { limit: 1 });
    if (!product) throw new Error('nothing to sell');
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: Error) => error.message,
      );
    const plain = harness.draftOf([product], store.newSaleId(), staffId);
    const cheaper = {
      ...plain,
      lines: plain.lines.map((line) => ({ ...line, unitPrice: 1_000, listPrice: product.price })),
      payments: [{ method: 'cash' as const, amount: 1_000 }],
    };
    const cash = { staffId, direction: 'out' as const, amount: 1, category: 'Setor', reason: 'bank' };
    const refused = [
      await codeOf(store.commitSale(cheaper)),
      await codeOf(
        store.commitSale({ ...cheaper, approvals: [{ action: 'priceOverride', approvedBy: staffId }] }),
      ),
      await codeOf(store.cashMovement(cash)),
    ];
    const written = (await store.recentSales(5)).length;
    const allowed = [
      await codeOf(store.commitSale({ ...cheaper, approvals: [{ action: 'priceOverride', approvedBy }] })),
      await codeOf(store.cashMovement({ ...cash, approvals: [{ action: 'cashOut', approvedBy }] })),
    ];
    return { refused, written, allowed };
  });
  expect(seen).toEqual({
    refused: ['notPermitted: priceOverride', 'notPermitted: priceOverride', 'notPermitted: cashOut'],
    written: 0,
    allowed: ['done', 'done'],
  });
});
