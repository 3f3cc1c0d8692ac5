import { type APIRequestContext, type Locator, request } from '@playwright/test';
import type { ProductExtras } from '../../shared/catalogue/product-extras.ts';
import qrisVectors from '../../shared/fixtures/qris.json' with { type: 'json' };
import type { SettingsSections } from '../../shared/settings/types.ts';
import { expect, test as shopTest, Till } from '../till/shop.ts';

export { expect };

/** A code of a shop, as printed by its bank. */
export const QRIS_PAYLOAD = qrisVectors[0]?.payload ?? '';

/** Cash is rounded down to 100, a cashier gives 10 %, there are tables and QRIS. */
const COUNTER: Partial<SettingsSections> = {
  pricing: {
    rounding: { mode: 'down', to: 100 },
    discountLimits: { cashier: { maxBp: 1_000 } },
  },
  orderTypes: {
    walkIn: { enabled: true },
    dineIn: { enabled: true },
    takeAway: { enabled: false },
    delivery: { enabled: false },
  },
  qris: { payload: QRIS_PAYLOAD, capPerSale: 100_000, capPerShift: 0 },
};

/** What a cashier does in a day besides selling. */
export class Day extends Till {
  /** Through the menu to one of the day's screens. */
  async go(screen: 'shift' | 'history' | 'customers' | 'stock' | 'qris'): Promise<void> {
    await this.get('menu').click();
    await this.get(`menu-${screen}`).click();
    await expect(this.page).toHaveURL(new RegExp(`/${screen}$`));
    // The address changes a moment before the screen does, and until then scans belong to the cart.
    await this.get('back-to-till').waitFor();
  }

  async toTill(): Promise<void> {
    await this.get('back-to-till').click();
    await this.get('till-product').first().waitFor();
  }

  /** Sells the n-th product once for exact cash; what it cost. */
  async sell(index = 0): Promise<{ saleId: string; receiptNumber: string; total: number }> {
    await this.get('till-product').nth(index).click();
    const total = await this.total();
    await this.get('pay').click();
    await this.get('tender-exact').click();
    await this.get('tender-confirm').click();
    const done = this.get('sale-done');
    await done.waitFor();
    const saleId = (await done.getAttribute('data-sale-id')) ?? '';
    const receiptNumber = (await done.getAttribute('data-receipt')) ?? '';
    await this.get('sale-new').click();
    return { saleId, receiptNumber, total };
  }

  /** Counts an amount in the notes that it takes. */
  async count(amount: number): Promise<void> {
    let rest = amount;
    for (const value of [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100]) {
      const pieces = Math.floor(rest / value);
      rest -= pieces * value;
      await this.get(`pieces-${value}`).fill(pieces === 0 ? '' : String(pieces));
    }
    await expect(this.get('count-total')).toHaveAttribute('data-amount', String(amount - rest));
  }

  async openShift(float: number): Promise<void> {
    await this.count(float);
    await this.get('shift-open').click();
    await expect(this.get('open-shift-facts')).toHaveAttribute('data-float', String(float));
  }

  /** A manager's PIN for what the cashier may not. */
  async approve(pin = '9999'): Promise<void> {
    await this.get('approval').waitFor();
    for (const digit of pin) await this.get(`approval-${digit}`).click();
    await this.get('approval-ok').click();
    await expect(this.get('approval')).toBeHidden();
  }

  /** One line of the n-th product with its tools out; its price. */
  async addLine(index = 0): Promise<number> {
    const before = await this.total();
    await this.get('till-product').nth(index).click();
    return (await this.total()) - before;
  }

  /** The tile of one product, looked for by its SKU. */
  async tile(sku: string): Promise<Locator> {
    await this.get('till-search').fill(sku);
    return this.page.locator(`[data-testid="till-product"][data-sku="${sku}"]`);
  }

