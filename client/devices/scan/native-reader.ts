import { encode } from 'uqr';
import { type BarWidths, code128, eanBars, modulesOf } from '../../../shared/receipt/barcode-modules.ts';
import type { FrameRead, FrameReader } from './frame-reader.ts';
import type { Symbology } from './symbology.ts';

/** Of the browser, where it has one; TypeScript's library does not know it. */
interface Detector {
  detect(picture: ImageBitmapSource): Promise<{ rawValue: string; format: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const FORMATS: Record<Symbology, string> = {
  ean13: 'ean_13',
  ean8: 'ean_8',
  upcA: 'upc_a',
  code128: 'code_128',
  qr: 'qr_code',
};
const TESTS = { ean13: '8991002101234', code128: 'UJI-128', qr: 'https://uji.contoh/1' } as const;
const TEST_WITHIN_MS = 3_000;

/**
 * The browser's own detector, when it reads three symbols that we drew: some browsers have the name and no decoder
 * behind it. Null otherwise.
 */
export async function openNativeReader(symbologies: readonly Symbology[]): Promise<FrameReader | null> {
  const Detector = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!Detector) return null;
  const late = new Promise<null>((resolve) => setTimeout(resolve, TEST_WITHIN_MS, null));
  return Promise.race([tested(Detector, symbologies), late]).catch(() => null);
}

async function tested(
  Detector: DetectorClass,
  symbologies: readonly Symbology[],
): Promise<FrameReader | null> {
  const formats = symbologies.map((symbology) => FORMATS[symbology]);
  const supported = await Detector.getSupportedFormats();
  // UPC-A is EAN-13 with a zero before it, and detectors without the name read it as that.
  if (formats.some((format) => format !== 'upc_a' && !supported.includes(format))) return null;
  const detector = new Detector({ formats: formats.filter((format) => supported.includes(format)) });
  for (const [symbology, text] of Object.entries(TESTS)) {
    const found = await detector.detect(await picture(symbology as keyof typeof TESTS));
    if (!found.some(({ rawValue }) => rawValue === text)) return null;
  }
  return {
    name: 'native',
    read: async (frame) => {
      try {
        return firstOf(await detector.detect(frame), formats);
      } catch {
        return null;
      } finally {
        frame.close();
      }
    },
    close: () => {},
  };
}

function firstOf(found: { rawValue: string; format: string }[], formats: string[]): FrameRead | null {
  const hit = found.find(({ format }) => formats.includes(format));
  if (!hit) return null;
  const [symbology] = Object.entries(FORMATS).find(([, format]) => format === hit.format) ?? [];
  return { text: hit.rawValue, symbology: symbology as Symbology, pass: 'native' };
}

function picture(symbology: keyof typeof TESTS): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(640, 360);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  if (symbology === 'qr') {
    const { data, size } = encode(TESTS.qr, { border: 0 });
    const module = Math.floor(260 / size);
    for (const [y, row] of data.entries())
      for (const [x, dark] of row.entries()) {
        if (dark) context.fillRect(190 + x * module, 50 + y * module, module, module);
      }
  } else drawBars(context, symbology === 'ean13' ? eanBars(TESTS.ean13) : code128(TESTS.code128)?.bars);
  return createImageBitmap(canvas);
}

function drawBars(context: OffscreenCanvasRenderingContext2D, bars: BarWidths = []) {
  const module = 4;
  let x = (context.canvas.width - modulesOf(bars) * module) / 2;
  for (const [index, width] of bars.entries()) {
    if (index % 2 === 0) context.fillRect(x, 90, width * module, 180);
    x += width * module;
  }
}
