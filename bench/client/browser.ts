import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { build } from 'vite';
import type { ProductRow } from '../../shared/sync/pull.ts';
import { ANSWER_HEADER, CONTRACT_VERSION, MAX_PULL_ROWS } from '../../shared/sync/version.ts';
import { madeUpProducts } from './made-up-products.ts';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--js-flags=--expose-gc',
];

export const BROWSER = {
  executablePath: process.env.CHROMIUM_PATH ?? SYSTEM_BROWSERS.find((path) => existsSync(path)),
  args: FLAGS,
};

export interface Bench {
  page: Page;
  cdp: CDPSession;
  /** A second start: same profile, nothing in memory. */
  reopen(): Promise<{ page: Page; cdp: CDPSession }>;
  close(): Promise<void>;
}

/**
 * Real Chromium on a page with the device's modules (`bench-page.ts`), and a server that answers `/sync/product` with
 * `products` made-up rows, gzipped beforehand: what is measured is the device.
 */
export async function openBench(products: number): Promise<Bench> {
  const script = await buildPage();
  const pages = pagesOf(madeUpProducts(products));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/') return response.setHeader('content-type', 'text/html').end(SHELL);
    if (url.pathname === '/bench.js')
      return response.setHeader('content-type', 'text/javascript').end(script);
    if (url.pathname === '/sync/product') {
      const after = url.searchParams.get('after') ?? '';
      const page = pages[after === '' ? 0 : Number(after.split('.')[2])];
      if (page) {
        response.setHeader('content-type', 'application/json');
        response.setHeader('content-encoding', 'gzip');
        response.setHeader(ANSWER_HEADER, String(CONTRACT_VERSION));
        return response.end(page);
      }
    }
    return response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const profile = mkdtempSync(join(tmpdir(), 'gerai-bench-'));
  let context: BrowserContext;
  const open = async () => {
    context = await chromium.launchPersistentContext(profile, BROWSER);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    await page.waitForFunction(() => 'bench' in globalThis);
    return { page, cdp: await context.newCDPSession(page) };
  };
  const first = await open();
  return {
    ...first,
    reopen: async () => {
      await context.close();
      return open();
    },
    close: async () => {
      await context.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const SHELL = '<!doctype html><title>bench</title><script type="module" src="/bench.js"></script>';

function pagesOf(rows: ProductRow[]): Buffer[] {
  const pages: Buffer[] = [];
  for (let from = 0; from === 0 || from < rows.length; from += MAX_PULL_ROWS) {
    const page = {
      contract: CONTRACT_VERSION,
      collection: 'product',
      reset: false,
      checkpoint: `1.1.${pages.length + 1}`,
      rows: rows.slice(from, from + MAX_PULL_ROWS),
      more: from + MAX_PULL_ROWS < rows.length,
      held: false,
    };
    pages.push(gzipSync(JSON.stringify(page)));
  }
  return pages;
}

async function buildPage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('bench-page.ts', import.meta.url)), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output.find((one) => one.type === 'chunk') : undefined;
  if (!chunk) throw new Error('the bench page was not built');
  return chunk.code;
}
