import type { SaleLine } from '../sync/sale-record.ts';
import type { ItemHead, ReceiptItem } from './document.ts';
import { figure, quantityFigure, takenOff } from './figures.ts';
import type { ReceiptWords } from './words.ts';

/** The lines of a sale as items: the price before discounts, then what was taken off. */
export function saleItems(lines: readonly SaleLine[], words: ReceiptWords): ReceiptItem[] {
  return lines.map((line) => ({
    name: line.name,
    quantity: `${quantityFigure(line.quantityMilli)} ${line.unit}`.trim(),
    unitPrice: figure(line.unitPrice),
    amount: figure(line.lineTotal + line.discount),
    notes: [
      ...(line.modifiers ?? []).map(({ name, price }) =>
        price === 0 ? `+ ${name}` : `+ ${name} (${figure(price)})`,
      ),
      ...(line.note ? [line.note] : []),
    ],
    discounts: discountRows(line, words),
  }));
}

export function itemHead(words: ReceiptWords): ItemHead {
  return { item: words.item, quantity: words.quantity, unitPrice: words.unitPrice, amount: words.amount };
}

/** The parts of a discount with their own words, or one row when it has none. */
export function discountRows(
  { discount, discounts }: Pick<SaleLine, 'discount' | 'discounts'>,
  words: ReceiptWords,
): { label: string; amount: string }[] {
  if (discount === 0) return [];
  const parts = (discounts ?? []).filter(({ amount }) => amount > 0);
  // Parts that do not add up would make paper that does not.
  if (parts.reduce((sum, part) => sum + part.amount, 0) !== discount) {
    return [{ label: words.discount, amount: takenOff(discount) }];
  }
  return parts.map(({ kind, label, amount }) => ({
    label: label || (kind === 'member' ? words.memberPrice : words.discount),
    amount: takenOff(amount),
  }));
}
