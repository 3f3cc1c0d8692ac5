import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { views } from '../views.ts';
import { expect, test } from './day-shop.ts';

test.use({ serviceWorkers: 'block' });

for (const { name, viewport, colorScheme } of views([
  { name: 'landscape', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const)) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test(`axe finds nothing on the sheets of selling, ${name}, ${colorScheme}`, async ({ counter: till }) => {
      test.slow();
      const { page } = till;
      await till.addLine();
      if (name === 'phone') await till.get('cart-toggle').click();
      for (const [opener, inside] of [
        ['line-edit', 'line-apply'],
        ['cart-options', 'cart-apply'],
        ['cart-park', 'park-save'],
        ['cart-customer', 'customer-new'],
      ] as const) {
        await till.get(opener).click();
        await till.get(inside).waitFor();
        await check(page, opener);
        await page.keyboard.press('Escape');
        await till.get(inside).waitFor({ state: 'hidden' });
      }
      await till.get('line-edit').click();
      await till.get('discount-input').fill('50');
      await till.get('line-apply').click();
      await till.get('approval').waitFor();
      await check(page, 'approval');
      await page.keyboard.press('Escape');
      await till.get('approval').waitFor({ state: 'hidden' });
      await page.keyboard.press('Escape');
      await till.get('pay').click();
      for (const method of ['cash', 'card', 'debt', 'qrisStatic']) {
        await till.get(`method-${method}`).check({ force: true });
        await check(page, method);
      }
      await till.get('qris-show').click();
      await till.get('qris-code').waitFor();
      await check(page, 'QRIS code');
    });
  });
}

async function check(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('dialog:last-of-type').analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
  expect(found, screen).toEqual([]);
  const small = await page.locator('dialog button').evaluateAll((buttons) =>
    buttons
      .map((button) => ({ text: button.outerHTML.slice(0, 120), box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 48 || box.height < 48))
      .map(({ text }) => text),
  );
  expect(small, screen).toEqual([]);
}
