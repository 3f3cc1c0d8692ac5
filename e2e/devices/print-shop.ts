import { usualProfile } from '../../shared/printing/printer-profile.ts';
import { test as dayTest, expect } from '../cashier/day-shop.ts';
import { BluetoothPrinter, type BluetoothPrinterOptions } from './bluetooth-printer.ts';
import { networkPrinter } from './network-printer.ts';
import type { PaperTray } from './paper-tray.ts';

export { expect };

export const KITCHEN_ID = '019a0000-0000-7000-8000-00000000d001';

/** A tablet of the demo shop with Sari at work, and printers to set up by hand. */
export const test = dayTest.extend<{
  bluetooth: (options?: BluetoothPrinterOptions) => Promise<BluetoothPrinter>;
  network: (change?: object) => Promise<PaperTray & { port: number }>;
}>({
  /** A Bluetooth printer, added through the wizard by real taps. */
  bluetooth: async ({ day, page }, use) => {
    let made: BluetoothPrinter | undefined;
    await use(async (options) => {
      made = await BluetoothPrinter.turnOn(page, options);
      await day.get('menu').click();
      await day.get('menu-settings').click();
      await day.get('settings-printers').click();
      await day.get('printer-add').click();
      await day.get('way-bluetooth').click();
      await day.get('wizard-search').click();
      await expect(day.get('printer-wizard')).toHaveAttribute('data-step', '3');
      await day.get('wizard-test').click();
      await expect(day.get('printer-wizard').getByTestId('print-job')).toHaveAttribute(
        'data-state',
        'printed',
      );
      await day.get('wizard-done').click();
      return made;
    });
    await made?.close();
  },
  /** A network printer as the owner sets it; the tablet has it without pairing. */
  network: async ({ rule, day, page }, use) => {
    let made: Awaited<ReturnType<typeof networkPrinter>> | undefined;
    await use(async (change = {}) => {
      made = await networkPrinter();
      const profile = {
        ...usualProfile(KITCHEN_ID, 'LAN', 'network'),
        address: { host: '127.0.0.1', port: made.port },
        ...change,
      };
      await rule({ printing: { receiptAfterSale: true, printers: [profile] } });
      await page.goto(`${day.url}/printers`);
      await expect(page.locator('[data-testid="printer"][data-printer="LAN"]')).toBeVisible({
        timeout: 15_000,
      });
      return made;
    });
    await made?.close();
  },
});
