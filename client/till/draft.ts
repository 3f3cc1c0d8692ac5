import { type Cart, type CartLine, emptyCart } from './cart.ts';

export interface Draft {
  saleId: string;
  cart: Cart;
}

const VERSION = 2;
const TEXTS = ['sku', 'name', 'unit', 'taxClass', 'note'] as const;
const NUMBERS = ['lineId', 'unitPrice', 'quantityMilli'] as const;

/** A cart as it is kept on the device. */
export function writeDraft(saleId: string, cart: Cart): unknown {
  return { version: VERSION, saleId, cart };
}

/**
 * Reads a kept cart, also one that the version before kept (S11); null when there is none or it is not one of ours: a
 * cart is worth less than a working till.
 */
export function readDraft(kept: unknown): Draft | null {
  const draft = kept as { version?: unknown; saleId?: unknown; cart?: Partial<Cart> } | null | undefined;
  if (draft?.version !== VERSION && draft?.version !== 1) return null;
  if (typeof draft.saleId !== 'string') return null;
  const cart: Cart = { ...emptyCart, ...draft.cart, touchedLineId: null };
  const { lines, note, label, nextLineId, approvals, parts } = cart;
  if (draft.cart?.lines === undefined || typeof nextLineId !== 'number') return null;
  if (![lines, approvals, parts].every(Array.isArray) || !lines.every(isLine)) return null;
  if (typeof note !== 'string' || typeof label !== 'string') return null;
  return { saleId: draft.saleId, cart };
}

function isLine(line: Partial<CartLine> | null): line is CartLine {
  return (
    typeof line === 'object' &&
    line !== null &&
    (line.productId === null || typeof line.productId === 'string') &&
    TEXTS.every((key) => typeof line[key] === 'string') &&
    NUMBERS.every((key) => Number.isSafeInteger(line[key]))
  );
}
