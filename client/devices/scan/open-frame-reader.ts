import type { FrameReader } from './frame-reader.ts';
import { openNativeReader } from './native-reader.ts';
import type { Symbology } from './symbology.ts';
import { openScriptReader, openWasmReader } from './worker-reader.ts';

/** The best reader that this browser has. The browser's own is never the only one: what it misses, ours looks at too. */
export async function openFrameReader(symbologies: readonly Symbology[]): Promise<FrameReader> {
  const [native, ours] = await Promise.all([
    openNativeReader(symbologies),
    openWasmReader(symbologies).catch(() => openScriptReader(symbologies)),
  ]);
  if (!native) return ours;
  return {
    name: 'native',
    read: async (frame) => {
      const copy = await createImageBitmap(frame);
      const read = await native.read(frame);
      if (!read) return ours.read(copy);
      copy.close();
      return read;
    },
    close: () => ours.close(),
  };
}
