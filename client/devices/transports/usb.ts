import { PrintTrouble } from '../../../shared/printing/print-trouble.ts';
import { createStore } from '../../local/store.ts';
import type { LinkState, PrinterLink } from './printer-link.ts';
import { type OpenedStream, streamLink } from './stream-link.ts';
import { type UsbDevice, usb } from './usb-api.ts';

export interface UsbIdentity {
  vendorId: number;
  productId: number;
  serialNumber: string | undefined;
}

const PRINTER_CLASS = 7;
const VENDOR_CLASS = 255;
const CHUNK = 1_024;
const CONNECT_MS = 8_000;

/** Shows the browser's list; call it straight from a tap. `any`: also what does not say that it is a printer. */
export async function pickUsbPrinter({
  any,
}: {
  any: boolean;
}): Promise<(UsbIdentity & { name: string }) | null> {
  try {
    const device = await usb()?.requestDevice({ filters: any ? [] : [{ classCode: PRINTER_CLASS }] });
    return device ? { ...identityOf(device), name: device.productName ?? '' } : null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Printers that are plugged in and that this browser may use without asking. */
export async function grantedUsb(): Promise<(UsbIdentity & { name: string })[]> {
  const devices =
    (await usb()
      ?.getDevices()
      .catch(() => [])) ?? [];
  return devices
    .filter((device) => findEndpoints(device))
    .map((device) => ({ ...identityOf(device), name: device.productName ?? '' }));
}

export async function forgetUsb(identity: UsbIdentity): Promise<void> {
  const device = await findDevice(identity);
  await device?.forget?.().catch(() => {});
}

/** A printer on a USB cable. Every transfer is confirmed by the printer. */
export function usbLink(identity: UsbIdentity, answers: () => boolean): PrinterLink {
  const state = createStore<LinkState>(usb() ? 'idle' : 'unsupported');
  usb()?.addEventListener('connect', (event) => {
    const { device } = event as Event & { device?: UsbDevice };
    if (device && same(identityOf(device), identity) && state.get() !== 'ready') state.set('idle');
  });
  return streamLink({
    state,
    answers,
    connectMs: CONNECT_MS,
    open: async () => {
      const device = await findDevice(identity);
      // Granted once, it comes back by itself when it is plugged in.
      if (!device) throw new PrintTrouble('off');
      return openStream(device);
    },
  });
}

function identityOf({ vendorId, productId, serialNumber }: UsbDevice): UsbIdentity {
  return { vendorId, productId, serialNumber: serialNumber ?? undefined };
}

function same(a: UsbIdentity, b: UsbIdentity): boolean {
  return a.vendorId === b.vendorId && a.productId === b.productId && a.serialNumber === b.serialNumber;
}

async function findDevice(identity: UsbIdentity): Promise<UsbDevice | undefined> {
  return ((await usb()?.getDevices()) ?? []).find((device) => same(identityOf(device), identity));
}

function findEndpoints(device: UsbDevice) {
  const interfaces = device.configuration?.interfaces ?? [];
  for (const wanted of [PRINTER_CLASS, VENDOR_CLASS]) {
    for (const { interfaceNumber, alternate } of interfaces) {
      if (alternate.interfaceClass !== wanted) continue;
      const bulk = alternate.endpoints.filter(({ type }) => type === 'bulk');
      const out = bulk.find(({ direction }) => direction === 'out');
      if (out) return { interfaceNumber, out, in: bulk.find(({ direction }) => direction === 'in') };
    }
  }
  return null;
}

async function openStream(device: UsbDevice): Promise<OpenedStream> {
  let lose = () => {};
  const lost = new Promise<never>((_, reject) => {
    lose = () => reject(new PrintTrouble('linkLost'));
  });
  lost.catch(() => {});
  const onGone = (event: Event) => {
    if ((event as Event & { device?: UsbDevice }).device === device) lose();
  };
  usb()?.addEventListener('disconnect', onGone);
  const replies = new Set<(bytes: Uint8Array) => void>();
  let open = true;
  const close = async () => {
    open = false;
    usb()?.removeEventListener('disconnect', onGone);
    await device.close().catch(() => {});
  };
  try {
    if (!device.opened) await device.open();
    if (!device.configuration)
      await device.selectConfiguration(device.configurations[0]?.configurationValue ?? 1);
    const found = findEndpoints(device);
    if (!found) throw new PrintTrouble('noService');
    await device.claimInterface(found.interfaceNumber);
    if (found.in) void listen(device, found.in, replies, () => open);
    return {
      chunk: CHUNK,
      smallestChunk: 64,
      lost,
      proof: 'acknowledged',
      send: async (bytes) => {
        let result: Awaited<ReturnType<UsbDevice['transferOut']>>;
        try {
          result = await device.transferOut(found.out.endpointNumber, bytes as Uint8Array<ArrayBuffer>);
        } catch (error) {
          throw new PrintTrouble('linkLost', {}, error);
        }
        if (result.status !== 'ok' && result.bytesWritten === 0) throw new PrintTrouble('refused');
        if (result.status !== 'ok' || result.bytesWritten < bytes.length) throw new PrintTrouble('linkLost');
      },
      onReply: (listener) => {
        replies.add(listener);
        return () => void replies.delete(listener);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Reads what the printer says until the cable is out or the link is closed. */
async function listen(
  device: UsbDevice,
  { endpointNumber, packetSize }: { endpointNumber: number; packetSize: number },
  replies: ReadonlySet<(bytes: Uint8Array) => void>,
  isOpen: () => boolean,
): Promise<void> {
  try {
    while (isOpen()) {
      const { data, status } = await device.transferIn(endpointNumber, packetSize);
      if (status !== 'ok' || !data) return;
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      for (const listener of [...replies]) listener(bytes);
    }
  } catch {}
}
