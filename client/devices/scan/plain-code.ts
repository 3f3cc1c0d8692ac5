import { isValidGtin } from '../../../shared/barcode.ts';

/** What a keyboard or a serial line carries for the separator of GS1 (FNC1). */
const GROUP_SEPARATOR = '\x1d';

// GS1 General Specifications, 7.8: element strings of a fixed length, by the first two digits of their identifier.
const FIXED: Record<string, number> = { '00': 20, '01': 16, '02': 16, '20': 4 };
for (const date of [11, 12, 13, 15, 16, 17]) FIXED[date] = 8;
for (const measure of [31, 32, 33, 34, 35, 36]) FIXED[measure] = 10;

/**
 * The code as a catalogue keeps it: without the scanner's symbology identifier (ISO/IEC 15424), a GS1 element string
 * reduced to its GTIN (AI 01), UPC-A and EAN-13 in the spelling that `isKnown`. What is known as it is stays so.
 */
export function plainCode(scanned: string, isKnown: (code: string) => boolean): string {
  if (isKnown(scanned)) return scanned;
  const identifier = /^\][A-Za-z]\d/.exec(scanned)?.[0] ?? '';
  const text = scanned.slice(identifier.length);
  const gtin = gtinOf(text) ?? text;
  if (!isValidGtin(gtin) || gtin.length < 12) return gtin;
  const digits = gtin.padStart(14, '0');
  const spellings = [0, 1, 2, 6].map((zeros) =>
    /^0*$/.test(digits.slice(0, zeros)) ? digits.slice(zeros) : '',
  );
  const known = spellings.find((spelling) => spelling !== '' && isKnown(spelling));
  return known ?? (gtin === text || !gtin.startsWith('0') ? gtin : gtin.slice(1));
}

/** The GTIN in `(01)…`, in the element strings after FNC1, or in what a scanner leaves of them; undefined: none. */
function gtinOf(text: string): string | undefined {
  const bracketed = /\(01\)(\d{14})/.exec(text)?.[1];
  if (bracketed && isValidGtin(bracketed)) return bracketed;
  for (let part of text.split(GROUP_SEPARATOR)) {
    for (
      let length = FIXED[part.slice(0, 2)];
      length && part.length >= length;
      length = FIXED[part.slice(0, 2)]
    ) {
      const gtin = part.slice(2, 16);
      if (part.startsWith('01') && isValidGtin(gtin) && length === 16) return gtin;
      part = part.slice(length);
    }
  }
  return undefined;
}
