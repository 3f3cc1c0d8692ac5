import { gtinCheckDigit } from '../barcode.ts';
import { MAX_QUANTITY_MILLI, MILLI, type Rupiah, scaleRounded } from '../money.ts';
import type { ScaleFormat } from './scale-format.ts';

export type ScaleBarcode =
  | { ok: true; code: string; prefix: string; quantityMilli: number; price: null }
  | { ok: true; code: string; prefix: string; quantityMilli: null; price: Rupiah }
  /** the label was misread; the scale printed nothing */
  | { ok: false; code: 'scaleCheckDigit' | 'scaleValueZero' | 'scaleValueTooLarge' };

/** What a scale's label says; null when `scanned` is no such label and is to be looked up as it is. */
export function readScaleBarcode(scanned: string, formats: readonly ScaleFormat[]): ScaleBarcode | null {
  // A scanner that speaks UPC-A drops the leading zero of 02.
  const digits = /^2\d{11}$/.test(scanned) ? `0${scanned}` : scanned;
  if (!/^\d{13}$/.test(digits)) return null;
  const found = longestPrefix(digits, formats);
  if (!found) return null;
  const { prefix, format } = found;
  if (gtinCheckDigit(digits.slice(0, 12)) !== Number(digits[12]))
    return { ok: false, code: 'scaleCheckDigit' };
  const code = digits.slice(prefix.length, prefix.length + format.itemDigits);
  const value = Number(digits.slice(12 - format.valueDigits, 12)) * format.perDigit;
  if (value === 0) return { ok: false, code: 'scaleValueZero' };
  if (format.value === 'price') return { ok: true, code, prefix, quantityMilli: null, price: value };
  if (value > MAX_QUANTITY_MILLI) return { ok: false, code: 'scaleValueTooLarge' };
  return { ok: true, code, prefix, quantityMilli: value, price: null };
}

/** How much a label's price bought, for the stock; the label's price itself stays what is charged. */
export function quantityForPrice(price: Rupiah, unitPrice: Rupiah): number {
  if (unitPrice <= 0) return MILLI;
  return Math.min(Math.max(scaleRounded(price, MILLI, unitPrice), 1), MAX_QUANTITY_MILLI);
}

function longestPrefix(digits: string, formats: readonly ScaleFormat[]) {
  let best: { prefix: string; format: ScaleFormat } | undefined;
  for (const format of formats) {
    for (const prefix of format.prefixes) {
      if (digits.startsWith(prefix) && prefix.length > (best?.prefix.length ?? 0)) best = { prefix, format };
    }
  }
  return best;
}
