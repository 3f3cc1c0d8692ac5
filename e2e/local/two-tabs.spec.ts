import { expect } from '@playwright/test';
import { enrol, test } from './harness.ts';

test('S2 S9 two tabs never take one number, and only one of them sends at a time', async ({
  shop,
  context,
}) => {
  const pages = [await shop.openPage(context), await shop.openPage(context)] as const;
  let inFlight = 0;
  let most = 0;
  const sentIds: string[] = [];
  await context.route('**/trpc/sync.push', async (route) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    for (const record of route.request().postDataJSON().records) sentIds.push(record.id);
    const response = await route.fetch();
    await route.fulfill({ response });
    inFlight -= 1;
  });
  await enrol(pages[0]);
  await pages[1].evaluate(async () => {
    const store = await harness.open();
    await harness.until(
      () => store.identity.get() && store.catalogue.get().phase === 'ready',
      'it is enrolled too',
    );
  });
  const records = await Promise.all(
    pages.map((page) =>
      page.evaluate(async () => {
        const made = [];
        for (let n = 0; n < 15; n += 1) made.push(await harness.sell());
        return made;
      }),
    ),
  );
  const numbers = records.flat().map((record) => record.receiptSeq);
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  for (const page of pages) {
    const queue = await page.evaluate(async () => {
      const store = await harness.open();
      await harness.until(() => store.queue.get().pending === 0, 'both see the queue empty');
      return store.queue.get();
    });
    expect(queue).toMatchObject({ pending: 0, refused: 0 });
  }
  expect(most).toBe(1);
  expect(sentIds.sort()).toEqual(
    records
      .flat()
      .map((record) => record.id)
      .sort(),
  );
});

test('S9 when the tab that leads closes, the other one takes over the live feed', async ({
  shop,
  context,
}) => {
  const [first, second] = [await shop.openPage(context), await shop.openPage(context)];
  await enrol(first);
  await second.evaluate(async () => {
    const store = await harness.open();
    await harness.until(() => store.catalogue.get().phase === 'ready', 'it is enrolled too');
  });
  const live = second.waitForRequest('**/trpc/sync.live');
  await first.close();
  await live;
});

test('a sale committed twice under one id is one sale', async ({ shop, context }) => {
  const page = await shop.openPage(context);
  await enrol(page);
  const [first, second] = await page.evaluate(async () => {
    const store = await harness.open();
    const staffId = store.staff.get()[0]?.id ?? '';
    const draft = harness.draftOf(store.searchProducts('', { limit: 2 }), store.newSaleId(), staffId);
    return Promise.all([store.commitSale(draft), store.commitSale(draft)]);
  });
  expect(second).toEqual(first);
});
