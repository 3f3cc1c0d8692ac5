import type { Rupiah } from '../../shared/money.ts';
import { quantityForPrice, readScaleBarcode } from '../../shared/scale-barcode/scale-barcode.ts';
import type { ScaleFormat } from '../../shared/scale-barcode/scale-format.ts';
import type { FoundProduct } from '../local/day-types.ts';
import { catalogueUnitPrice } from './catalogue-price.ts';
import type { OutletSettings } from './may-do.ts';

export type ReadCode =
  | { kind: 'products'; found: readonly FoundProduct[] }
  /** a scale's label: so much of it, or for so much */
  | { kind: 'weighed'; found: FoundProduct; quantityMilli: number; labelPrice: Rupiah | null }
  /** a scale's label that can't be right */
  | { kind: 'badLabel'; reason: 'scaleCheckDigit' | 'scaleValueZero' | 'scaleValueTooLarge' }
  | { kind: 'unknown' };

/** What a scanned code means: a product or unit with exactly this code, or else a scale's label with price or weight. */
export function readCode(
  code: string,
  findCode: (code: string) => readonly FoundProduct[],
  formats: readonly ScaleFormat[],
  priceListId: string | null,
): ReadCode {
  const found = findCode(code);
  if (found.length > 0) return { kind: 'products', found };
  const label = readScaleBarcode(code, formats);
  if (!label) return { kind: 'unknown' };
  if (!label.ok) return { kind: 'badLabel', reason: label.code };
  // Scales are programmed with or without the prefix and leading zeros.
  const spellings = [label.code, label.prefix + label.code, label.code.replace(/^0+/, '')];
  const [item] = spellings.flatMap((spelling) => findCode(spelling));
  if (!item) return { kind: 'unknown' };
  if (label.quantityMilli !== null)
    return { kind: 'weighed', found: item, quantityMilli: label.quantityMilli, labelPrice: null };
  const unitPrice = catalogueUnitPrice(item.product, item.unit, priceListId);
  const quantityMilli = quantityForPrice(label.price, unitPrice);
  return { kind: 'weighed', found: item, quantityMilli, labelPrice: label.price };
}

/** How this outlet's scales write their labels. */
export function scaleFormats(settings: OutletSettings): readonly ScaleFormat[] {
  return settings.scaleBarcode?.formats ?? [];
}
