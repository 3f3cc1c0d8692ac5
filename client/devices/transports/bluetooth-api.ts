// What this app uses of the browser's Bluetooth (Web Bluetooth, W3C community draft); TypeScript's own list lacks it.

export interface BluetoothCharacteristic extends EventTarget {
  readonly uuid: string;
  readonly properties: { write: boolean; writeWithoutResponse: boolean; notify: boolean };
  readonly value?: DataView;
  writeValueWithResponse(value: BufferSource): Promise<void>;
  writeValueWithoutResponse(value: BufferSource): Promise<void>;
  startNotifications(): Promise<unknown>;
}

interface BluetoothService {
  getCharacteristic(uuid: string): Promise<BluetoothCharacteristic>;
  getCharacteristics(): Promise<BluetoothCharacteristic[]>;
}

export interface BluetoothServer {
  readonly connected: boolean;
  connect(): Promise<BluetoothServer>;
  disconnect(): void;
  getPrimaryService(uuid: string): Promise<BluetoothService>;
}

export interface BluetoothDevice extends EventTarget {
  readonly id: string;
  readonly name?: string;
  readonly gatt?: BluetoothServer;
  watchAdvertisements?(options: { signal: AbortSignal }): Promise<void>;
  forget?(): Promise<void>;
}

interface Bluetooth {
  getAvailability?(): Promise<boolean>;
  getDevices?(): Promise<BluetoothDevice[]>;
  requestDevice(options: {
    filters?: { services: string[] }[];
    acceptAllDevices?: boolean;
    optionalServices: string[];
  }): Promise<BluetoothDevice>;
}

export function bluetooth(): Bluetooth | undefined {
  return (navigator as { bluetooth?: Bluetooth }).bluetooth;
}
