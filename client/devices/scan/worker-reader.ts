import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { FrameRead, FrameReader, FromReader, ReaderName, ToReader } from './frame-reader.ts';
import type { Symbology } from './symbology.ts';

/** A slow tablet compiles the decoder once in some seconds; a page that may not compile it never answers. */
const START_WITHIN_MS = 15_000;

/** The decoder compiled for this processor, in a worker. Rejects where that is not to be had. */
export function openWasmReader(symbologies: readonly Symbology[]): Promise<FrameReader> {
  if (typeof WebAssembly === 'undefined') return Promise.reject(new Error('no WebAssembly'));
  const worker = new Worker(new URL('./wasm-worker.ts', import.meta.url), { type: 'module', name: 'scan' });
  return openReader('wasm', worker, symbologies);
}

/** The decoder in plain script, in a worker: reads less and slower, everywhere. */
export function openScriptReader(symbologies: readonly Symbology[]): Promise<FrameReader> {
  const worker = new Worker(new URL('./script-worker.ts', import.meta.url), { type: 'module', name: 'scan' });
  return openReader('script', worker, symbologies);
}

/** Fetches what the camera needs, so that it is on the device when the network has gone. */
export async function keepReader(): Promise<void> {
  const workerUrl = new URL('./wasm-worker.ts', import.meta.url);
  await Promise.all([fetch(wasmUrl), fetch(workerUrl)]);
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
