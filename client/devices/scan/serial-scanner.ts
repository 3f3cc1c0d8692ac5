import type { ScannerPort } from './device-apis.ts';
import { createLineReader } from './line-reader.ts';

/** A scanner that sends no CR or LF: this much silence ends its code. */
const SILENCE_MS = 300;

/** Reads codes from a port until it is unplugged or `signal` says so. Rejects when it can't be opened. */
export async function readSerial(
  port: ScannerPort,
  baudRate: number,
  onCode: (code: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await port.open({ baudRate });
  const lines = createLineReader(onCode);
  // Scanners speak bytes; what isn't ASCII is Latin-1 more often than UTF-8.
  const decoder = new TextDecoder('latin1');
  let silence: ReturnType<typeof setTimeout> | undefined;
  try {
    // A framing error ends one stream and leaves the port with the next.
    while (port.readable && !signal.aborted) {
      const reader = port.readable.getReader();
      const cancel = () => void reader.cancel().catch(() => {});
      signal.addEventListener('abort', cancel);
      try {
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          clearTimeout(silence);
          lines.take(decoder.decode(part.value, { stream: true }));
          silence = setTimeout(lines.end, SILENCE_MS);
        }
      } catch {
        // Unplugged: `readable` is null now.
      } finally {
        signal.removeEventListener('abort', cancel);
        reader.releaseLock();
      }
    }
  } finally {
    clearTimeout(silence);
    await port.close().catch(() => {});
  }
}
