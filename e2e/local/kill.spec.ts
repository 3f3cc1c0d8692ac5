import { expect } from '@playwright/test';
import { enrol, test } from './harness.ts';
import { newTabletFolder } from './tablet.ts';

// A trace can't be taken from a browser that is killed.
test.use({ trace: 'off' });

test('S1 S2 a browser killed right after the promise has lost nothing and goes on with its numbers', async ({
  shop,
}) => {
  const folder = newTabletFolder();
  try {
    const expected: string[] = [];
    const newTablet = await folder.start();
    await enrol(await shop.openPage(newTablet.context));
    // The browser writes cookies out every half minute or at its end; enrolment is not what is tested here.
    await newTablet.close();
    let first = 0;
    for (let round = 0; round < 3; round += 1) {
      const tablet = await folder.start();
      const page = await shop.openPage(tablet.context);
      // Offline for the outbox, so that only the disk knows.
      await page.route('**/trpc/sync.push', (route) => route.abort());
      const record = await page.evaluate(async () => {
        const store = await harness.open();
        await harness.until(() => store.catalogue.get().phase === 'ready', 'the catalogue is there');
        return harness.sell();
      });
      await tablet.kill();
      expected.push(record.id);
      first ||= record.receiptSeq;
      expect(record.receiptSeq).toBe(first + round);
    }
    const tablet = await folder.start();
    const page = await shop.openPage(tablet.context);
    const kept = await page.evaluate(async () => {
      const store = await harness.open();
      await harness.until(() => store.queue.get().pending === 0, 'all is sent');
      return (await store.recentSales(10)).map((sale) => [sale.record.id, sale.state]);
    });
    expect(kept).toEqual(expected.reverse().map((id) => [id, 'confirmed']));
  } finally {
    await folder.remove();
  }
});
