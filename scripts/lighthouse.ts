/**
 * Lighthouse, as a phone on a slow network, on the built app with the demo shop: `npm run lighthouse`.
 * One JSON line for each screen; exit code 1 where one stays under its bar.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import { startServer } from '../server/main.ts';
import { buildClientIfNeeded } from './build.mjs';
import { findOrInstallChromium } from './chromium.mjs';

const CODE = '864209';
const BARS = { accessibility: 100, 'best-practices': 100, performance: 90 } as const;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];

interface Screen {
  name: string;
  path: string;
  prepare?: (context: BrowserContext, url: string) => Promise<void>;
  /** keeps the service worker and its caches: a till starts from there */
  warm?: boolean;
}

const SCREENS: Screen[] = [
  { name: 'new tablet', path: '/' },
  { name: 'sign-in', path: '/owner/sign-in' },
  { name: "owner's home", path: '/owner', prepare: signInOwner },
  { name: 'products', path: '/owner/products' },
  { name: 'till', path: '/', prepare: enrol, warm: true },
];

buildClientIfNeeded();
const executablePath = await findOrInstallChromium();
const folder = mkdtempSync(join(tmpdir(), 'gerai-lighthouse-'));
const server = await startServer({
  port: 0,
  host: '127.0.0.1',
  databaseUrl: undefined,
  dataDir: join(folder, 'data'),
  demo: true,
  demoCode: CODE,
  keys: undefined,
  logLevel: 'fatal',
  trustProxy: 0,
});
const port = await freePort();
const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
  executablePath,
  locale: 'id-ID',
  args: [...FLAGS, `--remote-debugging-port=${port}`],
});
try {
  for (const screen of SCREENS) {
    await screen.prepare?.(context, server.url);
    if (!(await measure(screen))) process.exitCode = 1;
  }
} finally {
  await context.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Prints the screen's scores and what costs points; whether they reach the bars. */
async function measure({ name, path, warm = false }: Screen): Promise<boolean> {
  const result = await lighthouse(server.url + path, {
    port,
    logLevel: 'error',
    onlyCategories: Object.keys(BARS),
    disableStorageReset: warm,
  });
  if (!result) throw new Error(`no result for ${path}`);
  const { categories, audits, finalDisplayedUrl, runtimeError } = result.lhr;
  const score = (category: string) => Math.round((categories[category]?.score ?? 0) * 100);
  const wanted = Object.entries(BARS);
  const missed = wanted.filter(([category, bar]) => score(category) < bar).map(([category]) => category);
  const costs = missed.flatMap((category) =>
    (categories[category]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => ({ id, value: audits[id]?.displayValue, details: audits[id]?.details })),
  );
  const seconds = (id: string) => Number(((audits[id]?.numericValue ?? 0) / 1000).toFixed(2));
  console.log(
    JSON.stringify({
      screen: name,
      path: new URL(finalDisplayedUrl).pathname,
      ...Object.fromEntries(wanted.map(([category]) => [category, score(category)])),
      firstContentSeconds: seconds('first-contentful-paint'),
      largestContentSeconds: seconds('largest-contentful-paint'),
      blockedSeconds: seconds('total-blocking-time'),
      ...(missed.length > 0 && { missed, costs }),
      ...(runtimeError && { problem: runtimeError.message }),
    }),
  );
  return missed.length === 0 && !runtimeError;
}

async function signInOwner(browser: BrowserContext, url: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`${url}/owner/sign-in`);
  await page.getByTestId('owner-email').fill('owner@demo.gerai');
  await page.getByTestId('owner-password').fill('gerai-demo');
  await page.getByTestId('owner-submit').click();
  await page.getByTestId('today-total').waitFor();
  await page.close();
}

/** Enrolled: the next tab starts with who works here. */
async function enrol(browser: BrowserContext, url: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`${url}/?enrol=${CODE}`);
  await page.getByTestId('enrol-submit').click();
  await page.getByTestId('staff-Sari').waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.close();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}
