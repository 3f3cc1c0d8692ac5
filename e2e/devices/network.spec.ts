import { countReceipts, linesOn } from './paper-tray.ts';
import { expect, test } from './print-shop.ts';

test.use({ serviceWorkers: 'block' });

// Each test waits for several papers, and for a printer that is away.
test.setTimeout(150_000);

test('D3 a printer of the outlet prints on every tablet, receipts and the kitchen’s orders; five sales at once are five papers', async ({
  day,
  network,
  page,
}) => {
  const printer = await network({ roles: ['receipt', 'kitchen'], drawer: { pin: 2, onMs: 100, offMs: 200 } });
  await day.toTill();
  const sold: { receiptNumber: string }[] = [];
  for (const index of [0, 1, 0, 1, 0]) sold.push(await day.sell(index));
  const counts = () => sold.map(({ receiptNumber }) => countReceipts(linesOn(printer), receiptNumber));
  await expect.poll(counts, { timeout: 30_000 }).toEqual(sold.map(() => ({ plain: 1, marked: 0 })));
  const tickets = () => linesOn(printer).filter((line) => line.trim() === 'PESANAN').length;
  await expect.poll(tickets, { timeout: 30_000 }).toBe(5);
  await page.goto(`${day.url}/printers`);
  // All is out: the queue is there and empty.
  await day.get('print-queue').waitFor({ state: 'attached' });
  const lines = linesOn(printer);
  expect(lines.filter((line) => line.trim() === 'PESANAN')).toHaveLength(5);
  expect(printer.paper.events.filter(({ type }) => type === 'pulse')).toHaveLength(5);
  expect(printer.paper.problems).toEqual([]);
});

test('D1 a network printer out of paper, then gone, then lost: nothing is called printed that is not, and the drawer opens all the same', async ({
  day,
  network,
  page,
}) => {
  const printer = await network({ drawer: { pin: 2, onMs: 100, offMs: 200 } });
  await day.toTill();
  const receiptJob = page.locator('[data-testid="print-job"][data-kind="receipt"]');
  printer.paper.paper = 'out';
  await day.get('till-product').first().click();
  await day.get('pay').click();
  await day.get('tender-exact').click();
  await day.get('tender-confirm').click();
  await expect(receiptJob).toHaveAttribute('data-reason', 'paperOut');
  await expect(receiptJob).toHaveAttribute('data-state', 'waiting');
  expect(printer.paper.events.filter(({ type }) => type === 'pulse')).toHaveLength(1);
  const number = (await day.get('sale-done').getAttribute('data-receipt')) ?? '';
  await printer.set({ kind: 'off' });
  printer.paper.paper = 'ok';
  await day.get('job-now').click();
  await expect(receiptJob).toHaveAttribute('data-reason', 'off');
  await printer.set({ kind: 'lost', after: 300 });
  await day.get('job-now').click();
  await expect(receiptJob).toHaveAttribute('data-state', 'unclear', { timeout: 15_000 });
  await printer.set({ kind: 'none' });
  await day.get('job-again').click();
  await expect(receiptJob).toHaveAttribute('data-state', 'printed');
  expect(countReceipts(linesOn(printer), number)).toEqual({ plain: 0, marked: 1 });
});
