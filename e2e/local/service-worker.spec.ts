import { existsSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { enrol, test } from './harness.ts';

test.skip(
  !existsSync(new URL('../../dist/client/service-worker.js', import.meta.url)),
  'needs the built client: npm test and npm start build it',
);

async function installed(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

test('the shell starts with no network, and nothing of the server is answered from it', async ({
  shop,
  context,
}) => {
  const page = await context.newPage();
  await installed(page, shop.url);
  await context.setOffline(true);
  const second = await context.newPage();
  for (const path of ['/', '/queue', '/settings']) {
    await second.goto(shop.url + path);
    await expect(second.locator('#root > *').first()).toBeAttached();
  }
  const calls = await second.evaluate(() =>
    Promise.all(
      ['/trpc/accounts.state', '/sync/product?after=&limit=1', '/healthz'].map((path) =>
        fetch(path).then(
          () => 'answered',
          () => 'failed',
        ),
      ),
    ),
  );
  expect(calls).toEqual(['failed', 'failed', 'failed']);
});

test('S6 S9 the service worker sends the outbox when no page does', async ({ shop, context }) => {
  const app = await context.newPage();
  await installed(app, shop.url);
  const page = await shop.openPage(context);
  await enrol(page);
  await app.close();
  // The page itself gets nothing through; the worker has the network.
  await page.route('**/trpc/sync.push', (route) => route.abort());
  const sale = await page.evaluate(() => harness.sell());
  await page.evaluate(async (saleId) => {
    const state = (await harness.open()).saleState(saleId);
    await harness.until(() => state.get() === 'confirmed', 'the worker has sent it and the page knows');
  }, sale.id);
});
