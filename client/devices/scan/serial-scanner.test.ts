import { expect, test } from 'vitest';
import type { ScannerPort } from './device-apis.ts';
import { readSerial } from './serial-scanner.ts';

/** A port as the platform gives it: a stream of bytes that breaks on a framing error and is null when unplugged. */
class Port extends EventTarget implements ScannerPort {
  readable: ReadableStream<Uint8Array> | null = null;
  calls: string[] = [];
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  async open({ baudRate }: { baudRate: number }) {
    this.calls.push(`open ${baudRate}`);
    this.renew();
  }
  async close() {
    this.calls.push('close');
    this.readable = null;
  }
  getInfo() {
    return {};
  }
  send(text: string) {
    this.controller?.enqueue(new TextEncoder().encode(text));
  }
  framingError() {
    const broken = this.controller;
    this.renew();
    broken?.error(new Error('framing'));
  }
  unplug() {
    this.readable = null;
    this.controller?.error(new Error('lost'));
  }
  private renew() {
    this.readable = new ReadableStream({
      start: (controller) => {
        this.controller = controller;
      },
    });
  }
}

function listen(port: Port, signal = new AbortController().signal) {
  const codes: string[] = [];
  let heard = () => {};
  const done = readSerial(
    port,
    9_600,
    (code) => {
      codes.push(code);
      heard();
    },
    signal,
  );
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      heard = () => codes.length >= count && resolve();
      heard();
    });
  return { codes, done, until };
}

test('codes come off a serial port in any pieces, past a framing error, until it is unplugged', async () => {
  const port = new Port();
  const { codes, done, until } = listen(port);
  await Promise.resolve();
  port.send('89910021');
  port.send('01234\r\nSKU-1\r');
  await until(2);
  port.framingError();
  await new Promise((resolve) => setImmediate(resolve));
  // A scanner without a suffix: silence ends the code.
  port.send('SKU-2');
  await until(3);
  port.unplug();
  await done;
  expect(codes).toEqual(['8991002101234', 'SKU-1', 'SKU-2']);
  expect(port.calls).toEqual(['open 9600', 'close']);
});

test('a port that is let go is closed', async () => {
  const port = new Port();
  const stop = new AbortController();
  const { done } = listen(port, stop.signal);
  await Promise.resolve();
  stop.abort();
  await done;
  expect(port.calls.at(-1)).toBe('close');
});
