import { type APIRequestContext, request } from '@playwright/test';
import qrisVectors from '../../shared/fixtures/qris.json' with { type: 'json' };
import type { SettingsSections } from '../../shared/settings/types.ts';
import { expect, test as shopTest, Till } from '../till/shop.ts';

export { expect };

const SETTINGS: Partial<SettingsSections> = {
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
  qris: { payload: qrisVectors[0]?.payload ?? '', capPerSale: 100_000, capPerShift: 0 },
};

/** A till of an outlet with rules: cash is rounded down to 100, a cashier gives 10 %, there are tables and QRIS. */
export const test = shopTest.extend<{ counter: Till }, { ruled: string }>({
  ruled: [
    async ({ shop }, use) => {
      await saveSettings(shop.url, SETTINGS);
      await use(shop.url);
    },
    { scope: 'worker' },
  ],
  counter: async ({ page, ruled }, use) => {
    const till = new Till(page, ruled);
    await till.enrol();
    await till.signIn();
    // The rules have arrived when there is more than one way to order.
    await till.get('order-types').waitFor({ state: 'attached' });
    await use(till);
  },
});

/** The demo's owner, beside any device. */
export async function signInOwner(url: string): Promise<APIRequestContext> {
  const owner = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const signedIn = await owner.post('/api/auth/sign-in/email', {
    data: { email: 'owner@demo.gerai', password: 'gerai-demo' },
  });
  expect(signedIn.ok()).toBe(true);
  return owner;
}

async function saveSettings(url: string, sections: Partial<SettingsSections>): Promise<void> {
  const owner = await signInOwner(url);
  const before = await owner.get('/trpc/settings.get');
  const { version } = (await before.json()).result.data.shop;
  const saved = await owner.post('/trpc/settings.save', { data: { version, sections } });
  expect(await saved.text()).toContain('result');
  await owner.dispose();
}

/** A manager's PIN for what the cashier may not. */
export async function approve(till: Till, pin = '9999'): Promise<void> {
  await till.get('approval').waitFor();
  for (const digit of pin) await till.get(`approval-${digit}`).click();
  await till.get('approval-ok').click();
  await expect(till.get('approval')).toBeHidden();
}

/** One line of the n-th product with its tools out; its price. */
export async function addLine(till: Till, index = 0): Promise<number> {
  const before = Number(await till.get('cart-total').getAttribute('data-amount'));
  await till.get('till-product').nth(index).click();
  return (await till.total()) - before;
}
