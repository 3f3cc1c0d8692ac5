import UFuzzy from '@leeoniya/ufuzzy';
import { Best } from './best.ts';
import { fold } from './fold.ts';

/** What search needs of the catalogue: parallel arrays by product index. */
export interface Haystack {
  /** folded names */
  names: readonly string[];
  /** SKU and barcodes, lower case, each between blanks */
  codes: readonly string[];
  /** whether the product is sold, and in the wanted category */
  wanted: (index: number) => boolean;
}

const FEW = 1;
/** One slip within a word (a letter wrong, missing, doubled or swapped), words in any place, in this order. */
const forgiving = new UFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });

const EXACT_CODE = 0;
const PREFIX_OF_NAME = 1;
const PREFIX_OF_WORD = 2;
const MIDDLE = 3;
const CODE = 4;

/**
 * Indexes of the best `limit` matches. Every word of the query must be found, in the middle of a word too; the order is
 * exact SKU or barcode, start of the name, start of a word, middle, part of a code, then by name. Only when nothing
 * is found one typo a word is forgiven.
 */
export function search({ names, codes, wanted }: Haystack, query: string, limit: number): readonly number[] {
  const folded = fold(query);
  const words = folded === '' ? [] : folded.split(' ');
  const exact = query.trim().toLowerCase();
  const exactCode = ` ${exact} `;
  const best = new Best(limit, names);
  let found = 0;
  for (let index = 0; index < names.length; index += 1) {
    const score = scoreOf(names[index] ?? '', codes[index] ?? '', words, exactCode);
    if (score < 0 || !wanted(index)) continue;
    found += 1;
    best.add(index, score);
  }
  if (found < FEW && folded.length >= 3) forgive(names, wanted, folded, best);
  return best.indexes();
}

/** -1: no match. Worst word counts, except that the first one decides about the start of the name. */
function scoreOf(name: string, codes: string, words: readonly string[], exactCode: string): number {
  let score = PREFIX_OF_NAME;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const at = name.indexOf(word);
    let wordScore: number;
    if (at === 0) wordScore = PREFIX_OF_NAME;
    else if (at > 0) {
      wordScore = name.charCodeAt(at - 1) === 32 || name.includes(` ${word}`) ? PREFIX_OF_WORD : MIDDLE;
      if (i > 0 && wordScore === PREFIX_OF_WORD) wordScore = PREFIX_OF_NAME;
    } else if (codes.includes(word)) wordScore = CODE;
    else return codes.includes(exactCode) ? EXACT_CODE : -1;
    if (wordScore > score) score = wordScore;
  }
  // A code may hold signs that folding takes away, so it is compared as typed.
  return exactCode.length > 2 && codes.includes(exactCode) ? EXACT_CODE : score;
}

function forgive(
  names: readonly string[],
  wanted: (index: number) => boolean,
  folded: string,
  best: Best,
): void {
  const hits = forgiving.filter(names as string[], folded) ?? [];
  const start = folded.slice(0, 1);
  for (const index of hits) {
    if (wanted(index)) best.add(index, names[index]?.startsWith(start) ? PREFIX_OF_NAME : MIDDLE);
  }
}
