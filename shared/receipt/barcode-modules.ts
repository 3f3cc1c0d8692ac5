import { isValidGtin } from '../barcode.ts';

/** Widths of bars and spaces in modules, beginning with a bar. */
export type BarWidths = readonly number[];

// ISO/IEC 15417, table 1: the symbol characters 0 … 105 and the stop, as widths of bar, space, bar, …
const CODE128 =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221' +
  '223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321' +
  '112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131' +
  '311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114' +
  '122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141' +
  '214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';
const CODE128_STOP = '2331112';
const [SWITCH_TO_C, START_B, START_C] = [99, 104, 105];

/**
 * What Code 128 prints for `text` (printable ASCII): `values` of the symbol characters with start and check, and
 * `escpos`, the same choice of code sets in the notation of printers. A long run of digits at the end is packed in
 * pairs, because every receipt number ends with one and 58 mm of paper is narrow. Undefined when it can't be encoded.
 */
export function code128(
  text: string,
): { bars: BarWidths; packed: boolean; head: string; pairs: number[] } | undefined {
  if (!/^[\x20-\x7e]+$/.test(text)) return undefined;
  const digits = text.match(/(?:\d\d){2,}$/)?.[0] ?? '';
  const head = text.slice(0, text.length - digits.length);
  const pairs = (digits.match(/\d\d/g) ?? []).map(Number);
  const letters = [...head].map((letter) => letter.charCodeAt(0) - 32);
  const values =
    head === ''
      ? [START_C, ...pairs]
      : [START_B, ...letters, ...(pairs.length > 0 ? [SWITCH_TO_C, ...pairs] : [])];
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103;
  const widths =
    [...values, check].map((value) => CODE128.slice(value * 6, value * 6 + 6)).join('') + CODE128_STOP;
  return { bars: [...widths].map(Number), packed: pairs.length > 0, head, pairs };
}

// GS1 General Specifications, 5.2: left odd (A), left even (B) and right (C) patterns of the digits.
const LEFT_ODD = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'];
const PARITY = [
  'AAAAAA',
  'AABABB',
  'AABBAB',
  'AABBBA',
  'ABAABB',
  'ABBAAB',
  'ABBBAA',
  'ABABAB',
  'ABABBA',
  'ABBABA',
];

/** EAN-13 (also of a UPC-A) or EAN-8; undefined when the check digit is wrong. */
export function eanBars(code: string): BarWidths | undefined {
  if (!isValidGtin(code) || code.length > 13) return undefined;
  const digits = [...(code.length === 12 ? `0${code}` : code)].map(Number);
  const odd = (digit = 0) => LEFT_ODD[digit] ?? '';
  const even = (digit = 0) => [...odd(digit)].reverse().join('');
  const short = digits.length === 8;
  const left = short ? digits.slice(0, 4) : digits.slice(1, 7);
  const parity = short ? 'AAAA' : (PARITY[digits[0] ?? 0] ?? '');
  const right = digits.slice(short ? 4 : 7);
  const widths = [
    '111',
    ...left.map((digit, index) => (parity[index] === 'B' ? even(digit) : odd(digit))),
    '11111',
    ...right.map(odd),
    '111',
  ].join('');
  return [...widths].map(Number);
}

export function modulesOf(bars: BarWidths): number {
  return bars.reduce((sum, width) => sum + width, 0);
}
