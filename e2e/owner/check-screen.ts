import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What axe finds, whether the page is wider than the screen, and what is too small to press. */
export async function check(page: Page, screen: string): Promise<void> {
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
      .map((element) => {
        // A label or a field around a small input takes the press for it.
        const pressed = element.closest('label, .mantine-TagsInput-input') ?? element;
        return { element, box: pressed.getBoundingClientRect() };
      })
      .filter(({ box }) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
      .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} ${box.width}×${box.height}`);
  });
}
