import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type RunningServer, startServer } from '../../server/main.ts';

const ENROLMENT_CODE = '123456';

/** One worker's shop: a real server with the demo, serving the client as last built. */
export const test = base.extend<{ till: Till }, { shop: RunningServer }>({
  // A worker keeps the whole shell for later, which costs as much as the test itself: those that need it allow it.
  serviceWorkers: 'block',
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'gerai-till-'));
      const server = await startServer({
        port: 0,
        host: '127.0.0.1',
        databaseUrl: undefined,
        dataDir,
        demo: true,
        demoCode: ENROLMENT_CODE,
        demoExtras: true,
        keys: undefined,
        logLevel: 'fatal',
        trustProxy: 0,
        // Printers of the tests listen here.
        printNetworks: '127.0.0.1/32:1-65535',
      });
      await use(server);
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  /** Enrolled, with Sari signed in and the catalogue there. */
  till: async ({ page, shop }, use) => {
    const till = new Till(page, shop.url);
    await till.enrol();
    await till.signIn();
    await use(till);
  },
});

export { expect };

/** What a cashier sees and does. */
export class Till {
  readonly page: Page;
  readonly url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
  }

  get(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  async enrol(): Promise<void> {
    await this.page.goto(`${this.url}/?enrol=${ENROLMENT_CODE}`);
    await this.get('enrol-submit').click();
    await this.get('staff-Sari').waitFor();
  }

  async signIn(pin = '1111'): Promise<void> {
    await this.get('staff-Sari').click();
    for (const digit of pin) await this.get(`pin-${digit}`).click();
    await this.get('till-product').first().waitFor();
  }

  /** The n-th product of the grid as an assertion needs it. */
  async product(index: number): Promise<{ sku: string; barcode: string; name: string }> {
    const tile = this.get('till-product').nth(index);
    return {
      sku: (await tile.getAttribute('data-sku')) ?? '',
      barcode: (await tile.getAttribute('data-barcode')) ?? '',
      // A tile without a picture has a span more within its first one.
      name: (await tile.locator(':scope > span').nth(1).textContent()) ?? '',
    };
  }

  line(sku: string): Locator {
    return this.page.locator(`[data-testid="cart-line"][data-sku="${sku}"]`);
  }

  total(): Promise<number> {
    return this.get('cart-total').getAttribute('data-amount').then(Number);
  }

  async expectCart(quantities: Record<string, string>): Promise<void> {
    for (const [sku, quantity] of Object.entries(quantities)) {
      await expect(this.line(sku)).toHaveAttribute('data-qty', quantity);
    }
    await expect(this.get('cart-line')).toHaveCount(Object.keys(quantities).length);
  }

  /** Everything sent and confirmed. */
  async expectSynced(): Promise<void> {
    await expect(this.get('sync')).toHaveAttribute('data-pending', '0', { timeout: 30_000 });
    await expect(this.get('sync')).toHaveAttribute('data-refused', '0');
  }
}
