import { expect, test } from 'vitest';
import { changeCart, emptyCart } from './cart.ts';
import { readDraft, writeDraft } from './draft.ts';

const product = {
  productId: 'p1',
  sku: 'MIE-1',
  name: 'Mi goreng',
  unit: 'pcs',
  unitPrice: 3_500,
  taxClass: 'standard',
} as const;

test('a kept cart is read back as it was', () => {
  const cart = changeCart(emptyCart, { type: 'add', product });
  const kept = structuredClone(writeDraft('s1', cart));
  expect(readDraft(kept)).toEqual({ saleId: 's1', cart: { ...cart, touchedLineId: null } });
});

test.each([
  undefined,
  null,
  'cart',
  {},
  { version: 3, saleId: 's1', cart: emptyCart },
  { version: 1, saleId: 's1' },
  { version: 1, saleId: 's1', cart: { ...emptyCart, lines: [null] } },
  { version: 1, saleId: 's1', cart: { ...emptyCart, lines: [{ lineId: 1, unitPrice: 1.5 }] } },
])('%j is no cart of ours', (kept) => {
  expect(readDraft(kept)).toBeNull();
});

test('S11 a cart kept by the version before is read', () => {
  const { lines } = changeCart(emptyCart, { type: 'add', product });
  const kept = { version: 1, saleId: 's1', cart: { lines, note: '', nextLineId: 2, touchedLineId: 1 } };
  expect(readDraft(kept)?.cart).toEqual({ ...emptyCart, lines, nextLineId: 2 });
});
