import type { Bitmap } from '../../shared/receipt/bitmap.ts';
import { logoBitmap } from '../receipt/logo.ts';

const CACHE = 'gerai-print-logo';

interface KeptBitmap {
  width: number;
  height: number;
}

/**
 * The logo in black and white: dithered once, kept on the tablet, so that it is printed without a network too.
 * Undefined when there is none or it can't be had now; a receipt does not wait for it.
 */
export async function keptLogo(pictureId: string | null): Promise<Bitmap | undefined> {
  if (!pictureId) return undefined;
  const key = `/print-logo/${pictureId}`;
  const cache = await caches.open(CACHE).catch(() => null);
  const found = await cache?.match(key);
  if (found) {
    const { width, height } = JSON.parse(found.headers.get('x-size') ?? '{}') as KeptBitmap;
    return { width, height, bits: new Uint8Array(await found.arrayBuffer()) };
  }
  const made = await Promise.race([
    logoBitmap(pictureId),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 2_000)),
  ]);
  if (made && cache) {
    // One shop has one logo: an older one is of no use.
    for (const old of await cache.keys()) await cache.delete(old);
    const size = JSON.stringify({ width: made.width, height: made.height } satisfies KeptBitmap);
    const body = made.bits as Uint8Array<ArrayBuffer>;
    await cache.put(key, new Response(body, { headers: { 'x-size': size } })).catch(() => {});
  }
  return made;
}
