import { PrintTrouble } from '../../../shared/printing/print-trouble.ts';
import { createStore } from '../../local/store.ts';
import { type BluetoothCharacteristic, type BluetoothDevice, bluetooth } from './bluetooth-api.ts';
import type { LinkState, PrinterLink } from './printer-link.ts';
import { type OpenedStream, streamLink } from './stream-link.ts';

/** Services under which receipt printers take bytes: service, where to write, where it speaks (if anywhere). */
const SERVICES = [
  ['18f0', '2af1', '2af0'],
  ['ff00', 'ff02', 'ff01'],
  ['e7810a71-73ae-499d-8c15-faa9aef0c3f2', 'bef8d6c9-9c21-4c9e-b632-bd58c1009f9f', ''],
  [
    '49535343-fe7d-4ae5-8fa9-9fafd205e455',
    '49535343-8841-43f4-a8d4-ecbe34729bb3',
    '49535343-1e4d-4bd9-ba61-23c647249616',
  ],
  ['ffe0', 'ffe1', ''],
  ['fff0', 'fff2', 'fff1'],
  [
    '6e400001-b5a3-f393-e0a9-e50e24dcca9e',
    '6e400002-b5a3-f393-e0a9-e50e24dcca9e',
    '6e400003-b5a3-f393-e0a9-e50e24dcca9e',
  ],
].map((ids) => ids.map((id) => (id.length === 4 ? `0000${id}-0000-1000-8000-00805f9b34fb` : id))) as [
  service: string,
  write: string,
  speak: string,
][];

const CHUNK = 180;
/** what the oldest radios take in one write */
const SMALLEST_CHUNK = 20;
const CONNECT_MS = 10_000;
/** between writes that nobody confirms, or a cheap printer loses some */
const PAUSE_MS = 15;
const LOST_WITHIN_MS = 300;

/** Devices that a person picked since this page was loaded: the browser gives them out once. */
const picked = new Map<string, BluetoothDevice>();

/** Shows the browser's list; call it straight from a tap. `any`: also what does not say that it is a printer. */
export async function pickBluetoothPrinter({
  any,
}: {
  any: boolean;
}): Promise<{ id: string; name: string } | null> {
  const optionalServices = SERVICES.map(([service]) => service);
  const filters = SERVICES.map(([service]) => ({ services: [service] }));
  try {
    const device = await bluetooth()?.requestDevice(
      any ? { acceptAllDevices: true, optionalServices } : { filters, optionalServices },
    );
    if (!device) return null;
    picked.set(device.id, device);
    return { id: device.id, name: device.name ?? '' };
  } catch (error) {
    // Closed without a choice.
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Printers that this browser still knows after a reload, where it remembers any. */
export async function rememberedBluetooth(): Promise<string[]> {
  const devices =
    (await bluetooth()
      ?.getDevices?.()
      .catch(() => [])) ?? [];
  for (const device of devices) if (!picked.has(device.id)) picked.set(device.id, device);
  return devices.map(({ id }) => id);
}

export async function forgetBluetooth(id: string): Promise<void> {
  const device = picked.get(id);
  picked.delete(id);
  device?.gatt?.disconnect();
  await device?.forget?.().catch(() => {});
}

/** A printer over Bluetooth LE: every write is confirmed by the printer's radio where it can confirm. */
export function bluetoothLink(deviceId: string, answers: () => boolean): PrinterLink {
  const known = picked.get(deviceId);
  const state = createStore<LinkState>(!bluetooth() ? 'unsupported' : known ? 'idle' : 'needsTap');
  return streamLink({
    state,
    answers,
    connectMs: CONNECT_MS,
    open: async () => {
      const device = picked.get(deviceId);
      if (!device) throw new PrintTrouble('needsTap');
      return openStream(device);
    },
  });
}

async function openStream(device: BluetoothDevice): Promise<OpenedStream> {
  const { gatt } = device;
  if (!gatt) throw new PrintTrouble('noService');
  let onLost = () => {};
  const lost = new Promise<never>((_, reject) => {
    onLost = () => reject(new PrintTrouble('linkLost'));
  });
  lost.catch(() => {});
  // Only the device itself hears of it.
  device.addEventListener('gattserverdisconnected', onLost, { once: true });
  try {
    const server = await gatt.connect();
    const { write, speak } = await findPrinter(server);
    const replies = new Set<(bytes: Uint8Array) => void>();
    if (speak) await listen(speak, replies);
    const confirmed = write.properties.write;
    return {
      chunk: CHUNK,
      smallestChunk: SMALLEST_CHUNK,
      lost,
      proof: confirmed ? 'acknowledged' : 'handedOver',
      send: async (bytes) => {
        const part = bytes as Uint8Array<ArrayBuffer>;
        try {
          if (confirmed) return await write.writeValueWithResponse(part);
          await write.writeValueWithoutResponse(part);
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        } catch (error) {
          // A link that breaks fails the write first and says so a moment later.
          const pause = new Promise((resolve) => setTimeout(resolve, LOST_WITHIN_MS));
          await Promise.race([lost.catch(() => {}), pause]);
          throw new PrintTrouble(gatt.connected ? 'refused' : 'linkLost', {}, error);
        }
      },
      onReply: (listener) => {
        replies.add(listener);
        return () => void replies.delete(listener);
      },
      close: async () => {
        device.removeEventListener('gattserverdisconnected', onLost);
        gatt.disconnect();
      },
    };
  } catch (error) {
    device.removeEventListener('gattserverdisconnected', onLost);
    // Half open it would keep other tablets out: such a printer serves one.
    gatt.disconnect();
    throw error;
  }
}

async function findPrinter(server: {
  getPrimaryService: NonNullable<BluetoothDevice['gatt']>['getPrimaryService'];
}): Promise<{ write: BluetoothCharacteristic; speak: BluetoothCharacteristic | null }> {
  for (const [serviceId, writeId, speakId] of SERVICES) {
    const service = await server.getPrimaryService(serviceId).catch(() => null);
    if (!service) continue;
    const usual = await service.getCharacteristic(writeId).catch(() => null);
    const write = usual ?? (await service.getCharacteristics().catch(() => [])).find(isWritable);
    if (!write) continue;
    const speak = speakId ? await service.getCharacteristic(speakId).catch(() => null) : null;
    return { write, speak };
  }
  throw new PrintTrouble('noService');
}

function isWritable({ properties }: BluetoothCharacteristic): boolean {
  return properties.write || properties.writeWithoutResponse;
}

/** What it says is a help, never a condition: on some phones this fails for no known reason. */
async function listen(
  speak: BluetoothCharacteristic,
  replies: ReadonlySet<(bytes: Uint8Array) => void>,
): Promise<void> {
  speak.addEventListener('characteristicvaluechanged', () => {
    const { value } = speak;
    if (!value) return;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    for (const listener of [...replies]) listener(bytes);
  });
  await speak.startNotifications().catch(() => {});
}
