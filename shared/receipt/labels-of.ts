import type { Rupiah } from '../money.ts';
import type { ReceiptDocument, ReceiptLanguage } from './document.ts';
import { figure } from './figures.ts';

export interface ShelfLabel {
  name: string;
  unit: string;
  price: Rupiah;
  /** barcode, or SKU where there is none */
  code: string;
  /** pieces of paper wanted */
  count: number;
}

const MAX_NAME = 60;

/** Labels for shelf and goods, one cut each: name, price, code. */
export function labelsOf(labels: readonly ShelfLabel[], language: ReceiptLanguage): ReceiptDocument {
  const pieces = labels.flatMap((label) => Array.from({ length: label.count }, () => label));
  return {
    kind: 'labels',
    title: 'Label',
    language,
    copy: 0,
    blocks: pieces.flatMap(({ name, unit, price, code }, index) => [
      ...(index > 0 ? [{ type: 'cut' } as const] : []),
      { type: 'text', text: shortened(name), align: 'center' },
      { type: 'text', text: `Rp ${figure(price)}`, align: 'center', bold: true, size: 2 },
      ...(unit ? [{ type: 'text', text: `/ ${unit}`, align: 'center' } as const] : []),
      { type: 'barcode', symbology: 'product', data: code },
    ]),
  };
}

/** A label has room for two lines or so; what is cut off is seen to be. */
function shortened(name: string): string {
  const letters = [...name];
  return letters.length <= MAX_NAME ? name : `${letters.slice(0, MAX_NAME - 1).join('')}…`;
}
