import { BrowserMultiFormatReader } from '@zxing/browser';
import { BarcodeFormat, DecodeHintType } from '@zxing/library';
import { BarcodeDetector, prepareZXingModule as preparePonyfill } from 'barcode-detector/ponyfill';
import { readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { createPassView, PASSES } from '../../client/devices/scan/frame-passes.ts';
import { USUAL_SYMBOLOGIES } from '../../client/devices/scan/symbology.ts';
import { loadWasm, readPixels } from '../../client/devices/scan/wasm-read.ts';
import type { Frame } from './frames.ts';

/** The text of each look at a frame, in order; null: nothing read. All but ours look once. */
type Decoder = (frame: Frame) => Promise<(string | null)[]>;

const hints = new Map([
  [
    DecodeHintType.POSSIBLE_FORMATS,
    [
      BarcodeFormat.EAN_13,
      BarcodeFormat.EAN_8,
      BarcodeFormat.UPC_A,
      BarcodeFormat.CODE_128,
      BarcodeFormat.QR_CODE,
    ],
  ],
]);
const browserReader = new BrowserMultiFormatReader(hints);
const ponyfill = new BarcodeDetector({ formats: ['ean_13', 'ean_8', 'upc_a', 'code_128', 'qr_code'] });
const view = createPassView();

export const OURS = 'gerai';
export const DECODERS: Record<string, Decoder> = {
  [OURS]: async ({ canvas }) => {
    const texts: (string | null)[] = [];
    for (const pass of PASSES) {
      texts.push((await readPixels(view(canvas, { pass, scale: 1 }), USUAL_SYMBOLOGIES))?.text ?? null);
    }
    return texts;
  },
  '@zxing/browser': async ({ canvas }) => {
    try {
      return [browserReader.decodeFromCanvas(canvas).getText()];
    } catch {
      return [null];
    }
  },
  'zxing-wasm default': async ({ pixels }) => {
    const [found] = await readBarcodes(pixels, {
      formats: ['EAN13', 'EAN8', 'UPCA', 'Code128', 'QRCode'],
      maxNumberOfSymbols: 1,
    });
    return [found?.text ?? null];
  },
  'barcode-detector ponyfill': async ({ pixels }) => [(await ponyfill.detect(pixels))[0]?.rawValue ?? null],
};

export async function loadDecoders(): Promise<void> {
  await loadWasm(wasmUrl);
  // It pins another build of the same decoder and knows only that build's file.
  preparePonyfill({ overrides: { locateFile: () => '/ponyfill.wasm' } });
}
