// What this app uses of the browser's serial ports (Web Serial, WICG draft); TypeScript's own list lacks it.

export interface SerialPortInfo {
  usbVendorId?: number | undefined;
  usbProductId?: number | undefined;
  bluetoothServiceClassId?: string | number | undefined;
}

export interface SerialPort extends EventTarget {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  getInfo(): SerialPortInfo;
  open(options: { baudRate: number; bufferSize?: number }): Promise<void>;
  close(): Promise<void>;
  forget?(): Promise<void>;
}

interface Serial extends EventTarget {
  getPorts(): Promise<SerialPort[]>;
  requestPort(options?: { allowedBluetoothServiceClassIds?: string[] }): Promise<SerialPort>;
}

export function serial(): Serial | undefined {
  return (navigator as { serial?: Serial }).serial;
}
