import type { PrinterWay } from '../../shared/printing/printer-profile.ts';
import type { Pairing } from '../local/print-queue/known-printer.ts';
import { forgetBluetooth, pickBluetoothPrinter } from './transports/bluetooth.ts';
import { bluetooth } from './transports/bluetooth-api.ts';
import { forgetSerial, grantedSerial, pickSerialPrinter } from './transports/serial.ts';
import { serial } from './transports/serial-api.ts';
import { forgetUsb, grantedUsb, pickUsbPrinter } from './transports/usb.ts';
import { usb } from './transports/usb-api.ts';

type PickedWay = Exclude<PrinterWay, 'network'>;

/** The browser's own list of devices; call it straight from a tap. Null: closed without a choice. */
export async function pickPrinter(way: PrinterWay, { any }: { any: boolean }): Promise<Pairing | null> {
  if (way === 'bluetooth') {
    const picked = await pickBluetoothPrinter({ any });
    return picked && { deviceName: picked.name, bluetoothId: picked.id };
  }
  if (way === 'usb') {
    const picked = await pickUsbPrinter({ any });
    if (!picked) return null;
    const { name, ...identity } = picked;
    return { deviceName: name, usb: identity };
  }
  if (way === 'serial') {
    const info = await pickSerialPrinter();
    return info && { deviceName: '', serial: info };
  }
  return null;
}

/** What is plugged in and granted already: nobody has to pick it. */
export async function grantedPrinters(): Promise<{ way: PickedWay; pairing: Pairing }[]> {
  const [overUsb, ports] = await Promise.all([grantedUsb(), grantedSerial()]);
  return [
    ...overUsb.map(({ name, ...identity }) => ({
      way: 'usb' as const,
      pairing: { deviceName: name, usb: identity },
    })),
    ...ports.map((info) => ({ way: 'serial' as const, pairing: { deviceName: '', serial: info } })),
  ];
}

/** Gives the browser's permission back. */
export async function releasePrinter(pairing: Pairing | null): Promise<void> {
  if (pairing?.bluetoothId) await forgetBluetooth(pairing.bluetoothId);
  if (pairing?.usb) await forgetUsb(pairing.usb);
  if (pairing?.serial) await forgetSerial(pairing.serial);
}

export function supportedWays(): Record<PickedWay, boolean> {
  return { bluetooth: Boolean(bluetooth()), serial: Boolean(serial()), usb: Boolean(usb()) };
}
