import { MAX_QUANTITY_MILLI, MILLI } from '../../../shared/money.ts';
import type { StockDocumentDraft } from '../../local/day-types.ts';
import { parseAmount } from '../parse-amount.ts';
import { formatQuantity, parseQuantity } from '../parse-quantity.ts';

export type StockWork = 'count' | 'receive' | 'waste';

export interface StockLine {
  productId: string;
  name: string;
  unit: string;
  /** as typed */
  text: string;
  /** of a delivery, as typed; may be empty */
  cost: string;
}

/** Beyond this a list is hard to check, and the record would grow large. */
export const MAX_STOCK_LINES = 500;

/**
 * The list with one scan more: `milli` of the product on its line, or a new line on top. The same list when there is no
 * room.
 */
export function withScan(
  lines: readonly StockLine[],
  product: { id: string; name: string; unit: string },
  milli: number = MILLI,
): readonly StockLine[] {
  const known = lines.find(({ productId }) => productId === product.id);
  if (!known) {
    if (lines.length >= MAX_STOCK_LINES) return lines;
    const { id: productId, name, unit } = product;
    return [{ productId, name, unit, text: formatQuantity(milli), cost: '' }, ...lines];
  }
  const now = readStockQuantity(known.text, 'count');
  const sum = (now.ok ? now.quantityMilli : 0) + milli;
  if (sum > MAX_QUANTITY_MILLI) return lines;
  // The line that was touched comes up, where eyes are.
  return [{ ...known, text: formatQuantity(sum) }, ...lines.filter((line) => line !== known)];
}

/** As typed; a count may find nothing. */
export function readStockQuantity(text: string, work: StockWork) {
  if (work === 'count' && /^\s*0+([.,]0*)?\s*$/.test(text)) return { ok: true, quantityMilli: 0 } as const;
  return parseQuantity(text);
}

/** The lines as they are stored; null while one can't be read. */
export function readLines(lines: readonly StockLine[], work: StockWork): StockDocumentDraft['lines'] | null {
  const read: StockDocumentDraft['lines'][number][] = [];
  for (const { productId, text, cost } of lines) {
    const quantity = readStockQuantity(text, work);
    if (!quantity.ok) return null;
    const price = work === 'receive' && cost.trim() !== '' ? parseAmount(cost) : null;
    if (price && !price.ok) return null;
    read.push({ productId, quantityMilli: quantity.quantityMilli, ...(price && { cost: price.amount }) });
  }
  return read;
}

/** What a reload left behind; [] when it is not one of ours. */
export function keptLines(kept: unknown): readonly StockLine[] {
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (line): line is StockLine =>
      typeof line === 'object' &&
      line !== null &&
      ['productId', 'name', 'unit', 'text', 'cost'].every((key) => typeof line[key] === 'string'),
  );
}
