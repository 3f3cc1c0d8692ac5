import { fileURLToPath } from 'node:url';
import { VirtualPrinter } from '../../sandbox/printer/virtual-printer.ts';
import { expect, test } from '../cashier/day-shop.ts';
import { countReceipts } from './paper-tray.ts';

test.use({ serviceWorkers: 'block' });

// Each test waits for several papers, and for a printer that is away.
test.setTimeout(150_000);

test('D1 over USB: plugged out in the middle is unclear, plugged in again prints what waited, with the printer’s answer as proof', async ({
  page,
  day,
}) => {
  const paper = new VirtualPrinter();
  paper.ignoresNul = true;
  let unplugAfter = Number.POSITIVE_INFINITY;
  let taken = 0;
  await page.exposeBinding('usbWrite', async (_source, base64: string) => {
    const bytes = Buffer.from(base64, 'base64');
    const reply: number[] = [];
    paper.onReply = (answer) => reply.push(...answer);
    if (taken + bytes.length > unplugAfter) {
      unplugAfter = Number.POSITIVE_INFINITY;
      await page.evaluate('usbUnplug()');
      return { reply };
    }
    taken += bytes.length;
    paper.write(bytes);
    return { reply };
  });
  await page.addInitScript({ path: fileURLToPath(new URL('fake-usb.js', import.meta.url)) });
  await page.goto(`${day.url}/printers`);
  await day.get('printer-add').click();
  await day.get('way-usb').click();
  await day.get('wizard-search').click();
  await day.get('wizard-test').click();
  await expect(day.get('printer-wizard').getByTestId('print-job')).toHaveAttribute('data-state', 'printed');
  await day.get('wizard-done').click();
  await day.get('printer-settings').click();
  await day.get('printer-ask').click();
  await expect(page.getByText('Printer menjawab.', { exact: true })).toBeVisible();
  await day.get('printer-save').click();
  await day.toTill();

  taken = 0;
  unplugAfter = 300;
  await day.get('till-product').first().click();
  await day.get('pay').click();
  await day.get('tender-exact').click();
  await day.get('tender-confirm').click();
  const job = page.locator('[data-testid="print-job"][data-kind="receipt"]');
  await expect(job).toHaveAttribute('data-state', 'unclear');
  const first = (await day.get('sale-done').getAttribute('data-receipt')) ?? '';
  await day.get('sale-new').click();
  const { receiptNumber: second } = await day.sell();
  await page.evaluate('usbPlug()');
  const lines = () => paper.tearOff().flatMap((receipt) => receipt.lines);
  await expect.poll(() => countReceipts(lines(), second)).toEqual({ plain: 1, marked: 0 });
  expect(countReceipts(lines(), first)).toEqual({ plain: 0, marked: 0 });
});
