import { request } from '@playwright/test';
import type { SettingsSections } from '../../shared/settings/types.ts';
import { expect, test as shopTest, Till } from '../till/shop.ts';

export { expect };

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

/** One tablet of the demo shop, Sari at work; `rule` sets what the owner may set. */
export const test = shopTest.extend<{
  day: Day;
  rule: (sections: Partial<SettingsSections>) => Promise<void>;
}>({
  day: async ({ page, shop }, use) => {
    const day = new Day(page, shop.url);
    await day.enrol();
    await day.signIn();
    await use(day);
  },
  rule: async ({ shop }, use) => {
    const { url } = shop;
    const owner = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
    const signedIn = await owner.post('/api/auth/sign-in/email', {
      data: { email: 'owner@demo.gerai', password: 'gerai-demo' },
    });
    expect(signedIn.ok()).toBe(true);
    const save = async (sections: Partial<SettingsSections>) => {
      const before = await owner.get('/trpc/settings.get');
      const { version } = (await before.json()).result.data.shop;
      const saved = await owner.post('/trpc/settings.save', { data: { version, sections } });
      expect(await saved.text()).toContain('result');
    };
    await use(save);
    // The next test finds the shop as it was.
    await save({});
    await owner.dispose();
  },
});
