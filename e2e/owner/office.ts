import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/main.ts';

const ENROLMENT_CODE = '123456';

async function open(demo: boolean): Promise<{ server: RunningServer; close: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gerai-owner-'));
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataDir,
    demo,
    demoCode: demo ? ENROLMENT_CODE : undefined,
    keys: undefined,
    logLevel: 'fatal',
    trustProxy: 0,
  });
  const close = async () => {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { server, close };
}

/** `shop`: a server with the demo shop, one a worker; `empty`: an installation that nobody has set up, one a test. */
export const test = base.extend<{ empty: RunningServer }, { shop: RunningServer }>({
  // The office needs a network; those that look at a tablet's worker allow it.
  serviceWorkers: 'block',
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
    async ({}, use) => {
      const { server, close } = await open(true);
      await use(server);
      await close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  empty: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
    async ({}, use) => {
      const { server, close } = await open(false);
      await use(server);
      await close();
    },
    { timeout: 120_000 },
  ],
});

export { expect };

/** Signs in through the page; ends on the owner's home. */
export async function signIn(
  page: Page,
  url: string,
  who = { email: 'owner@demo.gerai', password: 'gerai-demo' },
): Promise<void> {
  await page.goto(`${url}/owner/sign-in`);
  await page.getByTestId('owner-email').fill(who.email);
  await page.getByTestId('owner-password').fill(who.password);
  await page.getByTestId('owner-submit').click();
  await page.getByTestId('today-total').waitFor();
}

/** A password that is good enough, and not the demo's. */
export const PASSWORD = 'kopi susu gula aren';

/** Opens "Toko Sinta" on an empty installation; its owner sinta@toko.id, who also runs the server, is signed in. */
export async function setUp(page: Page, { url, banner }: RunningServer): Promise<void> {
  const link = banner.join(' ').match(/\/setup\?token=[\w-]+/)?.[0];
  await page.goto(`${url}${link}`);
  await page.getByLabel('Nama Anda').fill('Bu Sinta');
  await page.getByLabel('E-mail').fill('sinta@toko.id');
  await page.getByLabel('Kata sandi', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Nama toko').fill('Toko Sinta');
  await page.getByLabel('Nama cabang pertama').fill('Toko Sinta Pasar');
  await page.getByLabel('Kode cabang').fill('snt');
  await page.getByRole('button', { name: 'Buka toko' }).click();
  await page.getByText('Langkah berikutnya').waitFor();
}
