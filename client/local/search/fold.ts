/** Something to change in a lower-case text: a sign, a letter beyond ASCII, a blank too many. */
const UNCLEAN = /[^a-z0-9 ]| {2}|^ | $/;
const BEYOND_ASCII = /[^\x20-\x7e]/;

/** Text as it is compared in search: lower case, accents off, signs and runs of blanks to one blank. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most names are clean, and folding a hundred thousand of them is part of every start.
  if (!UNCLEAN.test(lower)) return lower;
  const plain = BEYOND_ASCII.test(lower)
    ? lower
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
    : lower;
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
