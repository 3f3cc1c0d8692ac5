import { eq } from 'drizzle-orm';
import type { Db } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { picture } from './tables.ts';

type UploadMime = 'image/webp' | 'image/png' | 'image/jpeg';

/** What the bytes say they are. Never SVG from people: it can carry scripts. */
export function pictureMime(bytes: Uint8Array): UploadMime | null {
  const begins = (signature: number[], at = 0) => signature.every((byte, i) => bytes[at + i] === byte);
  if (begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (begins([0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (begins([0x52, 0x49, 0x46, 0x46]) && begins([0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  return null;
}

/** Keeps an uploaded picture; it is never changed afterwards, so that it can be cached for ever. */
export async function savePicture(
  { db, tenantId, newId }: { db: Db; tenantId: string; newId: () => string },
  bytes: Uint8Array,
): Promise<{ id: string }> {
  const mime = pictureMime(bytes);
  if (!mime) throw new Refusal('pictureNotSupported', { field: 'picture' });
  const id = newId();
  await db.tenant(tenantId, (tx) => tx.insert(picture).values({ tenantId, id, mime, bytes }));
  return { id };
}

/** The picture of this tenant, or undefined. */
export async function readPicture({ db, tenantId }: { db: Db; tenantId: string }, pictureId: string) {
  const [found] = await db.tenant(tenantId, (tx) =>
    tx.select({ mime: picture.mime, bytes: picture.bytes }).from(picture).where(eq(picture.id, pictureId)),
  );
  return found;
}
