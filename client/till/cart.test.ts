import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_QUANTITY_MILLI } from '../../shared/money.ts';
import { type Cart, type CartAction, cartTotal, changeCart, countItems, emptyCart } from './cart.ts';

const noodles = {
  productId: 'p1',
  sku: 'MIE-1',
  name: 'Mi goreng',
  unit: 'pcs',
  unitPrice: 3_500,
  taxClass: 'standard',
} as const;
const rice = { ...noodles, productId: 'p2', sku: 'BRS', name: 'Beras', unit: 'kg', unitPrice: 14_999 };

const cartAfter = (...actions: CartAction[]) => actions.reduce(changeCart, emptyCart);
const add = (product = noodles as typeof rice): CartAction => ({ type: 'add', product });

describe('cart', () => {
  test('five scans of one product are one line of five', () => {
    const cart = cartAfter(add(), add(), add(), add(), add());
    expect(cart.lines).toHaveLength(1);
    expect(cart.lines[0]?.quantityMilli).toBe(5_000);
    expect(countItems(cart)).toBe(5);
  });

  test('M1 half a kilo costs half, rounded to the rupiah', () => {
    const cart = cartAfter(add(rice), { type: 'setQuantity', lineId: 1, quantityMilli: 500 });
    expect(cartTotal(cart)).toBe(7_500);
    expect(countItems(cart)).toBe(1);
  });

  test.each([0, -1_000, 0.5, Number.NaN, MAX_QUANTITY_MILLI + 1])(
    'a quantity of %d changes nothing',
    (bad) => {
      const cart = cartAfter(add());
      expect(changeCart(cart, { type: 'setQuantity', lineId: 1, quantityMilli: bad })).toBe(cart);
    },
  );

  test('adding over the largest quantity changes nothing', () => {
    const full = cartAfter(add(), { type: 'setQuantity', lineId: 1, quantityMilli: MAX_QUANTITY_MILLI });
    expect(changeCart(full, add())).toBe(full);
  });

  test('a new price opens a new line: what was scanned keeps its price', () => {
    const cart = cartAfter(add(), add({ ...noodles, unitPrice: 4_000 } as typeof rice));
    expect(cart.lines.map((line) => line.unitPrice)).toEqual([3_500, 4_000]);
  });

  test('a line with a note takes no more pieces', () => {
    const cart = cartAfter(add(), { type: 'noteLine', lineId: 1, note: 'pedas' }, add());
    expect(cart.lines.map((line) => line.note)).toEqual(['pedas', '']);
  });

  test('a removed line comes back to its place, once', () => {
    const cart = cartAfter(add(), add(rice));
    const line = cart.lines[0];
    if (!line) throw new Error('no line');
    const removed = changeCart(cart, { type: 'remove', lineId: line.lineId });
    expect(removed.lines.map((l) => l.sku)).toEqual(['BRS']);
    const back = changeCart(removed, { type: 'putBack', line, index: 0 });
    expect(back.lines.map((l) => l.sku)).toEqual(['MIE-1', 'BRS']);
    expect(changeCart(back, { type: 'putBack', line, index: 0 })).toBe(back);
  });

  test('line ids go on counting after a clear', () => {
    const cart = cartAfter(add(), { type: 'clear' }, add(rice));
    expect(cart.lines[0]?.lineId).toBe(2);
  });

  test('whatever happens, ids are unique and quantities are storable', () => {
    const action = fc.oneof(
      fc.constantFrom(add(), add(rice)),
      fc.record({
        type: fc.constant('setQuantity' as const),
        lineId: fc.integer({ min: 1, max: 6 }),
        quantityMilli: fc.oneof(fc.integer(), fc.double()),
      }),
      fc.record({ type: fc.constant('remove' as const), lineId: fc.integer({ min: 1, max: 6 }) }),
      fc.record({
        type: fc.constant('noteLine' as const),
        lineId: fc.integer({ min: 1, max: 6 }),
        note: fc.string({ unit: 'binary', maxLength: 400 }),
      }),
      fc.constant<CartAction>({ type: 'clear' }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const cart: Cart = actions.reduce(changeCart, emptyCart);
        const ids = cart.lines.map((line) => line.lineId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const line of cart.lines) {
          expect(Number.isSafeInteger(line.quantityMilli) && line.quantityMilli >= 1).toBe(true);
          expect(line.quantityMilli).toBeLessThanOrEqual(MAX_QUANTITY_MILLI);
          expect(line.note.isWellFormed() && line.note.length <= 300).toBe(true);
        }
      }),
    );
  });
});
