import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { FrameRead, FrameReader, FromReader, ReaderName, ToReader } from './frame-reader.ts';
import { SCAN_CACHE } from './scan-cache.ts';
import scriptWorkerUrl from './script-worker.ts?worker&url';
import type { Symbology } from './symbology.ts';
import wasmWorkerUrl from './wasm-worker.ts?worker&url';

/** A slow tablet compiles the decoder once in some seconds; a page that may not compile it never answers. */
const START_WITHIN_MS = 15_000;

/** The decoder compiled for this processor, in a worker. Rejects where that is not to be had. */
export function openWasmReader(symbologies: readonly Symbology[]): Promise<FrameReader> {
  if (typeof WebAssembly === 'undefined') return Promise.reject(new Error('no WebAssembly'));
  const worker = new Worker(wasmWorkerUrl, { type: 'module', name: 'scan' });
  return openReader('wasm', worker, symbologies);
}

/** The decoder in plain script, in a worker: reads less and slower, everywhere. */
export function openScriptReader(symbologies: readonly Symbology[]): Promise<FrameReader> {
  const worker = new Worker(scriptWorkerUrl, { type: 'module', name: 'scan' });
  return openReader('script', worker, symbologies);
}

/** Keeps what the camera needs on the device, for when the network has gone; what older versions kept goes. */
export async function keepReader(): Promise<void> {
  if (!('caches' in globalThis) || !import.meta.env.PROD) return;
  const wanted = typeof WebAssembly === 'undefined' ? [scriptWorkerUrl] : [wasmWorkerUrl, wasmUrl];
  const cache = await caches.open(SCAN_CACHE);
  for (const url of wanted) if (!(await cache.match(url))) await cache.add(url);
  for (const kept of await cache.keys())
    if (!wanted.some((url) => kept.url.endsWith(url))) await cache.delete(kept);
}

function openReader(
  name: ReaderName,
  worker: Worker,
  symbologies: readonly Symbology[],
): Promise<FrameReader> {
  const tell = (message: ToReader, handOver: Transferable[] = []) => worker.postMessage(message, handOver);
  let answered: ((read: FrameRead | null) => void) | undefined;
  const reader: FrameReader = {
    name,
    read: (frame) =>
      new Promise((resolve) => {
        answered = resolve;
        tell({ kind: 'frame', frame }, [frame]);
      }),
    close: () => {
      worker.terminate();
      answered?.(null);
    },
  };
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      worker.terminate();
      reject(new Error(reason));
    };
    const late = setTimeout(() => fail('the decoder did not start'), START_WITHIN_MS);
    worker.onerror = (event) => {
      answered?.(null);
      fail(event.message);
    };
    worker.onmessage = ({ data }: MessageEvent<FromReader>) => {
      if (data.kind === 'ready') {
        clearTimeout(late);
        resolve(reader);
      } else if (data.kind === 'failed') {
        answered?.(null);
        fail(data.reason);
      } else answered?.(data.read);
    };
    tell({ kind: 'start', wasmUrl, symbologies });
  });
}
