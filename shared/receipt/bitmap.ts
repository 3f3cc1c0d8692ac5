/** A picture in black and white, packed: eight dots a byte, the leftmost first, rows padded to whole bytes. */
export interface Bitmap {
  /** dots */
  width: number;
  height: number;
  /** 1 is black */
  bits: Uint8Array;
}

export function emptyBitmap(width: number, height: number): Bitmap {
  return { width, height, bits: new Uint8Array(((width + 7) >> 3) * height) };
}

export function isBlack({ width, height, bits }: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  return (((bits[y * ((width + 7) >> 3) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;
}

export function blacken(bitmap: Bitmap, x: number, y: number): void {
  const at = y * ((bitmap.width + 7) >> 3) + (x >> 3);
  bitmap.bits[at] = (bitmap.bits[at] ?? 0) | (0x80 >> (x & 7));
}

/** RGBA as a canvas gives it. */
export interface Pixels {
  width: number;
  height: number;
  data: ArrayLike<number>;
}

/** Black and white by error diffusion (Floyd and Steinberg, 1976); what is transparent is paper. */
export function dithered({ width, height, data }: Pixels): Bitmap {
  const bitmap = emptyBitmap(width, height);
  const grey = greyOf({ width, height, data });
  const spread = (x: number, y: number, error: number) => {
    if (x >= 0 && x < width && y < height) grey[y * width + x] = (grey[y * width + x] ?? 0) + error;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = grey[y * width + x] ?? 255;
      const black = value < 128;
      if (black) blacken(bitmap, x, y);
      const error = value - (black ? 0 : 255);
      spread(x + 1, y, (error * 7) / 16);
      spread(x - 1, y + 1, (error * 3) / 16);
      spread(x, y + 1, (error * 5) / 16);
      spread(x + 1, y + 1, error / 16);
    }
  }
  return bitmap;
}

/** Black where it is darker than `limit`: for letters, which dithering would fray. */
export function thresholded(pixels: Pixels, limit = 150): Bitmap {
  const bitmap = emptyBitmap(pixels.width, pixels.height);
  greyOf(pixels).forEach((value, index) => {
    if (value < limit) blacken(bitmap, index % pixels.width, Math.floor(index / pixels.width));
  });
  return bitmap;
}

/** Luminance over white paper (ITU-R BT.601). */
function greyOf({ width, height, data }: Pixels): Float32Array {
  const grey = new Float32Array(width * height);
  for (let index = 0; index < grey.length; index += 1) {
    const [r = 255, g = 255, b = 255, a = 255] = [0, 1, 2, 3].map((channel) => data[index * 4 + channel]);
    const light = 0.299 * r + 0.587 * g + 0.114 * b;
    grey[index] = 255 - ((255 - light) * a) / 255;
  }
  return grey;
}
