import { type BarWidths, code128, eanBars } from './barcode-modules.ts';
import type { BarcodeBlock } from './document.ts';

export type ChosenBarcode =
  | { symbology: 'ean13' | 'ean8' | 'upca'; bars: BarWidths; data: string }
  | { symbology: 'code128'; bars: BarWidths; data: string };

/**
 * The symbol for a code: EAN or UPC only with a right check digit (printers print a wrong one without a word),
 * else Code 128; undefined when no bars can say it.
 */
export function chooseBarcode({
  symbology,
  data,
}: Pick<BarcodeBlock, 'symbology' | 'data'>): ChosenBarcode | undefined {
  const ean = symbology === 'product' ? eanBars(data) : undefined;
  if (ean) {
    return { symbology: data.length === 8 ? 'ean8' : data.length === 12 ? 'upca' : 'ean13', bars: ean, data };
  }
  const symbol = code128(data);
  return symbol && { symbology: 'code128', bars: symbol.bars, data };
}
