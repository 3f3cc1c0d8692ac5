import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { Keyboard } from '../../e2e/till/scanner.ts';
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
    await arrived(running.page, 100_000);
    const scans = await scanToLine(running.page, 60);
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
      {
        name: 'scan to painted line p95, 100,000 products, 4× throttle',
        value: scans.p95,
        unit: 'ms',
        bar: 50,
        detail: { median: scans.median, scans: scans.count },
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

/** Scans as a keyboard wedge types them; from the closing Enter to the frame that shows the line. */
async function scanToLine(
  page: Page,
  count: number,
): Promise<{ p95: number; median: number; count: number }> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { scanTimes: times });
    let enteredAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter') enteredAt = performance.now();
    };
    window.addEventListener('keydown', onKey, true);
    new MutationObserver(() => {
      if (enteredAt === 0) return;
      const from = enteredAt;
      enteredAt = 0;
      // After the frame that paints the change.
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - from)));
    }).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-qty'],
    });
  });
  const products = madeUpProducts(100_000);
  const scanner = await Keyboard.of(page);
  for (let scan = 0; scan < count; scan += 1) {
    const barcode = products[Math.floor(((scan + 0.5) * products.length) / count)]?.[2][0] ?? '';
    await scanner.type(barcode, { suffix: 'Enter' });
    await page.waitForFunction(
      (done) => (window as unknown as { scanTimes: number[] }).scanTimes.length >= done,
      scan + 1,
    );
  }
  const times = await page.evaluate(() => (window as unknown as { scanTimes: number[] }).scanTimes);
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { p95: at(0.95), median: at(0.5), count: await page.getByTestId('cart-line').count() };
}
