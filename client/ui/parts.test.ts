import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, expect as expectPage, type Page } from '@playwright/test';
import { build, type Rolldown } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const executablePath =
  process.env.CHROMIUM_PATH ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

let browser: Browser;
let script = '';
let sheet = '';
let page: Page;
let trouble: string[] = [];

beforeAll(async () => {
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    publicDir: false,
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: `${import.meta.dirname}/testing/parts-page.tsx` },
    },
  })) as Rolldown.RolldownOutput;
  for (const file of result.output) {
    if (file.type === 'chunk') script = file.code;
    else if (file.fileName.endsWith('.css')) sheet = String(file.source);
  }
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
});

async function openParts(colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  trouble = [];
  const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/parts.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname === '/parts.css') return route.fulfill({ contentType: 'text/css', body: sheet });
    return route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': "default-src 'self'; img-src data:" },
      body: '<!doctype html><html lang="id"><title>Bagian</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/parts.css"><div id="root"></div><script type="module" src="/parts.js"></script>',
    });
  });
  await page.goto('http://parts.test/');
}

afterEach(async () => {
  await page.context().close();
  expect(trouble).toEqual([]);
});

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('axe finds nothing, with a sheet and a toast too', async () => {
    await openParts(colorScheme);
    const atRest = await new AxeBuilder({ page }).analyze();
    expect(atRest.violations.map((violation) => violation.id)).toEqual([]);
    await page.getByTestId('open').click();
    await page.getByRole('button', { name: 'Hapus baris' }).click();
    await page.getByText('Dihapus').waitFor();
    const withSheet = await new AxeBuilder({ page }).analyze();
    expect(withSheet.violations.map((violation) => violation.id)).toEqual([]);
  });
});

test('a busy button keeps its size and swallows presses', async () => {
  await openParts();
  const [idle, busy] = [page.getByTestId('idle'), page.getByTestId('busy')];
  const [idleBox, busyBox] = [await idle.boundingBox(), await busy.boundingBox()];
  expect([busyBox?.width, busyBox?.height]).toEqual([idleBox?.width, 64]);
  await busy.click({ force: true });
  await idle.click();
  await expectPage(page.getByTestId('presses')).toHaveText('1');
});

test('the keypad writes by its test ids', async () => {
  await openParts();
  for (const key of ['1', '0', '9', 'extra', 'backspace']) await page.getByTestId(`pin-${key}`).click();
  await expectPage(page.getByTestId('written')).toHaveText('10900');
});

test('a field is read with its error and its hint', async () => {
  await openParts();
  const input = page.getByLabel('Kode');
  await expectPage(input).toHaveAccessibleDescription('Kode ini sudah dipakai. Enam angka');
  await expectPage(input).toHaveAttribute('aria-invalid', 'true');
});

test("D2 an opened sheet focuses nothing that a scanner's Enter could press", async () => {
  await openParts();
  await page.getByTestId('open').click();
  await page.getByRole('dialog', { name: 'Bayar tunai' }).waitFor();
  await page.keyboard.press('Enter');
  await expectPage(page.getByRole('dialog')).toBeVisible();
});

test('a sheet holds the focus, closes by Esc, button and backdrop, and gives the focus back', async () => {
  await openParts();
  const opener = page.getByTestId('open');
  const dialog = page.getByRole('dialog', { name: 'Bayar tunai' });
  const closings = [
    () => page.keyboard.press('Escape'),
    () => dialog.getByRole('button', { name: 'Tutup', exact: true }).click(),
    () => page.mouse.click(4, 4),
  ];
  for (const close of closings) {
    await opener.click();
    await dialog.waitFor();
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => !document.activeElement?.matches('body, dialog, dialog *'));
      expect(outside).toBe(false);
    }
    await close();
    await dialog.waitFor({ state: 'detached' });
    await expectPage(opener).toBeFocused();
  }
});

test('undo can be pressed while a sheet is open, once, and what follows goes by itself', async () => {
  await openParts();
  await page.getByTestId('open').click();
  await page.getByRole('button', { name: 'Hapus baris' }).click();
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expectPage(page.getByTestId('undone')).toHaveText('1');
  await page.getByText('Dikembalikan').waitFor();
  await page.getByText('Dikembalikan').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});
