/**
 * Takes the pictures of the manifest and the README from the built app with the demo shop.
 * Run after the screens change and commit what it writes: `node scripts/make-screenshots.ts`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startServer } from '../server/main.ts';
import { buildClientIfNeeded } from './build.mjs';
import { findOrInstallChromium } from './chromium.mjs';

const CODE = '531864';
const root = join(import.meta.dirname, '..');
const manifestDir = join(root, 'public', 'screenshots');
const docsDir = join(root, 'docs', 'images');
for (const folder of [manifestDir, docsDir]) mkdirSync(folder, { recursive: true });

buildClientIfNeeded();
const executablePath = await findOrInstallChromium();
const dataDir = mkdtempSync(join(tmpdir(), 'gerai-pictures-'));
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
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const wide = await openTill(browser, 1280, 800);
  for (const items of [
    [0, 3, 5],
    [1, 2],
    [4, 6, 8, 9],
    [2, 7, 3],
  ])
    await sell(wide, items);
  await fill(wide, [0, 2, 2, 5, 9]);
  await wide.screenshot({ path: join(manifestDir, 'till-wide.png') });
  await wide.screenshot({ path: join(docsDir, 'till.png') });

  const narrow = await openTill(browser, 390, 844);
  await fill(narrow, [0, 2, 5]);
  await narrow.screenshot({ path: join(manifestDir, 'till-narrow.png') });

  const owner = await openPage(browser, 390, 844);
  await owner.goto(`${server.url}/owner/sign-in`);
  await owner.getByTestId('owner-email').fill('owner@demo.gerai');
  await owner.getByTestId('owner-password').fill('gerai-demo');
  await owner.getByTestId('owner-submit').click();
  await owner.locator('[data-testid="today-count"][data-count="4"]').waitFor();
  await owner.locator('[data-testid="live"][data-live="on"]').waitFor();
  await owner.screenshot({ path: join(manifestDir, 'owner-narrow.png') });
  await owner.setViewportSize({ width: 1280, height: 800 });
  await owner.screenshot({ path: join(docsDir, 'owner.png') });
} finally {
  await browser.close();
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function openPage(inBrowser: Browser, width: number, height: number): Promise<Page> {
  const context = await inBrowser.newContext({
    viewport: { width, height },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

async function openTill(inBrowser: Browser, width: number, height: number): Promise<Page> {
  const page = await openPage(inBrowser, width, height);
  await page.goto(`${server.url}/?enrol=${CODE}`);
  await page.getByTestId('enrol-submit').click();
  await page.getByTestId('staff-Sari').click();
  for (const digit of '1111') await page.getByTestId(`pin-${digit}`).click();
  await page.getByTestId('till-product').first().waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

async function fill(page: Page, items: number[]): Promise<void> {
  for (const item of items) await page.getByTestId('till-product').nth(item).click();
}

async function sell(page: Page, items: number[]): Promise<void> {
  await fill(page, items);
  await page.getByTestId('pay').click();
  await page.getByTestId('tender-exact').click();
  const confirm = page.getByTestId('tender-confirm');
  const done = page.getByTestId('sale-done');
  await confirm.or(done).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await page.getByTestId('sale-new').click();
}
