import type { PaperState, PrintReason } from '../../../shared/printing/print-trouble.ts';
import type { PrinterProfile } from '../../../shared/printing/printer-profile.ts';

/** How this browser finds a printer again; of another tablet it would mean nothing. */
export interface Pairing {
  /** name that the device gave itself */
  deviceName: string;
  bluetoothId?: string;
  usb?: { vendorId: number; productId: number; serialNumber: string | undefined };
  serial?: {
    usbVendorId?: number | undefined;
    usbProductId?: number | undefined;
    bluetoothServiceClassId?: string | number | undefined;
  };
}

/** A printer that this tablet has used: its set-up, its pairing, and what was last seen of it. */
export interface KnownPrinter {
  id: string;
  profile: PrinterProfile;
  /** null: none is needed (network) */
  pairing: Pairing | null;
  /** the outlet does not know this set-up yet */
  unshared: boolean;
  /** the last job broke off, perhaps in the middle of a command: what comes next would be taken for its rest */
  torn: boolean;
  paper: PaperState;
  /** device clock, epoch ms */
  printedAtMs: number | null;
  trouble: PrintReason | null;
  troubleAtMs: number | null;
}
