/** Text as it is compared in search: lower case, accents off, signs and runs of blanks to one blank. */
export function fold(text: string): string {
  // Nearly all names are plain ASCII, and folding a hundred thousand of them is part of every start.
  if (/^[\x20-\x7e]*$/.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
