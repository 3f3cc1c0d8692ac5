/** Holds the camera's decoder: half a megabyte that the first load, and a till without a camera, can do without. */
export const SCAN_CACHE = 'scan';

/** Whether this is a file of the camera's decoder. Its name changes with its bytes. */
export function isScanFile(url: URL): boolean {
  return /^\/assets\/(wasm-worker|script-worker|zxing_reader)-[\w-]+\.(js|wasm)$/.test(url.pathname);
}

/** From the cache that the page filled at rest, or else from the network. */
export async function answerScanFile(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName: SCAN_CACHE })) ?? fetch(request);
}
