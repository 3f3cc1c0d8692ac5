import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './office.ts';

const SIZES = [
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'tablet', viewport: { width: 800, height: 1280 }, colorScheme: 'dark' },
  { name: 'desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
] as const;

/** Where, and what to press there before looking. */
const SCREENS: { path: string; press?: string[] }[] = [
  { path: '/owner' },
  { path: '/owner/sales' },
  { path: '/owner/sales?show=flagged' },
  { path: '/owner/sales?show=refused' },
  { path: '/owner/devices' },
  { path: '/owner/devices?add=1' },
  { path: '/owner/devices?add=1', press: ['Gerai Pusat'] },
  { path: '/owner/staff' },
  { path: '/owner/staff?add=1', press: ['Simpan'] },
  { path: '/owner/outlets' },
  { path: '/owner/outlets?add=1', press: ['Simpan'] },
  { path: '/owner/audit' },
  { path: '/owner/more' },
  { path: '/owner/rescue', press: ['Buka dan kirim'] },
  { path: '/owner/nowhere' },
  { path: '/admin' },
  { path: '/admin', press: ['Buat toko'] },
  { path: '/setup' },
  { path: '/reset' },
  { path: '/reset?token=lama' },
];

for (const { name, viewport, colorScheme } of SIZES) {
  test.describe(name, () => {
    // Half-faded colours have no contrast to judge.
    test.use({ viewport, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test(`axe finds nothing on any screen of the owner, ${name}, ${colorScheme}`, async ({ page, shop }) => {
      test.setTimeout(180_000);
      await page.goto(`${shop.url}/owner/sign-in`);
      await page.getByRole('button', { name: 'Isi dengan akun demo' }).waitFor();
      await check(page, '/owner/sign-in');
      await signIn(page, shop.url);
      for (const { path, press = [] } of SCREENS) {
        await page.goto(`${shop.url}${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle').catch(() => {});
        for (const label of press) await page.getByRole('button', { name: label }).last().click();
        await check(page, `${path} ${press}`);
      }
    });
  });
}

async function check(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
  expect.soft(found, screen).toEqual([]);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(tooWide, `${screen} is wider than the screen`).toBeLessThanOrEqual(0);
  expect.soft(await smallTargets(page), `${screen}: targets under 48 px`).toEqual([]);
}

/** What can be pressed but is too small for a finger; links inside of sentences don't count. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('dialog[open]') ?? document.body;
    return [...root.querySelectorAll<HTMLElement>('button, a[href], select, input:not([type="radio"])')]
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((element) => getComputedStyle(element).clipPath === 'none' && element.tabIndex >= 0)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
      .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} ${box.width}×${box.height}`);
  });
}
