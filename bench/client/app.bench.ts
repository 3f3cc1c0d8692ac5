import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { startServer } from '../../server/main.ts';
import type { Measured } from '../measured.ts';
import { BROWSER } from './browser.ts';
import { madeUpProducts } from './made-up-products.ts';

const CODE = '135790';
const SLOW_TABLET = 4;

/** The built app on a real server: bytes of script, heap with 20,000 products, start without a network with 100,000. */
export default async function app(): Promise<Measured[]> {
  if (!existsSync(new URL('../../dist/client/index.html', import.meta.url)))
    throw new Error('the client is not built: npm start or npm test builds it');
  const dataDir = mkdtempSync(join(tmpdir(), 'gerai-bench-data-'));
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataDir,
    demo: true,
    demoCode: CODE,
    keys: undefined,
    logLevel: 'fatal',
    trustProxy: 0,
  });
  const addProducts = async (from: number, to: number) => {
    for (let start = from; start < to; start += 5_000) {
      const rows = madeUpProducts(Math.min(start + 5_000, to)).slice(start);
      await server.services.db.unscoped.execute(
        `insert into product (tenant_id, id, sku, barcodes, name, unit, price)
         select (select id from tenant where slug = 'demo'), (r->>0)::uuid, r->>1,
           array(select jsonb_array_elements_text(r->2)), r->>3, r->>5, (r->>6)::int8
         from jsonb_array_elements('${JSON.stringify(rows)}'::jsonb) r`,
      );
    }
  };
  const profile = mkdtempSync(join(tmpdir(), 'gerai-bench-app-'));
  const open = async () => {
    const context = await chromium.launchPersistentContext(profile, BROWSER);
    const page = context.pages()[0] ?? (await context.newPage());
    return { context, page, cdp: await context.newCDPSession(page) };
  };
  let running: { context: BrowserContext; page: Page; cdp: CDPSession } = await open();
  try {
    await addProducts(0, 20_000);
    // By address: the service worker fetches the same files again to keep them.
    const scripts = new Map<string, number>();
    const weigh: Promise<void>[] = [];
    running.page.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return;
      weigh.push(
        response.body().then(
          (body) => {
            scripts.set(response.url(), gzipSync(body).length);
          },
          () => {},
        ),
      );
    });
    await running.page.goto(server.url);
    await running.page.getByTestId('enrol-code').fill(CODE);
    await running.page.getByTestId('enrol-submit').click();
    await signIn(running.page);
    await arrived(running.page, 20_000);
    await running.page.waitForLoadState('networkidle').catch(() => {});
    await Promise.all(weigh);
    const worker = await fetch(`${server.url}/service-worker.js`);
    const workerBytes = gzipSync(Buffer.from(await worker.arrayBuffer())).length;
    await running.cdp.send('HeapProfiler.collectGarbage');
    const heap = await running.cdp.send('Runtime.getHeapUsage');

    await addProducts(20_000, 100_000);
    await running.page.reload();
    await signIn(running.page);
    await arrived(running.page, 100_000);
    await running.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await running.context.close();

    running = await open();
    await running.context.setOffline(true);
    await running.cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_TABLET });
    const begin = performance.now();
    await running.page.goto(server.url, { waitUntil: 'commit' });
    const usable = running.page.locator('[data-testid^="staff-"], [data-testid="till-search"]').first();
    await usable.waitFor();
    const peopleMs = performance.now() - begin;
    await signIn(running.page);
    const productsMs = performance.now() - begin;
    const scriptBytes = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);
    return [
      {
        name: 'script of the till over the wire, gzip',
        value: scriptBytes / 1000,
        unit: 'kB',
        bar: 250,
        detail: { serviceWorkerKb: workerBytes / 1000, files: Object.fromEntries(scripts) },
      },
      { name: 'heap with 20,000 products', value: heap.usedSize / 1_000_000, unit: 'MB', bar: 60 },
      {
        name: 'start without a network, 100,000 products, 4× throttle: people or products to choose from',
        value: peopleMs,
        unit: 'ms',
        bar: 2_500,
        detail: { untilProductsAfterPinMs: productsMs },
      },
    ];
  } finally {
    await running.context.close();
    await server.close();
    for (const folder of [profile, dataDir]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function signIn(page: Page): Promise<void> {
  const person = page.locator('[data-testid^="staff-"]').first();
  await person.or(page.getByTestId('till-search')).first().waitFor();
  // A reload keeps whoever was signed in.
  if (!(await person.isVisible())) return;
  await person.click();
  // Whoever it is: the demo's people have these.
  for (const pin of ['1111', '2222', '3333', '9999', '1234']) {
    for (const digit of pin) await page.getByTestId(`pin-${digit}`).click();
    const product = page.getByTestId('till-product').first();
    const wrong = page.getByTestId('pin-message').filter({ hasText: /\S/ });
    await product.or(wrong).first().waitFor();
    if (await product.isVisible()) return;
  }
  throw new Error('no PIN fits');
}

/** The last made-up product can be found. */
async function arrived(page: Page, products: number): Promise<void> {
  const search = page.getByTestId('till-search');
  await search.fill(`SKU${String(products - 1).padStart(6, '0')}`);
  await page
    .locator(`[data-sku="SKU${String(products - 1).padStart(6, '0')}"]`)
    .first()
    .waitFor({ timeout: 60_000 });
  await search.fill('');
}
