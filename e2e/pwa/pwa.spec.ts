import { openFaultyProxy } from '../chaos/faulty-proxy.ts';
import { seededRandom } from '../chaos/random.ts';
import { expect, test as inShop, Till } from '../till/shop.ts';

/** A tablet that meets the shop through a network which can vanish, and which can carry a newer service worker. */
const test = inShop.extend<{ network: Awaited<ReturnType<typeof openFaultyProxy>> }>({
  serviceWorkers: 'allow',
  network: async ({ shop }, use) => {
    const network = await openFaultyProxy(0, seededRandom(1));
    network.upstreamPort = Number(new URL(shop.url).port);
    await use(network);
    await network.close();
  },
});

test('the manifest has all that installing needs', async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  const cdp = await page.context().newCDPSession(page);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  // A private window can't install anything, whatever the page says.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  const { errors, data } = await cdp.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '{}');
  expect(manifest).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone', lang: 'id' });
  expect(manifest.shortcuts.map(({ url }: { url: string }) => url)).toEqual(['/', '/queue', '/owner']);
  const formFactors = manifest.screenshots.map((shot: { form_factor: string }) => shot.form_factor);
  expect(new Set(formFactors)).toEqual(new Set(['wide', 'narrow']));
  for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots]) {
    const size = await page.evaluate(async (address) => {
      const picture = await createImageBitmap(await (await fetch(address)).blob());
      return `${picture.width}x${picture.height}`;
    }, src);
    expect(size, src).toBe(sizes);
  }
});

test('S1 a tablet starts and sells with nobody answering at all', async ({ page, context, network }) => {
  const till = new Till(page, network.url);
  await till.enrol();
  await till.signIn();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.close();
  await network.close();

  const later = new Till(await context.newPage(), network.url);
  await later.page.goto(network.url);
  await later.signIn();
  await later.get('till-product').first().click();
  await later.get('pay').click();
  await later.get('tender-exact').click();
  const confirm = later.get('tender-confirm');
  await confirm.or(later.get('sale-done')).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await expect(later.get('sale-done')).toHaveAttribute('data-receipt', /-/);
  await expect(later.get('sync')).toHaveAttribute('data-pending', '1');
});
test('S11 a new version waits for an empty cart and for a person', async ({ page, network }) => {
  const till = new Till(page, network.url);
  await till.enrol();
  await till.signIn();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await till.get('till-product').first().click();
  await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }));

  network.workerRevision = 1;
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  const waiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state);
  await expect.poll(waiting, { timeout: 30_000 }).toBe('installed');
  await expect(till.get('cart-line')).toHaveCount(1);
  await expect(till.get('update-prompt')).toHaveCount(0);

  await till.get('pay').click();
  await till.get('tender-exact').click();
  const confirm = till.get('tender-confirm');
  await confirm.or(till.get('sale-done')).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await till.get('sale-new').click();
  await till.get('update-prompt').waitFor();
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true);

  await till.get('update-apply').click();
  await page.waitForFunction(() => !('notReloaded' in globalThis));
  await till.get('till-product').first().waitFor();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
});

test('S11 a screen not opened yet is there when its file has gone, and nothing reloads', async ({
  page,
  network,
}) => {
  const till = new Till(page, network.url);
  await till.enrol();
  await till.signIn();
  await till.get('till-product').first().click();
  await page.waitForFunction(() =>
    ['queue-screen', 'settings-screen', 'crash-rescue'].every((part) =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes(part)),
    ),
  );
  await page.evaluate(async () => {
    Object.assign(globalThis, { notReloaded: true });
    // As after another tab has let a newer version in.
    for (const key of await caches.keys()) await caches.delete(key);
  });
  await network.close();

  await till.get('sync').click();
  await till.get('back-to-till').click();
  await till.get('menu').click();
  await till.get('menu-settings').click();
  await till.get('sign-out').waitFor();
  await till.get('back-to-till').click();
  await expect(till.get('cart-line')).toHaveCount(1);
  expect(await page.evaluate(() => 'notReloaded' in globalThis)).toBe(true);
});
