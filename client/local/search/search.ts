import UFuzzy from '@leeoniya/ufuzzy';
import { Best } from './best.ts';
import { fold } from './fold.ts';

/** One slip within a word: a letter wrong, missing, too many or swapped with its neighbour. */
const forgiving = new UFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });
const MIN_FORGIVEN = 3;

const EXACT_CODE = 0;
const PREFIX_OF_NAME = 1;
const PREFIX_OF_WORD = 2;
const MIDDLE = 3;
const CODE = 4;

/** What is searched of one product: its folded name, a line break, then SKU and barcodes, each between blanks. */
export function searchText(name: string, codes: readonly string[]): string {
  let text = `${fold(name)}\n `;
  for (const code of codes) text += `${code.toLowerCase()} `;
  return text;
}

/**
 * Indexes of the best `limit` of `texts` (made by `searchText`) that are `wanted`. Every word of the query must be found,
 * in the middle of a word too; the order is exact SKU or barcode, start of the name, start of a word, middle, part of a
 * code, then by name. Only when nothing is found one typo a word is forgiven.
 */
export function search(
  texts: readonly string[],
  wanted: (index: number) => boolean,
  query: string,
  limit: number,
): readonly number[] {
  const folded = fold(query);
  const words = folded === '' ? [] : folded.split(' ');
  if (words.length === 0 && query.trim() !== '') return [];
  // A code may hold signs that folding takes away, so it is compared as typed.
  const exact = words.length === 0 ? '' : ` ${query.trim().toLowerCase()} `;
  const best = new Best(limit, texts);
  let found = false;
  for (let index = 0; index < texts.length; index += 1) {
    const text = texts[index] ?? '';
    if (!holdsAll(text, words) || !wanted(index)) continue;
    found = true;
    best.add(index, scoreOf(text, words, exact));
  }
  if (!found && folded.length >= MIN_FORGIVEN && /\p{L}/u.test(folded)) {
    for (const index of forgiving.filter(texts as string[], folded) ?? []) {
      if (!wanted(index)) continue;
      best.add(index, texts[index]?.[0] === folded[0] ? PREFIX_OF_NAME : MIDDLE);
    }
  }
  return best.indexes();
}

function holdsAll(text: string, words: readonly string[]): boolean {
  for (let i = 0; i < words.length; i += 1) if (!text.includes(words[i] ?? '')) return false;
  return true;
}

/** The word found worst counts; that the name starts with it is asked of the first word only. */
function scoreOf(text: string, words: readonly string[], exact: string): number {
  if (exact === '') return PREFIX_OF_NAME;
  const nameEnd = text.indexOf('\n');
  if (text.indexOf(exact, nameEnd) > 0) return EXACT_CODE;
  let score = PREFIX_OF_NAME;
  for (let i = 0; i < words.length; i += 1) {
    const found = scoreOfWord(text, words[i] ?? '', nameEnd);
    score = Math.max(score, i > 0 && found === PREFIX_OF_WORD ? PREFIX_OF_NAME : found);
  }
  return score;
}

function scoreOfWord(text: string, word: string, nameEnd: number): number {
  const at = text.indexOf(word);
  if (at === 0) return PREFIX_OF_NAME;
  if (at >= nameEnd) return CODE;
  const atWord = text.charCodeAt(at - 1) === 32 ? at : text.indexOf(` ${word}`);
  return atWord >= 0 && atWord < nameEnd ? PREFIX_OF_WORD : MIDDLE;
}
