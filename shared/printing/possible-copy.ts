import type { ReceiptBlock, ReceiptDocument } from '../receipt/document.ts';
import { receiptWords } from '../receipt/words.ts';

/** The same paper, marked at its head and before its last part: an earlier print of it may have come out. */
export function asPossibleCopy(document: ReceiptDocument): ReceiptDocument {
  const mark: ReceiptBlock = {
    type: 'text',
    text: ` ${receiptWords(document.language).possibleCopy} `,
    align: 'center',
    bold: true,
    size: 2,
    invert: true,
  };
  const { blocks } = document;
  return { ...document, blocks: [mark, ...blocks.slice(0, -1), mark, ...blocks.slice(-1)] };
}
