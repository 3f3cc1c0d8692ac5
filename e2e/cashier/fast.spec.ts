import { Keyboard } from '../till/scanner.ts';
import { expect, test } from '../till/shop.ts';

const SCANS = 40;
/** Processor time of the page's main thread, which a busy test machine does not stretch; the bench measures frames. */
const EACH_MS = 50;

test('40 products are scanned and paid by keyboard events alone, each within a frame of 50 ms', async ({
  till,
}) => {
  const codes = await till
    .get('till-product')
    .evaluateAll((tiles) => tiles.flatMap((tile) => (tile as HTMLElement).dataset.barcode || []));
  const session = await till.page.context().newCDPSession(till.page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spentMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const keyboard = await Keyboard.of(till.page);
  const before = await spentMs();
  for (let scan = 0; scan < SCANS; scan += 1) {
    await keyboard.type(codes[scan % codes.length] ?? '', { suffix: 'Enter' });
  }
  const items = () =>
    till
      .get('cart-line')
      .evaluateAll((lines) =>
        lines.reduce((sum, line) => sum + Number((line as HTMLElement).dataset.qty), 0),
      );
  await expect.poll(items).toBe(SCANS);
  expect((await spentMs()) - before).toBeLessThan(SCANS * EACH_MS);
  await till.page.keyboard.press('F4');
  await till.page.keyboard.type('9000000', { delay: 60 });
  await till.page.keyboard.press('Enter');
  await till.get('sale-done').waitFor();
});
