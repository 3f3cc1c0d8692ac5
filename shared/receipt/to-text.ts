import { toCenter } from './cells.ts';
import type { ReceiptDocument } from './document.ts';
import { layOut } from './layout.ts';

/** The document in plain letters, for messages and files: no line is wider than `columns`. */
export function toText(document: ReceiptDocument, columns: number): string {
  const lines = layOut(document, columns, { enlarge: false }).flatMap((piece): string[] => {
    switch (piece.type) {
      case 'line':
        return [piece.text.trimEnd()];
      case 'qr':
        return piece.data.length <= columns ? [toCenter(piece.data, columns)] : chunks(piece.data, columns);
      case 'cut':
        return ['', '- '.repeat(Math.floor(columns / 2)).trimEnd(), ''];
      case 'barcode':
        // A receipt says its number in words already; of a label the code is the point.
        return document.kind === 'labels' ? [toCenter(piece.data, columns).slice(0, columns)] : [];
      default:
        return [];
    }
  });
  return `${lines.join('\n').trimEnd()}\n`;
}

/** A link stays a link only whole; on paper narrower than it, it is cut without a hyphen. */
function chunks(text: string, columns: number): string[] {
  return text.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? [];
}
