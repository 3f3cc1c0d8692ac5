import { cellsOf, graphemesOf } from './cells.ts';

/** Code pages that nearly every receipt printer has. More of them would print as garbage on cheap ones. */
export const CODE_PAGES = ['cp437', 'cp858', 'windows1252'] as const;
export type CodePage = (typeof CODE_PAGES)[number];

// Upper halves. Left out: what a page keeps below 32 (bullet, paragraph, section), which would go out as a control
// byte, and the soft hyphen.
const LETTERS: Record<CodePage, string> = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■',
  cp858: 'øØ×®ÁÂÀ©ãÃ¤ðÐÊËÈ€ÍÎÏ¦ÌÓÔÒõÕþÞÚÛÙýÝ¯´‗¾¸¨¹³',
  windows1252: '€‚„…†‡ˆ‰Š‹ŒŽ‘’“”–—˜™š›œžŸ',
};

/** What says the same in letters every printer has. */
const PLAIN: Record<string, string> = {
  '•': '*',
  '‣': '*',
  '▪': '*',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '✓': 'v',
  '✔': 'v',
  '✗': 'x',
  '→': '->',
  '′': "'",
  '″': '"',
  '⁄': '/',
};
const PLAIN_PUNCTUATION: Record<string, string> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '×': 'x',
};

/** Tells what a printer with these code pages can print as text. */
export function printableWith(codePages: readonly CodePage[]) {
  const known = new Set(codePages.flatMap((page) => [...LETTERS[page]]));
  const isKnown = (letter: string) => /^[\x20-\x7e]$/.test(letter) || known.has(letter);
  return {
    isPrintable: (text: string) => [...text].every(isKnown),
    /** The same text, the same columns, with plain signs for those that the pages lack. */
    plainer(text: string): string {
      const replaced = [...text].map((letter) => {
        if (isKnown(letter)) return letter;
        const plain = PLAIN[letter] ?? PLAIN_PUNCTUATION[letter];
        // A longer stand-in would move what follows out of its column.
        return plain?.length === 1 ? plain : letter;
      });
      return replaced.join('');
    },
    /** For printers that print no pictures: what can't be said is seen to be missing. */
    marked: (text: string) =>
      graphemesOf(text)
        .map((part) => ([...part].every(isKnown) ? part : '?'.repeat(cellsOf(part))))
        .join(''),
  };
}
