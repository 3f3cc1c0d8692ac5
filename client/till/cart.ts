import { MAX_QUANTITY_MILLI, MILLI, type Rupiah } from '../../shared/money.ts';
import { priceCart } from '../../shared/pricing/price-cart.ts';
import type { TaxClass } from '../../shared/sync/sale-record.ts';

/** What a line keeps of a product: name and price stay as they were when it was added. */
export interface CartProduct {
  productId: string;
  sku: string;
  name: string;
  unit: string;
  unitPrice: Rupiah;
  taxClass: TaxClass;
}

export interface CartLine extends CartProduct {
  /** unique within the cart; never used again */
  lineId: number;
  quantityMilli: number;
  note: string;
}

/** What the customer is about to buy. Plain data, so that it can be kept on the device and read back. */
export interface Cart {
  lines: CartLine[];
  note: string;
  nextLineId: number;
  /** the line that was added or changed last */
  touchedLineId: number | null;
}

export type CartAction =
  | { type: 'add'; product: CartProduct; quantityMilli?: number }
  | { type: 'setQuantity'; lineId: number; quantityMilli: number }
  | { type: 'remove'; lineId: number }
  | { type: 'putBack'; line: CartLine; index: number }
  | { type: 'noteLine'; lineId: number; note: string }
  | { type: 'note'; note: string }
  | { type: 'select'; lineId: number | null }
  | { type: 'clear' }
  | { type: 'restore'; cart: Cart };

export const MAX_CART_LINES = 1_000;
export const MAX_NOTE_LENGTH = 300;

export const emptyCart: Cart = { lines: [], note: '', nextLineId: 1, touchedLineId: null };

/** The next cart. A quantity outside 0,001 … the largest, or a line too many, leaves it as it was. */
export function changeCart(cart: Cart, action: CartAction): Cart {
  switch (action.type) {
    case 'add':
      return add(cart, action.product, action.quantityMilli ?? MILLI);
    case 'setQuantity':
      if (!isQuantity(action.quantityMilli)) return cart;
      return changeLine(cart, action.lineId, { quantityMilli: action.quantityMilli });
    case 'remove':
      return {
        ...cart,
        lines: cart.lines.filter((line) => line.lineId !== action.lineId),
        touchedLineId: cart.touchedLineId === action.lineId ? null : cart.touchedLineId,
      };
    case 'putBack':
      if (cart.lines.some((line) => line.lineId === action.line.lineId)) return cart;
      return {
        ...cart,
        lines: cart.lines.toSpliced(action.index, 0, action.line),
        nextLineId: Math.max(cart.nextLineId, action.line.lineId + 1),
        touchedLineId: action.line.lineId,
      };
    case 'noteLine':
      return changeLine(cart, action.lineId, { note: cutNote(action.note) });
    case 'note':
      return { ...cart, note: cutNote(action.note) };
    case 'select':
      return { ...cart, touchedLineId: action.lineId };
    case 'clear':
      // Ids go on counting, so that an undo from before can't hit a new line.
      return { ...emptyCart, nextLineId: cart.nextLineId };
    case 'restore':
      return { ...action.cart, nextLineId: Math.max(cart.nextLineId, action.cart.nextLineId) };
  }
}

/** Rupiah of the whole cart, by the one engine (M5). */
export function cartTotal(cart: Cart): Rupiah {
  return priceCart(cart.lines).total;
}

/** Whole pieces count by their number, a weighed line counts once. */
export function countItems(cart: Cart): number {
  return cart.lines.reduce(
    (sum, { quantityMilli }) => sum + (quantityMilli % MILLI === 0 ? quantityMilli / MILLI : 1),
    0,
  );
}

export function isEmpty(cart: Cart): boolean {
  return cart.lines.length === 0;
}

/** The same product at the same price joins its line, unless that line carries a note of its own. */
function add(cart: Cart, product: CartProduct, quantityMilli: number): Cart {
  const same = cart.lines.find(
    (line) =>
      line.productId === product.productId &&
      line.unitPrice === product.unitPrice &&
      line.unit === product.unit &&
      line.note === '',
  );
  if (same) {
    const sum = same.quantityMilli + quantityMilli;
    return isQuantity(sum) ? changeLine(cart, same.lineId, { quantityMilli: sum }) : cart;
  }
  if (cart.lines.length >= MAX_CART_LINES || !isQuantity(quantityMilli)) return cart;
  const { productId, sku, name, unit, unitPrice, taxClass } = product;
  const line = { productId, sku, name, unit, unitPrice, taxClass };
  return {
    ...cart,
    lines: [...cart.lines, { ...line, lineId: cart.nextLineId, quantityMilli, note: '' }],
    nextLineId: cart.nextLineId + 1,
    touchedLineId: cart.nextLineId,
  };
}

function changeLine(cart: Cart, lineId: number, change: Partial<CartLine>): Cart {
  if (!cart.lines.some((line) => line.lineId === lineId)) return cart;
  return {
    ...cart,
    lines: cart.lines.map((line) => (line.lineId === lineId ? { ...line, ...change } : line)),
    touchedLineId: lineId,
  };
}

function isQuantity(quantityMilli: number): boolean {
  return Number.isSafeInteger(quantityMilli) && quantityMilli >= 1 && quantityMilli <= MAX_QUANTITY_MILLI;
}

function cutNote(note: string): string {
  // A cut through a surrogate pair would make the record unstorable.
  return note.replaceAll('\u0000', '').slice(0, MAX_NOTE_LENGTH).toWellFormed().trimStart();
}
