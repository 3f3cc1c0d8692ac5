import { PrintTrouble } from '../../../shared/printing/print-trouble.ts';
import { createStore } from '../../local/store.ts';
import type { LinkState, PrinterLink } from './printer-link.ts';
import { type SerialPort, type SerialPortInfo, serial } from './serial-api.ts';
import { type OpenedStream, streamLink } from './stream-link.ts';

/** Small writes: what the port's own buffer takes is not yet at the printer, and must not count as such. */
const CHUNK = 256;
const CONNECT_MS = 10_000;
/** Bluetooth classic's serial profile, which cheap printers have. */
const SERIAL_PORT_PROFILE = '00001101-0000-1000-8000-00805f9b34fb';

/** Shows the browser's list; call it straight from a tap. */
export async function pickSerialPrinter(): Promise<SerialPortInfo | null> {
  try {
    const port = await serial()?.requestPort({ allowedBluetoothServiceClassIds: [SERIAL_PORT_PROFILE] });
    return port ? infoOf(port) : null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Ports that this browser may use without asking. */
export async function grantedSerial(): Promise<SerialPortInfo[]> {
  return (
    (await serial()
      ?.getPorts()
      .catch(() => [])) ?? []
  ).map(infoOf);
}

export async function forgetSerial(info: SerialPortInfo): Promise<void> {
  const port = await findPort(info);
  await port?.forget?.().catch(() => {});
}

/** A printer on a serial port: a USB cable, or Bluetooth classic on tablets that offer it as a port. */
export function serialLink(info: SerialPortInfo, baudRate: number, answers: () => boolean): PrinterLink {
  const state = createStore<LinkState>(serial() ? 'idle' : 'unsupported');
  serial()?.addEventListener('connect', () => {
    if (state.get() === 'away') state.set('idle');
  });
  return streamLink({
    state,
    answers,
    connectMs: CONNECT_MS,
    open: async () => {
      const port = await findPort(info);
      if (!port) throw new PrintTrouble('needsTap');
      return openStream(port, baudRate);
    },
  });
}

function infoOf(port: SerialPort): SerialPortInfo {
  const { usbVendorId, usbProductId, bluetoothServiceClassId } = port.getInfo();
  return { usbVendorId, usbProductId, bluetoothServiceClassId };
}

async function findPort(info: SerialPortInfo): Promise<SerialPort | undefined> {
  const ports = (await serial()?.getPorts()) ?? [];
  return ports.find((port) => JSON.stringify(infoOf(port)) === JSON.stringify(info));
}

async function openStream(port: SerialPort, baudRate: number): Promise<OpenedStream> {
  if (port.writable) await port.close().catch(() => {});
  await port.open({ baudRate, bufferSize: 4_096 });
  const { readable, writable } = port;
  if (!readable || !writable) throw new PrintTrouble('off');
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const replies = new Set<(bytes: Uint8Array) => void>();
  let onLost = () => {};
  const lost = new Promise<never>((_, reject) => {
    onLost = () => reject(new PrintTrouble('linkLost'));
  });
  lost.catch(() => {});
  port.addEventListener('disconnect', onLost, { once: true });
  const reading = (async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      for (const listener of [...replies]) listener(value);
    }
  })().catch(onLost);
  return {
    chunk: CHUNK,
    smallestChunk: CHUNK,
    lost,
    proof: 'handedOver',
    send: async (bytes) => {
      try {
        await writer.write(bytes);
      } catch (error) {
        throw new PrintTrouble('linkLost', {}, error);
      }
    },
    onReply: (listener) => {
      replies.add(listener);
      return () => void replies.delete(listener);
    },
    close: async () => {
      port.removeEventListener('disconnect', onLost);
      await reader.cancel().catch(() => {});
      await reading;
      reader.releaseLock();
      await writer.abort().catch(() => {});
      writer.releaseLock();
      await port.close().catch(() => {});
    },
  };
}
