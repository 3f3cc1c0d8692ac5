import { expect } from '@playwright/test';
import { enrol, test } from './harness.ts';

declare global {
  var badges: number[];
}

test('the icon shows how many records are unsent, and nothing once all are', async ({ shop, context }) => {
  // The platform's badge, which a browser without a desktop has not.
  await context.addInitScript(() => {
    globalThis.badges = [];
    Object.assign(Navigator.prototype, {
      setAppBadge: async (count: number) => void globalThis.badges.push(count),
      clearAppBadge: async () => void globalThis.badges.push(0),
    });
  });
  const page = await shop.openPage(context);
  await enrol(page);
  await page.route('**/trpc/sync.push', (route) => route.abort());
  for (const unsent of [1, 2]) {
    await page.evaluate(() => harness.sell());
    await expect.poll(() => page.evaluate(() => globalThis.badges.at(-1))).toBe(unsent);
  }
  await page.unroute('**/trpc/sync.push');
  await page.evaluate(async () => (await harness.open()).syncNow());
  await expect.poll(() => page.evaluate(() => globalThis.badges.at(-1)), { timeout: 15_000 }).toBe(0);
});

test('a platform without badges is none the worse', async ({ shop, context }) => {
  await context.addInitScript(() => {
    Object.assign(Navigator.prototype, { setAppBadge: undefined, clearAppBadge: undefined });
  });
  const page = await shop.openPage(context);
  await enrol(page);
  const record = await page.evaluate(() => harness.sell());
  await page.evaluate(async (saleId) => {
    const state = (await harness.open()).saleState(saleId);
    await harness.until(() => state.get() === 'confirmed', 'the sale is confirmed');
  }, record.id);
});
