import { prepareZXingModule, type ReadInputBarcodeFormat, readBarcodes } from 'zxing-wasm/reader';
import type { FrameRead } from './frame-reader.ts';
import type { Symbology } from './symbology.ts';

const FORMATS: Record<Symbology, ReadInputBarcodeFormat> = {
  ean13: 'EAN13',
  ean8: 'EAN8',
  upcA: 'UPCA',
  code128: 'Code128',
  qr: 'QRCode',
};
const SYMBOLOGIES = new Map(
  Object.entries(FORMATS).map(([ours, theirs]) => [theirs as string, ours as Symbology]),
);

/** Loads the decoder from our own server: left alone, the library would fetch it from a public one. */
export async function loadWasm(wasmUrl: string): Promise<void> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
}

/** The code in these pixels, or null. */
export async function readPixels(
  pixels: ImageData,
  symbologies: readonly Symbology[],
): Promise<Omit<FrameRead, 'pass'> | null> {
  const [found] = await readBarcodes(pixels, {
    formats: symbologies.map((symbology) => FORMATS[symbology]),
    maxNumberOfSymbols: 1,
  });
  if (!found) return null;
  return { text: found.text, symbology: SYMBOLOGIES.get(found.format) ?? 'qr' };
}
