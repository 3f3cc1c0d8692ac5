import type { Cart, CartLine } from './cart.ts';

export interface Draft {
  saleId: string;
  cart: Cart;
}

const VERSION = 1;
const TEXTS = ['productId', 'sku', 'name', 'unit', 'taxClass', 'note'] as const;
const NUMBERS = ['lineId', 'unitPrice', 'quantityMilli'] as const;

/** A cart as it is kept on the device. */
export function writeDraft(saleId: string, cart: Cart): unknown {
  return { version: VERSION, saleId, cart };
}

/** Reads a kept cart; null when there is none or it is not one of ours: a cart is worth less than a working till. */
export function readDraft(kept: unknown): Draft | null {
  const draft = kept as { version?: unknown; saleId?: unknown; cart?: Partial<Cart> } | null | undefined;
  if (draft?.version !== VERSION || typeof draft.saleId !== 'string') return null;
  const { lines, note, nextLineId } = draft.cart ?? {};
  if (!Array.isArray(lines) || !lines.every(isLine) || typeof note !== 'string') return null;
  if (typeof nextLineId !== 'number') return null;
  return { saleId: draft.saleId, cart: { lines, note, nextLineId, touchedLineId: null } };
}

function isLine(line: Partial<CartLine> | null): line is CartLine {
  return (
    typeof line === 'object' &&
    line !== null &&
    TEXTS.every((key) => typeof line[key] === 'string') &&
    NUMBERS.every((key) => Number.isSafeInteger(line[key]))
  );
}
