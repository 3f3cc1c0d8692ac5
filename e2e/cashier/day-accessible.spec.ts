import { AxeBuilder } from '@axe-core/playwright';
import { views } from '../views.ts';
import { type Day, expect, test } from './day-shop.ts';

test.use({ serviceWorkers: 'block' });

const SCREENS = [
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'landscape', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'portrait', viewport: { width: 800, height: 1280 }, colorScheme: 'dark' },
] as const;

for (const { name, viewport, colorScheme } of views(SCREENS)) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test(`axe finds nothing on any screen of the day, ${name}, ${colorScheme}`, async ({ day }) => {
      test.setTimeout(180_000);
      const check = (screen: string) => checkScreen(day, `${name}-${screen}`);
      await day.sell();
      await day.get('menu').click();
      await check('menu');
      await day.get('menu-shift').click();
      await day.get('open-shift').waitFor();
      await check('open-shift');
      await day.openShift(150_000);
      await check('shift');
      await day.get('cash-out').click();
      await check('cash-out');
      await day.page.keyboard.press('Escape');
      await day.get('shift-close').click();
      await check('close');
      await day.count(100_000);
      await day.get('count-done').click();
      await day.get('over-variance').waitFor();
      await check('over-variance');
      await day.get('variance-note').fill('Uji');
      await day.get('close-anyway').click();
      await day.approve();
      await day.get('shift-report').waitFor();
      await check('z-report');
      await day.get('back-to-till').click();
      await day.go('history');
      await day.get('history-sale').first().waitFor();
      await check('history');
      await day.get('history-sale').first().click();
      await day.get('refund-start').waitFor();
      await check('sale');
      await day.get('refund-start').click();
      await day.get('refund-all').click();
      await check('refund');
      await day.get('refund-confirm').click();
      await day.approve();
      await day.get('refund-done').waitFor();
      await check('refund-done');
      await day.get('back-to-till').click();
      await day.go('customers');
      await day.get('new-customer').click();
      await check('customer-form');
      await day.get('form-name').fill(`Ibu ${name}`);
      await day.get('form-save').click();
      await day.get('customer-facts').waitFor();
      await check('customer');
      await day.get('back-to-till').click();
      await day.go('stock');
      await day.get('stock-search').fill('a');
      await day.get('stock-found').first().click();
      await day.get('stock-line').waitFor();
      await check('stock');
      await day.page.getByRole('radio', { name: 'Barang' }).check({ force: true });
      await day.get('product-new').click();
      await check('product');
    });
  });
}

/** Fingers are wide and eyes differ: no violation, no button or field under 48 by 48. */
async function checkScreen(day: Day, screen: string): Promise<void> {
  const { page } = day;
  if (process.env.SCREENS_DIR) await page.screenshot({ path: `${process.env.SCREENS_DIR}/${screen}.png` });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
  expect(found, screen).toEqual([]);
  const small = await page.getByRole('button').evaluateAll((buttons) =>
    buttons
      .map((button) => ({ text: button.outerHTML.slice(0, 120), box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 48 || box.height < 48))
      .map(({ text, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${text}`),
  );
  expect(small, screen).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, `${screen} scrolls sideways`).toBeLessThanOrEqual(0);
}
