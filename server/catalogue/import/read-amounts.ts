import { MAX_PRICE } from '../../../shared/catalogue/product-limits.ts';
import { MAX_QUANTITY_MILLI, MILLI } from '../../../shared/money.ts';

export type AmountProblem = 'priceNotNumber' | 'priceNegative' | 'priceFraction' | 'priceTooHigh';
export type ReadPrice = { amount: number } | { problem: AmountProblem };

/**
 * A price as people write it, in integer rupiah: `17000`, `17.000`, `Rp 17.000`, `17.000,00`, `17,000.00`, `17.000,-`.
 * Three digits behind a single mark are thousands, since nobody prices in thousandths of a rupiah.
 */
export function readPrice(written: string): ReadPrice {
  const bare = written
    .replace(/^(-?)\s*(rp|idr)\.?\s*/i, '$1')
    .replace(/[\s\u00a0]/g, '')
    .replace(/[.,]-+$/, '');
  const negative = /^[-\u2212]/.test(bare) || /^\(.*\)$/.test(bare);
  const number = bare.replace(/^[-+\u2212]/, '').replace(/^\((.*)\)$/, '$1');
  const match =
    /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/.exec(number) ??
    /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(number);
  // `17,000` matches the first pattern as 17 and a fraction: a whole group of three means thousands.
  const grouped = /^(?!0)\d{1,3}(?:,\d{3})+$/.test(number);
  if (!match?.[1]) return { problem: 'priceNotNumber' };
  const whole = (grouped ? number : match[1]).replace(/[.,]/g, '');
  const fraction = grouped ? '' : (match[2] ?? '');
  const amount = Number(whole);
  if (negative && (amount > 0 || /[1-9]/.test(fraction))) return { problem: 'priceNegative' };
  if (/[1-9]/.test(fraction)) return { problem: 'priceFraction' };
  if (!Number.isSafeInteger(amount) || amount > MAX_PRICE) return { problem: 'priceTooHigh' };
  return { amount };
}

/** A stock figure in thousandths of the unit: `12`, `1.200` (twelve hundred), `0,5`, `2.25`, `-3`; null when it is none. */
export function readQuantityMilli(written: string): number | null {
  const bare = written.replace(/[\s\u00a0]/g, '');
  const negative = /^[-\u2212]/.test(bare);
  const number = bare.replace(/^[-+\u2212]/, '');
  const grouped = /^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$/.test(number);
  const match = grouped
    ? [number, number.replace(/[.,]/g, ''), '']
    : (/^([1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(\d+))?$/.exec(number) ??
      /^([1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(number));
  if (!match?.[1]) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > 3) return null;
  const milli = Number(match[1].replace(/[.,]/g, '')) * MILLI + Number(fraction.padEnd(3, '0'));
  if (milli > MAX_QUANTITY_MILLI) return null;
  return negative ? -milli || 0 : milli;
}

/** The way back: thousandths to `12` or `0,5`. */
export function writeQuantity(milli: number): string {
  const whole = Math.trunc(Math.abs(milli) / MILLI);
  const fraction = String(Math.abs(milli) % MILLI)
    .padStart(3, '0')
    .replace(/0+$/, '');
  // Three digits would read as thousands.
  const unmistakable = fraction.length === 3 ? `${fraction}0` : fraction;
  return `${milli < 0 ? '-' : ''}${whole}${fraction ? `,${unmistakable}` : ''}`;
}
