import { countReceipts, linesOn } from './paper-tray.ts';
import { expect, test } from './print-shop.ts';

test.use({ serviceWorkers: 'block' });

// Each test waits for several papers, and for a printer that is away.
test.setTimeout(150_000);

test('D1 over Bluetooth: a sale prints by itself within a second, says so, opens the drawer, and is printed again in one tap', async ({
  day,
  bluetooth,
  page,
}) => {
  const printer = await bluetooth({ answerMs: 15 });
  expect(printer.paper.problems).toEqual([]);
  await day.get('printer-settings').click();
  await page.locator('label').filter({ hasText: 'Pin 5' }).click();
  await day.get('printer-save').click();
  await day.toTill();
  linesOn(printer);
  printer.paper.receipts.length = 0;
  printer.paper.events.length = 0;

  await day.get('till-product').first().click();
  await day.get('pay').click();
  await day.get('tender-exact').click();
  await day.get('tender-confirm').click();
  const done = day.get('sale-done');
  await done.waitFor();
  const began = Date.now();
  const job = page.locator('[data-testid="print-job"][data-kind="receipt"]');
  await expect(job).toHaveAttribute('data-state', 'printed');
  const tookMs = Date.now() - began;
  const number = (await done.getAttribute('data-receipt')) ?? '';
  expect(countReceipts(linesOn(printer), number)).toEqual({ plain: 1, marked: 0 });
  expect(printer.paper.events.filter(({ type }) => type === 'pulse')).toEqual([
    { type: 'pulse', pin: 5, onMs: 100, offMs: 200 },
  ]);
  expect(tookMs).toBeLessThan(4_000);
  test.info().annotations.push({ type: 'print ms', description: String(tookMs) });

  await day.get('print-again').click();
  await expect(job).toHaveAttribute('data-state', 'printed');
  await expect.poll(() => countReceipts(linesOn(printer), number)).toEqual({ plain: 1, marked: 1 });
  expect(printer.paper.problems).toEqual([]);
  expect(printer.overlaps).toBe(0);
});

test('D1 over Bluetooth: lost in the middle is said as it is; again is marked; off waits and holds up no sale; a reload wants one tap', async ({
  day,
  bluetooth,
  page,
}) => {
  const printer = await bluetooth({ maxWrite: 20 });
  await day.toTill();
  linesOn(printer);
  const receiptJob = page.locator('[data-testid="print-job"][data-kind="receipt"]');

  await printer.set({ kind: 'lost', after: 200 });
  await day.get('till-product').first().click();
  await day.get('pay').click();
  await day.get('tender-exact').click();
  await day.get('tender-confirm').click();
  await expect(receiptJob).toHaveAttribute('data-state', 'unclear');
  await expect(receiptJob).toHaveAttribute('data-reason', 'linkLost');
  await expect(receiptJob).toContainText(/putus di \d+\/\d+/);
  const first = (await day.get('sale-done').getAttribute('data-receipt')) ?? '';
  await printer.set({ kind: 'none' });
  await day.get('job-again').click();
  await expect(receiptJob).toHaveAttribute('data-state', 'printed');
  expect(countReceipts(linesOn(printer), first)).toEqual({ plain: 0, marked: 1 });
  await day.get('sale-new').click();

  await printer.set({ kind: 'off' });
  const second = await day.sell();
  const third = await day.sell();
  await printer.set({ kind: 'none' });
  await page.goto(`${day.url}/printers`);
  await printer.revive();
  await expect(day.get('print-queue').getByTestId('print-job')).toHaveCount(2);
  await expect(day.get('printer')).toHaveAttribute('data-link', 'needsTap');
  await day.get('printer-tap').click();
  await expect(day.get('print-queue').getByTestId('print-job')).toHaveCount(0, { timeout: 20_000 });
  const lines = linesOn(printer);
  for (const { receiptNumber } of [second, third])
    expect(countReceipts(lines, receiptNumber)).toEqual({ plain: 1, marked: 0 });
});
