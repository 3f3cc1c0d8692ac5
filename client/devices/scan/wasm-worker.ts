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
    const pixels = view?.(data.frame, rotation.next());
    data.frame.close();
    const read = pixels ? await readPixels(pixels, symbologies) : null;
    rotation.told(read !== null);
    answer({ kind: 'read', read });
  } catch (error) {
    answer({ kind: 'failed', reason: String(error) });
  }
};
