import { cellsOf } from './cells.ts';

/** Words two spaces apart stand in columns of their own: each keeps its place, whatever the width of its letters. */
export function placedWords(text: string, cellWidth: number): { text: string; x: number }[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => ({
    text: words,
    x: Math.round(cellsOf(text.slice(0, index)) * cellWidth),
  }));
}
