import type { DrawerPulse } from '../receipt/to-escpos.ts';

export const PRINTER_ROLES = ['receipt', 'kitchen', 'label'] as const;
/** What a printer prints; one can have several roles. */
export type PrinterRole = (typeof PRINTER_ROLES)[number];

export const PRINTER_WAYS = ['bluetooth', 'serial', 'usb', 'network'] as const;
/** How bytes reach it: Bluetooth LE, a serial port (USB or Bluetooth classic), a USB cable, the server's relay. */
export type PrinterWay = (typeof PRINTER_WAYS)[number];

/** Where the relay finds a network printer; only an owner sets it. */
export interface PrinterAddress {
  /** IPv4, four numbers */
  host: string;
  port: number;
}

/** A printer as everybody in the outlet knows it (D3). What pairs a tablet with it stays on the tablet. */
export interface PrinterProfile {
  id: string;
  name: string;
  way: PrinterWay;
  roles: readonly PrinterRole[];
  /** of the kitchen: whose goods it prints; empty: all */
  categoryIds: readonly string[];
  paper: 58 | 80;
  /** letters of font A in a line, as its test page shows */
  columns: number;
  cut: 'partial' | 'full' | 'none';
  /** lines between the last print and the knife or the tear bar */
  feedLines: number;
  /** null: no drawer hangs on it */
  drawer: DrawerPulse | null;
  /** whether it answers `DLE EOT`: then a job is proven by its answer, else by its link alone */
  answers: boolean;
  /** of a serial port */
  baudRate?: number | undefined;
  /** of a network printer */
  address?: PrinterAddress | undefined;
}

/** What an outlet's tablets print, and on what. */
export interface PrintingSettings {
  /** the receipt comes out by itself after each sale */
  receiptAfterSale: boolean;
  printers: readonly PrinterProfile[];
}

export const BAUD_RATES = [9_600, 19_200, 38_400, 57_600, 115_200] as const;
export const USUAL_DRAWER: DrawerPulse = { pin: 2, onMs: 100, offMs: 200 };

/** A printer nobody has set up any further: what most cheap ones are. */
export function usualProfile(id: string, name: string, way: PrinterWay, paper: 58 | 80 = 58): PrinterProfile {
  return {
    id,
    name,
    way,
    roles: ['receipt'],
    categoryIds: [],
    paper,
    columns: paper === 58 ? 32 : 48,
    cut: paper === 58 ? 'none' : 'partial',
    feedLines: 4,
    drawer: null,
    answers: way === 'network',
    ...(way === 'serial' && { baudRate: 9_600 }),
  };
}
