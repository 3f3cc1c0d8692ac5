import { PrintTrouble } from '../../../shared/printing/print-trouble.ts';
import type { KnownPrinter } from '../../local/print-queue/known-printer.ts';
import { createStore } from '../../local/store.ts';
import { bluetoothLink } from './bluetooth.ts';
import { networkLink } from './network.ts';
import type { LinkState, PrinterLink } from './printer-link.ts';
import { serialLink } from './serial.ts';
import { usbLink } from './usb.ts';

/** The way to a printer as it is set up and paired on this tablet. */
export function openLink({ id, profile, pairing }: KnownPrinter, answers: () => boolean): PrinterLink {
  if (profile.way === 'network') return networkLink(id);
  if (profile.way === 'bluetooth' && pairing?.bluetoothId) return bluetoothLink(pairing.bluetoothId, answers);
  if (profile.way === 'usb' && pairing?.usb) return usbLink(pairing.usb, answers);
  if (profile.way === 'serial' && pairing?.serial)
    return serialLink(pairing.serial, profile.baudRate ?? 9_600, answers);
  return unpaired();
}

function unpaired(): PrinterLink {
  const never = () => Promise.reject(new PrintTrouble('notPaired'));
  return {
    state: createStore<LinkState>('needsTap'),
    connect: never,
    print: never,
    status: never,
    close: async () => {},
  };
}
