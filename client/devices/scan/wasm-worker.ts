import { createPassView, createRotation } from './frame-passes.ts';
import type { FromReader, ToReader } from './frame-reader.ts';
import type { Symbology } from './symbology.ts';
import { loadWasm, readPixels } from './wasm-read.ts';

let symbologies: readonly Symbology[] = [];
const rotation = createRotation();
let view: ReturnType<typeof createPassView> | undefined;
const answer = (message: FromReader) => postMessage(message);

self.onmessage = async ({ data }: MessageEvent<ToReader>) => {
  try {
    if (data.kind === 'start') {
      symbologies = data.symbologies;
      view = createPassView();
      await loadWasm(data.wasmUrl);
      return answer({ kind: 'ready' });
    }
    const look = rotation.next();
    const pixels = view?.(data.frame, look);
    data.frame.close();
    const read = pixels ? await readPixels(pixels, symbologies) : null;
    rotation.told(read !== null);
    answer({ kind: 'read', read: read && { ...read, pass: look.pass } });
  } catch (error) {
    answer({ kind: 'failed', reason: String(error) });
  }
};
