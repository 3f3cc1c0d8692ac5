import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import { build } from 'vite';
import { type RunningServer, startServer } from '../../server/main.ts';

export const ENROLMENT_CODE = '246810';
const PAGE = '/harness.html';
const SCRIPT = '/harness.js';

/** The harness page as one script, built once a worker. */
async function buildPage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL('harness-page.ts', import.meta.url)), formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('no harness was built');
  const chunk = output.output.find((one) => one.type === 'chunk');
  if (!chunk) throw new Error('no harness was built');
  return chunk.code;
}

/** A real server with the demo shop, and a way to meet the device's store on its origin. */
export interface Shop {
  server: RunningServer;
  url: string;
  /** A page with `harness` on it. Calls of the page that `fail` names are cut. */
  openPage(context: BrowserContext): Promise<Page>;
}

interface WorkerFixtures {
  script: string;
  shop: Shop;
}

export const test = base.extend<object, WorkerFixtures>({
  script: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
    async ({}, use) => use(await buildPage()),
    { scope: 'worker' },
  ],
  shop: [
    async ({ script }, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'gerai-local-'));
      const server = await startServer({
        port: 0,
        host: '127.0.0.1',
        databaseUrl: undefined,
        dataDir,
        demo: true,
        demoCode: ENROLMENT_CODE,
        keys: undefined,
        logLevel: 'fatal',
        trustProxy: 0,
      });
      const openPage = async (context: BrowserContext) => {
        const page = await context.newPage();
        await servePage(page, server.url, script);
        await page.goto(server.url + PAGE);
        await page.waitForFunction(() => 'harness' in globalThis);
        return page;
      };
      await use({ server, url: server.url, openPage });
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

async function servePage(page: Page, url: string, script: string): Promise<void> {
  await page.route(url + PAGE, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>harness</title><script type="module" src="${SCRIPT}"></script>`,
    }),
  );
  await page.route(url + SCRIPT, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
}

/** Enrols this browser and waits until it could sell. */
export async function enrol(page: Page): Promise<void> {
  await page.evaluate(async (code) => {
    const store = await harness.open();
    const result = await store.enrol(code);
    if (!result.ok) throw new Error(`enrolment refused: ${result.code}`);
    await harness.until(() => store.catalogue.get().phase === 'ready', 'the catalogue is there');
    await harness.until(() => store.staff.get().length > 0, 'people are there');
  }, ENROLMENT_CODE);
}
