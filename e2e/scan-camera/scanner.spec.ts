import { Keyboard } from '../till/scanner.ts';
import { expect, test } from '../till/shop.ts';

const SLOW = 45;

test('D2 three scans teach the till a slow scanner that adds to each code, and a typist is still none', async ({
  till,
}) => {
  const { page } = till;
  const { sku, barcode, name } = await till.product(3);
  const keyboard = await Keyboard.of(page);
  const scan = (text: string) => keyboard.type(text, { suffix: 'Enter', gapMs: () => SLOW });
  await scan(`A#${barcode}`);
  await till.get('menu').click();
  await till.get('menu-settings').click();
  await till.get('settings-scanner').click();

  // Here a scan is looked at and not sold.
  await till.get('learn').waitFor();
  await keyboard.type(barcode, { suffix: 'Enter' });
  await expect(till.get('scan-heard').first()).toHaveAttribute('data-code', barcode);
  await expect(till.get('scan-heard').first()).toContainText(name);

  await till.get('learn-start').click();
  for (let done = 1; done <= 3; done += 1) {
    await scan(`A#${barcode}`);
    if (done < 3) await expect(till.get('learn')).toContainText(`${done} dari 3`);
  }
  await expect(till.get('learn')).toHaveAttribute('data-state', 'true');
  await expect(till.get('learn')).toContainText('A#');

  await till.get('back-to-till').click();
  await till.get('till-product').first().waitFor();
  await till.expectCart({});
  await scan(`A#${barcode}`);
  await till.expectCart({ [sku]: '1' });
  const search = till.get('till-search');
  await search.focus();
  await keyboard.type('12345678', { gapMs: (place) => [62, 75, 58, 90, 66, 71, 80, 120][place % 8] ?? 70 });
  await expect(search).toHaveValue('12345678');
  await search.fill('');

  // GS1 as scanners send it: the symbology before it, a date after it.
  await page.evaluate(() => localStorage.removeItem('gerai.scan'));
  await page.reload();
  await till.get('till-product').first().waitFor();
  await keyboard.type(`]C1010${barcode}17270131`, { suffix: 'Enter' });
  await till.expectCart({ [sku]: '2' });
});

test('D2 a person who types beside every field, before a busy page, has scanned nothing; typed with Enter it is one', async ({
  till,
}) => {
  const { page } = till;
  const { sku, barcode } = await till.product(1);
  const keyboard = await Keyboard.of(page);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.evaluate(() => {
    setTimeout(() => {
      const until = performance.now() + 900;
      while (performance.now() < until);
    }, 50);
  });
  await keyboard.type(barcode, { gapMs: () => 110 });
  await till.expectCart({});
  const search = till.get('till-search');
  await search.focus();
  await keyboard.type(barcode, {
    suffix: 'Enter',
    gapMs: (place) => 95 + 40 * Math.sin(place * 7),
    oneByOne: true,
  });
  await till.expectCart({ [sku]: '1' });
  await expect(search).toHaveValue('');
});