  /** The owner's rules of this version have come. */
  async knows(version: number): Promise<void> {
    const known = () =>
      this.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open('gerai-ledger');
            opening.onsuccess = () => {
              const reading = opening.result.transaction('meta').objectStore('meta').get('outletSettings');
              reading.onsuccess = () => {
                opening.result.close();
                resolve(reading.result?.value.settings.version ?? 0);
              };
            };
          }),
      );
    await expect.poll(known, { timeout: 30_000 }).toBeGreaterThanOrEqual(version);
  }

  /** Sets how much of the selected line is sold. */
  async quantity(typed: string): Promise<void> {
    await this.get('line-quantity').last().click();
    await this.get('quantity-input').fill(typed);
    await this.get('quantity-apply').click();
    await expect(this.get('quantity-input')).toBeHidden();
  }

  async chooseCustomer(name: string): Promise<void> {
    await this.get('cart-customer').click();
    await this.get('customer-search').fill(name);
    await this.get('customer').filter({ hasText: name }).click();
    await expect(this.get('customer-chip')).toHaveText(name);
  }

  /** No network from here on; every screen is on the device already. */
  async offline(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) =>
          navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
        );
    });
    await this.page.context().setOffline(true);
  }

  online(): Promise<void> {
    return this.page.context().setOffline(false);
  }
}

interface NewProduct {
  price: number;
  sku?: string;
  unit?: string;
  extras?: ProductExtras;
}

/** The demo's owner, beside any device. */
export async function signInOwner(url: string): Promise<APIRequestContext> {
  const owner = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const signedIn = await owner.post('/api/auth/sign-in/email', {
    data: { email: 'owner@demo.gerai', password: 'gerai-demo' },
  });
  expect(signedIn.ok()).toBe(true);
  return owner;
}

/**
 * One tablet of the demo shop, Sari at work: `day`; `counter` of an outlet with rules. `rule` sets what the owner may
 * set, and after the test it is as it was.
 */
export const test = shopTest.extend<{
  day: Day;
  counter: Day;
  owner: APIRequestContext;
  /** the version that a tablet will know */
  rule: (sections: Partial<SettingsSections>) => Promise<number>;
  /** a product of the shop’s, new, last in the list; its id and SKU */
  product: (fields: NewProduct) => Promise<{ id: string; sku: string }>;
}>({
  // Every screen has to be there without a network.
  serviceWorkers: 'allow',
  day: async ({ page, shop }, use) => {
    const day = new Day(page, shop.url);
    await day.enrol();
    await day.signIn();
    await use(day);
  },
  counter: async ({ page, shop, rule }, use) => {
    await rule(COUNTER);
    const day = new Day(page, shop.url);
    await day.enrol();
    await day.signIn();
    // The rules have arrived when there is more than one way to order.
    await day.get('order-types').waitFor({ state: 'attached' });
    await use(day);
  },
  owner: async ({ shop }, use) => {
    const owner = await signInOwner(shop.url);
    await use(owner);
    await owner.dispose();
  },
  rule: async ({ owner }, use) => {
    const read = async () =>
      (await (await owner.get('/trpc/settings.get')).json()).result.data.shop as {
        version: number;
        sections: Partial<SettingsSections>;
      };
    const save = async (sections: Partial<SettingsSections>) => {
      const { version } = await read();
      const saved = await owner.post('/trpc/settings.save', { data: { version, sections } });
      expect(await saved.text()).toContain('result');
      return (await read()).version;
    };
    const { sections: before } = await read();
    await use((sections) => save({ ...before, ...sections }));
    await save(before);
  },
  product: async ({ owner }, use) => {
    await use(async (fields) => {
      const sku = fields.sku ?? `UJI-${Date.now()}`;
      const data = { barcodes: [], category: null, name: `Zona uji ${sku}`, ...fields, sku };
      const answer = await owner.post('/trpc/catalogue.products.save', { data });
      return { id: (await answer.json()).result.data.id as string, sku };
    });
  },
});
