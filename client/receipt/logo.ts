import { type Bitmap, dithered } from '../../shared/receipt/bitmap.ts';

const MAX_WIDTH = 320;
const MAX_HEIGHT = 160;
const kept = new Map<string, Promise<Bitmap | undefined>>();

export function logoUrl(pictureId: string): string {
  return `/pictures/${pictureId}`;
}

/** The shop's logo in black and white, small enough for 58 mm; made once. Undefined when it can't be had now. */
export function logoBitmap(pictureId: string | undefined): Promise<Bitmap | undefined> {
  if (!pictureId) return Promise.resolve(undefined);
  const known = kept.get(pictureId);
  if (known) return known;
  const made = makeBitmap(pictureId).catch(() => undefined);
  kept.set(pictureId, made);
  // Without a network nothing is lost by asking again.
  void made.then((bitmap) => bitmap ?? kept.delete(pictureId));
  return made;
}

async function makeBitmap(pictureId: string): Promise<Bitmap | undefined> {
  const answer = await fetch(logoUrl(pictureId));
  if (!answer.ok) return undefined;
  const picture = await createImageBitmap(await answer.blob());
  const scale = Math.min(1, MAX_WIDTH / picture.width, MAX_HEIGHT / picture.height);
  const [width, height] = [
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  ];
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  context?.drawImage(picture, 0, 0, width, height);
  picture.close();
  return context ? dithered(context.getImageData(0, 0, width, height)) : undefined;
}
