import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../../server/db/connect.ts';
import { expect, type Till, test } from '../till/shop.ts';

/** Rings up one piece and asks for a code. */
async function showCode(till: Till): Promise<void> {
  await till.get('till-product').first().click();
  const qris = till.get('method-online-qris');
  // What is offered is heard after the sign-in, and a payment that has begun does not change under the finger.
  await expect(async () => {
    await till.get('pay').click();
    if (!(await qris.isVisible())) await till.page.keyboard.press('Escape');
    await expect(qris).toBeVisible({ timeout: 500 });
  }).toPass();
  await qris.check({ force: true });
  await till.get('online-start').click();
  await expect(till.get('online-code')).toBeVisible();
}

/** What the customer does with their phone, which is a page of the simulated providers. */
async function onThePhone(till: Till, action: 'pay' | 'decline'): Promise<void> {
  const phone = await openPhone(till);
  await press(phone, action);
  await phone.close();
}

async function press(phone: Page, action: 'pay' | 'decline'): Promise<void> {
  await phone.locator(`button[name="do"][value="${action}"]`).click();
  await phone.locator('.said').waitFor();
}

async function openPhone(till: Till): Promise<Page> {
  const address = await till.get('online-phone-link').getAttribute('href');
  const phone = await till.page.context().newPage();
  await phone.goto(address ?? '');
  return phone;
}

const reference = (till: Till) => till.get('online-payment').getAttribute('data-reference');

test('a sale is paid by QRIS and told at once; the till shut over a code finds it again, and sells once', async ({
  till,
  shop,
}) => {
  await showCode(till);
  await expect(till.get('online-countdown')).toBeVisible();
  const first = await reference(till);
  if (process.env.GERAI_SHOTS)
    for (const [width, height] of [
      [1280, 800],
      [800, 1280],
      [390, 844],
    ] as const) {
      await till.page.setViewportSize({ width, height });
      await till.page.screenshot({ path: `${process.env.GERAI_SHOTS}/online-qris-${width}x${height}.png` });
    }
  await onThePhone(till, 'pay');
  await expect(till.get('sale-done')).toBeVisible({ timeout: 15_000 });
  await till.expectSynced();

  // Reloaded in the middle, and paid while nobody looks.
  await till.page.keyboard.press('F2');
  await showCode(till);
  const second = await reference(till);
  const address = (await till.get('online-phone-link').getAttribute('href')) ?? '';
  await till.page.goto('about:blank');
  await till.page.goto(address);
  await press(till.page, 'pay');
  await till.page.goto(till.url);
  await expect(till.get('sale-done')).toBeVisible({ timeout: 20_000 });
  await till.expectSynced();

  const { db } = shop.services;
  const stored = rowsOf<{ reference: string; method: string; held: string; sold: string }>(
    await db.unscoped.execute(sql`
      select p.reference, p.method, a.status as held, s.total::text as sold
        from payment p join payment_attempt a on a.payment_id = p.id join sale s on s.id = p.sale_id
       where p.method = 'gateway' and p.reference in (${first}, ${second})`),
  );
  expect(stored.map((row) => row.reference).sort()).toEqual([first, second].sort());
  expect(stored.every(({ held }) => held === 'succeeded')).toBe(true);
});

test('cancelled, expired, cut off: nothing is sold until it is paid, and cash is always there', async ({
  till,
}) => {
  // Without the feed, looking has to do: it is told all the same.
  await till.page.route('**/payments.watch**', (route) => route.abort());
  await showCode(till);
  await till.get('online-cancel').click();
  await expect(till.get('online-payment')).toHaveCount(0);

  // A new code, whose time runs out.
  await till.get('online-start').click();
  await expect(till.get('online-code')).toBeVisible();
  const sandbox = new URL((await till.get('online-phone-link').getAttribute('href')) ?? '').origin;
  const passed = await till.page.request.post(`${sandbox}/control/api/clock`, {
    data: { advanceMs: 20 * 60_000 },
  });
  expect(passed.status(), await passed.text()).toBe(200);
  await expect(till.get('online-payment')).toHaveAttribute('data-state', 'expired', { timeout: 15_000 });
  await till.get('online-again').click();
  await expect(till.get('online-code')).toBeVisible();

  // The network goes while the customer pays.
  await till.get('online-ask').click();
  await expect(till.get('online-said')).not.toBeEmpty();
  const phone = await openPhone(till);
  await till.page.route('**/trpc/**', (route) => route.abort());
  await expect(till.get('online-cut-off')).toBeVisible({ timeout: 15_000 });
  await press(phone, 'pay');
  await phone.close();
  await expect(till.get('sale-done')).toHaveCount(0);
  await till.page.unroute('**/trpc/**');
  await expect(till.get('sale-done')).toBeVisible({ timeout: 20_000 });
});
