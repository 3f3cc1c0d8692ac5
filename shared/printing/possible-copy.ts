import type { ReceiptBlock, ReceiptDocument } from '../receipt/document.ts';
import { receiptWords } from '../receipt/words.ts';

/** The same paper, marked at both ends: an earlier print of it may have come out, whole or in part. */
export function asPossibleCopy(document: ReceiptDocument): ReceiptDocument {
  const mark: ReceiptBlock = {
    type: 'text',
    text: ` ${receiptWords(document.language).possibleCopy} `,
    align: 'center',
    bold: true,
    size: 2,
    invert: true,
  };
  return { ...document, blocks: [mark, ...document.blocks, mark] };
}
