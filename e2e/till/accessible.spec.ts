import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { views } from '../views.ts';
import { expect, Till, test } from './shop.ts';

const SCREENS = [
  { name: 'portrait', viewport: { width: 800, height: 1280 }, colorScheme: 'dark' },
  { name: 'landscape', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const;

for (const { name, viewport, colorScheme } of views(SCREENS)) {
  test.describe(name, () => {
    // Half-faded colours have no contrast to judge.
    test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test(`axe finds nothing on any screen of the till, ${name}, ${colorScheme}`, async ({ page, shop }) => {
      const till = new Till(page, shop.url);
      await page.goto(shop.url);
      await till.get('enrol-code').waitFor();
      await check(page, 'enrol');
      await till.enrol();
      await check(page, 'staff');
      await till.get('staff-Sari').click();
      await check(page, 'PIN');
      for (const digit of '1111') await till.get(`pin-${digit}`).click();
      await till.get('till-product').first().waitFor();
      await check(page, 'till, empty cart');
      await till.get('till-product').first().click();
      await till.get('till-product').nth(1).click();
      if (name === 'phone') await till.get('cart-toggle').click();
      await check(page, 'till, cart');
      await checkTargets(page);
      await till.get('line-quantity').first().click();
      await check(page, 'quantity');
      await page.keyboard.press('Escape');
      await till.get('pay').click();
      await till.get('tender-exact').click();
      await check(page, 'tender');
      await till.get('tender-confirm').click();
      await till.get('sale-done').waitFor();
      await check(page, 'Lunas');
      await till.get('sale-new').click();
      await till.get('menu').click();
      await check(page, 'menu');
      await till.get('menu-settings').click();
      await till.get('sign-out').waitFor();
      await check(page, 'settings');
      await till.get('sync').click();
      await till.get('recent-sale').first().waitFor();
      await check(page, 'queue');
    });
  });
}

async function check(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
  expect(found, screen).toEqual([]);
}

/** Fingers are wide: every button in sight is at least 48 by 48. */
async function checkTargets(page: Page): Promise<void> {
  const small = await page.getByRole('button').evaluateAll((buttons) =>
    buttons
      .map((button) => ({ text: button.outerHTML.slice(0, 120), box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 48 || box.height < 48))
      .map(({ text, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${text}`),
  );
  expect(small).toEqual([]);
}
