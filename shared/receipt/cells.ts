const segmenter = new Intl.Segmenter('id', { granularity: 'grapheme' });

// East Asian wide and fullwidth ranges (Unicode, UAX 11), as far as names of goods and people reach.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const PICTURE = /\p{Emoji_Presentation}|\ufe0f/u;
const NOTHING_BUT_MARKS = /^[\p{M}\p{Cf}]+$/u;
const PLAIN = /^[\x20-\x7e]*$/;

/** How many columns of a fixed-width paper `text` takes: emoji and CJK two, marks none. */
export function cellsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return graphemesOf(text).reduce((sum, grapheme) => sum + graphemeCells(grapheme), 0);
}

export function graphemesOf(text: string): string[] {
  if (PLAIN.test(text)) return [...text];
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function graphemeCells(grapheme: string): number {
  if (NOTHING_BUT_MARKS.test(grapheme)) return 0;
  return PICTURE.test(grapheme) || WIDE.test(grapheme) ? 2 : 1;
}

/** One line of text without what a printer would obey or a reader be fooled by: controls, direction overrides. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\t\r\n\v\f\u2028\u2029\u00a0\u202f]/g, ' ')
    .replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu, '');
}

/** Lines of at most `width` cells, broken at spaces, within a word only when it is longer than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = text.match(/^ */)?.[0].slice(0, Math.max(0, width - 1)) ?? '';
  let empty = true;
  const push = () => {
    lines.push(line.trimEnd());
    line = '';
    empty = true;
  };
  for (const word of text.split(' ').filter(Boolean)) {
    if (!empty && cellsOf(line) + 1 + cellsOf(word) > width) push();
    if (!empty) line += ' ';
    empty = false;
    if (cellsOf(line) + cellsOf(word) <= width) {
      line += word;
      continue;
    }
    for (const grapheme of graphemesOf(word)) {
      if (cellsOf(line) + graphemeCells(grapheme) > width) push();
      line += grapheme;
      empty = false;
    }
  }
  push();
  return lines;
}

/** As `padStart`, in cells. */
export function toRight(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - cellsOf(text))) + text;
}

export function toLeft(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cellsOf(text)));
}

export function toCenter(text: string, width: number): string {
  return ' '.repeat(Math.max(0, Math.floor((width - cellsOf(text)) / 2))) + text;
}
