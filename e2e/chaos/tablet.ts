import { type BrowserContext, type CDPSession, chromium, type Locator, type Page } from '@playwright/test';
import type { FaultyProxy } from './faulty-proxy.ts';
import { type Random, seededRandom } from './random.ts';

/** A sale for which the screen said "Lunas". */
export interface ShownSale {
  id: string;
  receipt: string;
  total: number;
}

/** What one device itself recorded, read from its ledger. */
export interface LedgerSale {
  id: string;
  receiptSeq: number;
  total: number;
  lines: { productId: string | null; quantityMilli: number; lineTotal: number }[];
}

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const WAIT = 30_000;

/** One browser profile that plays one tablet: enrols, sells, dies, comes back. */
export class Tablet {
  readonly name: string;
  readonly profile: string;
  readonly proxy: FaultyProxy;
  readonly shown: ShownSale[] = [];
  clockShiftMs = 0;
  /** sales that the device itself declined because it was full */
  refusedByDisk = 0;
  private context: BrowserContext | undefined;
  private pages: Page[] = [];
  private quota: CDPSession | undefined;

  constructor(name: string, profile: string, proxy: FaultyProxy) {
    this.name = name;
    this.profile = profile;
    this.proxy = proxy;
  }

  get page(): Page {
    const page = this.pages[0];
    if (!page) throw new Error(`${this.name} has no page`);
    return page;
  }
  get tabCount(): number {
    return this.pages.length;
  }

