import { expect } from '@playwright/test';
import { enrol, test } from './harness.ts';

test('S3 S6 a whole day reaches the server, and another tablet refunds what this one sold', async ({
  shop,
  context,
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await shop.openPage(context);
  await enrol(page);
  const other = await shop.openPage(await browser.newContext());
  await enrol(other);
  const day = await page.evaluate(async () => {
    const store = await harness.open();
    const staffId = harness.bossId(store);
    await store.openShift({ staffId, float: 100_000, denominations: { '50000': 2 } });
    const saved = await store.customers.save({ staffId, name: 'Pak Joko', phone: '0813 1111 2222' });
    if (!saved.ok) throw new Error(saved.reason);
    const sale = await harness.sell(2);
    await store.cashMovement({
      staffId,
      direction: 'out',
      amount: 5_000,
      category: 'Setor',
      reason: 'es batu',
    });
    await store.customerPayment({
      staffId,
      customerId: saved.customer.id,
      purpose: 'depositIn',
      method: 'cash',
      amount: 10_000,
    });
    await store.stockDocument({
      staffId,
      type: 'receive',
      lines: [{ productId: sale.lines[0]?.productId ?? '', quantityMilli: 10_000, cost: 1_000 }],
    });
    await store.editProduct({ staffId, fields: { name: 'Kerupuk Udang', price: 9_000 } });
    await store.audit({ staffId, action: 'openDrawer', target: 'drawer' });
    await store.handover({ staffId, toStaffId: staffId });
    const closed = await store.closeShift({
      staffId,
      denominations: {},
      counted: 100_000 + sale.total - 5_000 + 10_000,
    });
    await harness.until(() => store.queue.get().pending === 0, 'all is answered', 40_000);
    return {
      sale,
      closed,
      refused: (await store.queueItems()).map((item) => [item.kind, item.refusal]),
      flags: (await store.closedShifts(1))[0]?.flags,
    };
  });
  expect(day.refused).toEqual([]);
  expect(day.closed).toMatchObject({ ok: true, closed: { close: { variance: 0 } } });
  expect(day.flags).toEqual([]);

  const refunded = await other.evaluate(async (receiptNumber) => {
    const store = await harness.open();
    const sale = await harness.until(async () => {
      store.syncNow();
      return store.saleForRefund(receiptNumber);
    }, 'the sale has come');
    const staffId = harness.bossId(store);
    const lines = [{ lineNo: 1, quantityMilli: 1000, restock: true }];
    const { total } = store.quoteRefund(sale, lines, { inCash: true });
    const result = await store.refund({
      refundId: store.newSaleId(),
      saleId: sale.saleId,
      staffId,
      lines,
      reason: 'damaged',
      payments: [{ method: 'cash', amount: total }],
    });
    await harness.until(() => store.queue.get().pending === 0, 'it is answered');
    const found = await harness.until(
      async () => (await store.customers.find('joko'))[0],
      'he is known here too',
    );
    return {
      origin: sale.origin,
      paid: sale.lines[0]?.line.payable,
      total,
      ok: result.ok,
      refused: store.queue.get().refused,
      customer: [found.phone, found.balance, found.unsent],
      product: (
        await harness.until(
          () => store.searchProducts('kerupuk udang', { limit: 1 })[0],
          'the product has come',
        )
      ).price,
    };
  }, day.sale.receiptNumber);
  expect(refunded).toMatchObject({
    origin: 'outlet',
    ok: true,
    refused: 0,
    total: refunded.paid,
    customer: ['+6281311112222', 10_000, false],
    product: 9_000,
  });

  const left = await page.evaluate(async (saleId) => {
    const store = await harness.open();
    return harness.until(async () => {
      store.syncNow();
      const sale = await store.saleForRefund(saleId);
      return sale?.lines[0]?.leftMilli === 0 ? sale.refundedTotal : undefined;
    }, 'the refund of the other tablet is known here');
  }, day.sale.id);
  expect(left).toBe(refunded.total);
  const stock = await page.evaluate(async (productId) => {
    const store = await harness.open();
    return harness.until(() => store.stock(productId), 'the stock is known');
  }, day.sale.lines[0]?.productId ?? '');
  expect(stock).toBeGreaterThanOrEqual(10_000);
});
