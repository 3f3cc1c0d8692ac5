import type { HidCollection } from './hid-report.ts';

/** What browsers with Web Serial and WebHID add; TypeScript's library does not know them. */
export interface ScannerPort extends EventTarget {
  readable: ReadableStream<Uint8Array> | null;
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
  getInfo(): { usbVendorId?: number; usbProductId?: number };
}
interface SerialApi extends EventTarget {
  getPorts(): Promise<ScannerPort[]>;
  requestPort(): Promise<ScannerPort>;
}
export interface ScannerHid extends EventTarget {
  opened: boolean;
  vendorId: number;
  productId: number;
  productName: string;
  collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
}
export interface HidInputEvent extends Event {
  reportId: number;
  data: DataView;
}
interface HidApi extends EventTarget {
  getDevices(): Promise<ScannerHid[]>;
  requestDevice(options: { filters: { usagePage: number }[] }): Promise<ScannerHid[]>;
}

/** Undefined where the browser has none. */
export function serialApi(): SerialApi | undefined {
  return (navigator as { serial?: SerialApi }).serial;
}

export function hidApi(): HidApi | undefined {
  return (navigator as { hid?: HidApi }).hid;
}