  async open(): Promise<void> {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath,
      args: FLAGS,
      headless: true,
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    });
    this.context.setDefaultTimeout(WAIT);
    const shift = this.clockShiftMs;
    if (shift !== 0) {
      await this.context.addInitScript((ms: number) => {
        const RealDate = Date;
        const realNow = Date.now.bind(Date);
        class ShiftedDate extends RealDate {
          constructor(...args: unknown[]) {
            if (args.length === 0) super(realNow() + ms);
            else super(...(args as [number]));
          }
          static override now() {
            return realNow() + ms;
          }
        }
        globalThis.Date = ShiftedDate as DateConstructor;
      }, shift);
    }
    this.pages = this.context.pages().slice(0, 1);
    await this.page.goto(this.proxy.url, { waitUntil: 'domcontentloaded' });
  }

  async secondTab(): Promise<void> {
    if (!this.context || this.pages.length > 1) return;
    const page = await this.context.newPage();
    await page.goto(this.proxy.url, { waitUntil: 'domcontentloaded' });
    this.pages.push(page);
  }

  async enrol(): Promise<void> {
    await this.page.getByTestId('enrol-code').fill('123456');
    await this.page.getByTestId('enrol-submit').click();
    await this.page.locator('[data-testid^="staff-"]').first().waitFor();
  }

  /** Brings a page to the till, whatever it shows now. */
  async toTill(page: Page = this.page): Promise<void> {
    const search = page.getByTestId('till-search');
    const staff = page.getByTestId('staff-Sari');
    const done = page.getByTestId('sale-new');
    await search.or(staff).or(done).first().waitFor();
    if (await done.isVisible()) await press(done);
    else if (await staff.isVisible()) {
      await press(staff);
      for (let i = 0; i < 4; i += 1) await press(page.getByTestId('pin-1'));
    }
    await search.waitFor();
    await page.getByTestId('till-product').first().waitFor();
  }

  /** One cash sale of up to four products; resolves to what the screen called paid, or null when it said no. */
  async sell(random: Random, page: Page = this.page): Promise<ShownSale | null> {
    await this.toTill(page);
    const products = page.getByTestId('till-product');
    const count = await products.count();
    const items = 1 + random.int(4);
    for (let i = 0; i < items; i += 1) await press(products.nth(random.int(count)));
    const total = Number(await page.getByTestId('cart-total').getAttribute('data-amount'));
    await press(page.getByTestId('pay'));
    await press(page.getByTestId('tender-exact'));
    const confirm = page.getByTestId('tender-confirm');
    const done = page.getByTestId('sale-done');
    await confirm.waitFor();
    await press(confirm);
    // Twice, as a nervous finger does.
    if (random.chance(30)) await press(confirm, 500).catch(() => {});
    const refusal = page.getByRole('alert').filter({ hasText: /penuh|full/i });
    await done.or(refusal).first().waitFor();
    if (!(await done.isVisible())) {
      this.refusedByDisk += 1;
      await page.keyboard.press('Escape');
      return null;
    }
    const sale = {
      id: (await done.getAttribute('data-sale-id')) ?? '',
      receipt: (await done.getAttribute('data-receipt')) ?? '',
      total,
    };
    this.shown.push(sale);
    return sale;
  }

  async sellInBothTabs(random: Random): Promise<void> {
    const own = this.pages.map((page) => ({ page, random: seededRandom(random.int(2 ** 31)) }));
    await Promise.all(own.map((tab) => this.sell(tab.random, tab.page)));
  }

  /** Asks the browser to look for a new service worker, and takes it when the page offers it. */
  async checkForUpdate(): Promise<void> {
    await this.page
      .evaluate(() =>
        navigator.serviceWorker.getRegistration().then((registration) => registration?.update()),
      )
      .catch(() => {});
    const offer = this.page.getByTestId('update-apply');
    if (await offer.isVisible().catch(() => false)) await offer.click().catch(() => {});
  }

  /** SIGKILL, with no warning to the page. */
  async kill(): Promise<void> {
    const pid = this.context && (await this.browserPid());
    if (pid) killTree(pid);
    await this.context?.close().catch(() => {});
    this.context = undefined;
    this.quota = undefined;
    this.pages = [];
  }

  async close(): Promise<void> {
    await this.context?.close().catch(() => {});
    this.context = undefined;
    this.quota = undefined;
    this.pages = [];
  }

  get isOpen(): boolean {
    return this.context !== undefined;
  }

  /** Leaves the origin this many bytes; null as much as there is. The browser notices within seconds. */
  async setQuota(bytes: number | null): Promise<void> {
    if (!this.context) return;
    // The override lives as long as its session.
    this.quota ??= await this.context.newCDPSession(this.page);
    const quotaSize = bytes === null ? {} : { quotaSize: bytes };
    await this.quota.send('Storage.overrideQuotaForOrigin', { origin: this.proxy.url, ...quotaSize });
  }

  /** Waits until the pill says that nothing is pending; returns the refused count. */
  async settle(): Promise<number> {
    const pill = this.page.getByTestId('sync').first();
    await this.page.waitForFunction(
      () => document.querySelector('[data-testid="sync"]')?.getAttribute('data-pending') === '0',
      undefined,
      { timeout: 120_000 },
    );
    return Number(await pill.getAttribute('data-refused'));
  }

  async ledger(): Promise<LedgerSale[]> {
    return this.page.evaluate(
      () =>
        new Promise<LedgerSale[]>((resolve, reject) => {
          const opening = indexedDB.open('gerai-ledger');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const reading = opening.result.transaction('sales').objectStore('sales').getAll();
            reading.onerror = () => reject(reading.error);
            reading.onsuccess = () => {
              opening.result.close();
              resolve(
                reading.result.map(
                  (row: { record?: LedgerSale }) => row.record ?? (row as unknown as LedgerSale),
                ),
              );
            };
          };
        }),
    );
  }

  private async browserPid(): Promise<number | undefined> {
    const { execFileSync } = await import('node:child_process');
    const lines = execFileSync('ps', ['-eo', 'pid,args']).toString().split('\n');
    const own = lines.find(
      (line) => line.includes(`--user-data-dir=${this.profile}`) && !line.includes('--type='),
    );
    return own ? Number(own.trim().split(' ')[0]) : undefined;
  }
}

/** A press that needs no frame: a tab in the background draws none, and it sells all the same. */
function press(button: Locator, timeout = WAIT): Promise<void> {
  return button.dispatchEvent('click', undefined, { timeout });
}

function killTree(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // already gone
  }
}
