export const PICTURE_CACHE = 'pictures';
const MAX_PICTURES = 500;
const MAX_BYTES = 20_000_000;

/** Whether this is a product's picture: its bytes never change, only its id does. */
export function isPicture(url: URL): boolean {
  return /^\/pictures\/[\w-]+$/.test(url.pathname);
}

/** From the cache, or fetched and kept within 500 pictures and 20 MB, the oldest leaving first. */
export async function answerPicture(request: Request): Promise<Response> {
  const cache = await caches.open(PICTURE_CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status !== 200 || !answer.headers.get('content-type')?.startsWith('image/')) return answer;
  const bytes = await answer.blob();
  const headers = { 'content-type': bytes.type, 'content-length': String(bytes.size) };
  const copy = () => new Response(bytes, { headers });
  // A full disk must not take the picture away.
  await cache.put(request, copy()).then(
    () => trim(cache),
    () => {},
  );
  return copy();
}

async function trim(cache: Cache): Promise<void> {
  const requests = [...(await cache.keys())].reverse();
  let bytes = 0;
  for (const [index, request] of requests.entries()) {
    const kept = await cache.match(request);
    bytes += Number(kept?.headers.get('content-length') ?? 0);
    if (index >= MAX_PICTURES || bytes > MAX_BYTES) await cache.delete(request);
  }
}
