import { Keyboard } from './scanner.ts';
import { expect, Till, test } from './shop.ts';

const SHARED = '8990001112223';

/** A catalogue as an outlet with old data may have it: the server allows a barcode once, a tablet must bear with two. */
test('D2 a code that two products share asks which one, and what is chosen goes into the cart', async ({
  page,
  shop,
}) => {
  await page.route('**/sync/product?**', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { rows: [string, string, string[], ...unknown[]][] };
    for (const row of body.rows.slice(0, 2)) row[2] = [SHARED];
    await route.fulfill({ response: answer, json: body });
  });
  const till = new Till(page, shop.url);
  await till.enrol();
  await till.signIn();
  const keyboard = await Keyboard.of(page);
  await keyboard.type(SHARED, { suffix: 'Enter' });
  const choices = till.get('choose-product');
  await expect(choices).toHaveCount(2);
  await till.expectCart({});
  const sku = (await choices.nth(1).getAttribute('data-sku')) ?? '';
  await choices.nth(1).click();
  await expect(choices).toHaveCount(0);
  await till.expectCart({ [sku]: '1' });

  // Closed without an answer, nothing is sold.
  await keyboard.type(SHARED, { suffix: 'Enter' });
  await expect(choices).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(choices).toHaveCount(0);
  await till.expectCart({ [sku]: '1' });
});
