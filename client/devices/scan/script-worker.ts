import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library';
import { createPassView, createRotation } from './frame-passes.ts';
import type { FrameRead, FromReader, ToReader } from './frame-reader.ts';
import type { Symbology } from './symbology.ts';

const FORMATS: Record<Symbology, BarcodeFormat> = {
  ean13: BarcodeFormat.EAN_13,
  ean8: BarcodeFormat.EAN_8,
  upcA: BarcodeFormat.UPC_A,
  code128: BarcodeFormat.CODE_128,
  qr: BarcodeFormat.QR_CODE,
};
const SYMBOLOGIES = new Map(Object.entries(FORMATS).map(([ours, theirs]) => [theirs, ours as Symbology]));

const reader = new MultiFormatReader();
const rotation = createRotation();
let view: ReturnType<typeof createPassView> | undefined;
const answer = (message: FromReader) => postMessage(message);

self.onmessage = ({ data }: MessageEvent<ToReader>) => {
  try {
    if (data.kind === 'start') {
      const formats = data.symbologies.map((symbology) => FORMATS[symbology]);
      reader.setHints(new Map([[DecodeHintType.POSSIBLE_FORMATS, formats]]));
      view = createPassView();
      return answer({ kind: 'ready' });
    }
    const look = rotation.next();
    const pixels = view?.(data.frame, look);
    data.frame.close();
    const read = pixels ? readPixels(pixels) : null;
    rotation.told(read !== null);
    answer({ kind: 'read', read: read && { ...read, pass: look.pass } });
  } catch (error) {
    answer({ kind: 'failed', reason: String(error) });
  }
};

function readPixels({ data, width, height }: ImageData): Omit<FrameRead, 'pass'> | null {
  const grey = new Uint8ClampedArray(width * height);
  for (let place = 0; place < grey.length; place += 1) {
    const at = place * 4;
    grey[place] = ((data[at] ?? 0) * 306 + (data[at + 1] ?? 0) * 601 + (data[at + 2] ?? 0) * 117) >> 10;
  }
  try {
    const source = new RGBLuminanceSource(grey, width, height);
    const found = reader.decodeWithState(new BinaryBitmap(new HybridBinarizer(source)));
    return { text: found.getText(), symbology: SYMBOLOGIES.get(found.getBarcodeFormat()) ?? 'qr' };
  } catch {
    // The library throws when there is nothing to read.
    return null;
  } finally {
    reader.reset();
  }
}
