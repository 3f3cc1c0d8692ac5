import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { type Db, rowsOf } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { envelopeOf, headerOf, openCallers, saleOf, seedShop, type TestShop } from '../sync/testing.ts';

describeOnBothEngines('stock', (open) => {
  let db: Db;
  let shop: TestShop;
  let callers: Awaited<ReturnType<typeof openCallers>>;
  let counter = 0;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    callers = await openCallers(db);
  });

  const push = async (...records: object[]) =>
    (await callers.device(shop.devices[0]).sync.push(envelopeOf(records))).answers;
  const office = () => callers.owner(shop.tenantId);
  const productId = (index: number) => shop.products[index]?.id ?? '';
  const document = (type: string, lines: object[], change: object = {}) => {
    counter += 1;
    return {
      kind: 'stockDocument',
      ...headerOf(shop, counter),
      type,
      reference: 'SJ-1',
      note: '',
      lines,
      ...change,
    };
  };
  const sold = (quantityMilli: number, index: number, soldAt = Date.now() - 1000) => {
    counter += 1;
    const sale = saleOf(shop, counter);
    const [line] = sale.lines;
    return { ...sale, soldAt, lines: [{ ...line, productId: productId(index), quantityMilli }] };
  };
  const onHand = async (index: number, outlet = 0) => {
    const { onHandMilli } = await office().stock.explain({
      outletId: shop.outlets[outlet] ?? '',
      productId: productId(index),
    });
    return onHandMilli;
  };
  /** levels that are not the sum of their movements */
  const drift = () =>
    db.tenant(shop.tenantId, async (tx) =>
      rowsOf(
        await tx.execute(sql`
          select l.product_id from stock_level l full join (
            select outlet_id, product_id, sum(quantity_milli) as milli from stock_movement group by 1, 2) m
            on m.outlet_id = l.outlet_id and m.product_id = l.product_id
          where l.on_hand_milli is distinct from m.milli`),
      ),
    );

  test('S4 receive, transfer, waste and sale move goods; a repetition moves nothing', async () => {
    const received = document('receive', [{ productId: productId(0), quantityMilli: 10_000, cost: 700 }]);
    const moved = document('transfer', [{ productId: productId(0), quantityMilli: 3_000 }], {
      toOutletId: shop.outlets[1],
    });
    const wasted = document('waste', [{ productId: productId(0), quantityMilli: 1_000, reason: 'pecah' }]);
    const answers = await push(received, moved, wasted, sold(2_000, 0));
    expect(answers.map(({ status }) => status)).toEqual([
      'appliedWithFlags', // a cashier may count, not receive
      'appliedWithFlags',
      'appliedWithFlags',
      'appliedWithFlags',
    ]);
    expect(answers[0]).toMatchObject({ flags: ['notPermitted'] });
    await push(received, moved, wasted);
    expect([await onHand(0), await onHand(0, 1)]).toEqual([4_000, 3_000]);
    const { rows, value } = await office().stock.onHand({ outletId: shop.outlets[0] });
    expect(rows.find((row) => row.productId === productId(0))).toMatchObject({
      onHandMilli: 4_000,
      value: 2_800,
    });
    expect(value).toBe(2_800);
    expect(await drift()).toEqual([]);
  });

  test('S4 what was counted stays true, whenever the sales from before the count arrive', async () => {
    const hour = 3_600_000;
    const now = Date.now();
    await push(
      document('receive', [{ productId: productId(1), quantityMilli: 20_000 }], { at: now - 5 * hour }),
    );
    await push(sold(1_000, 1, now - 4 * hour), sold(4_000, 1, now - hour));
    // At that moment 19 were believed, 16 were found; then 4 were sold.
    const count = document('count', [{ productId: productId(1), quantityMilli: 16_000 }], {
      at: now - 2 * hour,
    });
    expect(await push(count)).toMatchObject([{ status: 'applied' }]);
    expect(await onHand(1)).toBe(12_000);
    const counted = async () =>
      (await office().stock.getDocument({ documentId: count.id })).lines[0]?.varianceMilli;
    expect(await counted()).toBe(-3_000);
    // Two of the three missing were sold by a tablet that was offline.
    await push(sold(2_000, 1, now - 3 * hour));
    expect(await onHand(1)).toBe(12_000);
    expect(await counted()).toBe(-1_000);
    await push(sold(1_000, 1, now));
    expect(await onHand(1)).toBe(11_000);
    expect(await drift()).toEqual([]);
  });

  test('S5 below zero is explained: which tablet sold what, and when', async () => {
    await push(
      document('receive', [{ productId: productId(2), quantityMilli: 1_000 }], { at: Date.now() - 60_000 }),
    );
    const sale = sold(3_000, 2);
    const [first, second] = [await push(sale), await push(sold(1_000, 3))];
    expect(first).toMatchObject([{ flags: expect.arrayContaining(['belowZeroStock']) }]);
    // Nobody ever counted that one in, so nothing is said about it.
    expect(second).not.toMatchObject([{ flags: expect.arrayContaining(['belowZeroStock']) }]);
    const { belowZero } = await office().stock.explain({
      outletId: shop.outlets[0],
      productId: productId(2),
    });
    expect(belowZero).toMatchObject([
      { receiptNumber: sale.receiptNumber, deviceName: 'Tablet', staffName: 'Sari', balanceMilli: -2_000 },
    ]);
    const low = await office().stock.onHand({ only: 'belowZero' });
    expect(low.rows.map((row) => row.productId)).toEqual([productId(2), productId(3)]);
  });

  test('what is low is listed, also when it never came', async () => {
    await db.tenant(shop.tenantId, (tx) =>
      tx.execute(
        sql`update product set low_stock_milli = 5000 where id in (${productId(2)}, ${productId(8)})`,
      ),
    );
    const low = await office().stock.low({ outletId: shop.outlets[0] });
    expect(low.map((row) => [row.productId, row.missingMilli])).toEqual([
      [productId(2), 7_000],
      [productId(8), 5_000],
    ]);
  });

  test('an owner makes a document once, and of this shop only', async () => {
    const lines = [{ productId: productId(5), quantityMilli: 6_000 }];
    const input = { id: v7(), outletId: shop.outlets[0], type: 'receive' as const, lines };
    await office().stock.document(input);
    await office().stock.document(input);
    expect(await onHand(5)).toBe(6_000);
    await expect(office().stock.document({ ...input, type: 'waste' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    const foreign = { ...input, id: v7(), lines: [{ productId: v7(), quantityMilli: 1 }] };
    await expect(office().stock.document(foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await office().stock.documents({})).documents.some((one) => one.id === foreign.id)).toBe(false);
    expect(await drift()).toEqual([]);
  });

  test('T4 pages of movements and documents join', async () => {
    const all = (await office().stock.movements({ limit: 200 })).movements.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: { at: number; id: string } | null = null;
    do {
      const page: Awaited<ReturnType<ReturnType<typeof office>['stock']['movements']>> =
        await office().stock.movements({ limit: 3, cursor });
      paged.push(...page.movements.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(paged).toEqual(all);
  });
});
