import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_QUANTITY_MILLI } from '../../shared/money.ts';
import { priceCart } from '../../shared/pricing/price-cart.ts';
import { type Cart, type CartAction, changeCart, countItems, emptyCart } from './cart.ts';
import { cartToPrice } from './price-of-cart.ts';

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

const totalOf = (cart: Cart) => priceCart(cartToPrice(cart, { at: 0, role: 'cashier' })).total;

describe('cart', () => {
  test('five scans of one product are one line of five', () => {
    const cart = cartAfter(add(), add(), add(), add(), add());
    expect(cart.lines).toHaveLength(1);
    expect(cart.lines[0]?.quantityMilli).toBe(5_000);
    expect(countItems(cart)).toBe(5);
  });

  test('M1 half a kilo costs half, rounded to the rupiah', () => {
    const cart = cartAfter(add(rice), { type: 'setQuantity', lineId: 1, quantityMilli: 500 });
    expect(totalOf(cart)).toBe(7_500);
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

  test('a line splits in two that cost the same together', () => {
    const cart = cartAfter(
      add(),
      { type: 'setQuantity', lineId: 1, quantityMilli: 5_000 },
      { type: 'changeLine', lineId: 1, change: { discount: { kind: 'percent', rateBp: 1_000 } } },
      { type: 'split', lineId: 1, quantityMilli: 2_000 },
    );
    expect(cart.lines.map((line) => line.quantityMilli)).toEqual([3_000, 2_000]);
    expect(totalOf(cart)).toBe(15_750);
  });

  test.each([0, -1, 5_000, 6_000, 1.5])('a split of %d from five changes nothing', (quantityMilli) => {
    const cart = cartAfter(add(), { type: 'setQuantity', lineId: 1, quantityMilli: 5_000 });
    expect(changeCart(cart, { type: 'split', lineId: 1, quantityMilli })).toBe(cart);
  });

  test('a split leaves an amount of discount on one part only', () => {
    const cart = cartAfter(
      add(),
      { type: 'setQuantity', lineId: 1, quantityMilli: 4_000 },
      { type: 'changeLine', lineId: 1, change: { discount: { kind: 'amount', amount: 1_000 } } },
      { type: 'split', lineId: 1, quantityMilli: 2_000 },
    );
    expect(totalOf(cart)).toBe(13_000);
  });

  test('modifiers are in the price of their line, and keep it apart', () => {
    const egg = { optionId: 'o1', name: 'Telur', price: 4_000 };
    const cart = cartAfter(
      add(),
      { type: 'add', product: noodles, choices: { modifiers: [egg] } },
      { type: 'setQuantity', lineId: 2, quantityMilli: 2_000 },
      add(),
    );
    expect(cart.lines.map((line) => line.quantityMilli)).toEqual([2_000, 2_000]);
    expect(totalOf(cart)).toBe(2 * 3_500 + 2 * 7_500);
  });

  test('a scale label says what the line costs, until another quantity is typed', () => {
    const product = { ...rice, unitPrice: 20_000 };
    const cart = cartAfter({ type: 'add', product, quantityMilli: 523, choices: { labelPrice: 10_450 } });
    expect(totalOf(cart)).toBe(10_450);
    expect(totalOf(changeCart(cart, { type: 'setQuantity', lineId: 1, quantityMilli: 500 }))).toBe(10_000);
  });

  test('another price list changes what the catalogue asks, not what was decided by hand', () => {
    const cart = cartAfter(add(), add(rice), { type: 'changeLine', lineId: 2, change: { charged: 10_000 } });
    const prices = new Map([
      [1, 4_200],
      [2, 18_000],
    ]);
    const order = { orderType: 'delivery', priceListId: 'app' } as const;
    const next = changeCart(cart, { type: 'order', order, prices });
    expect(next.orderType).toBe('delivery');
    expect(totalOf(next)).toBe(4_200 + 10_000);
  });

  test('an approval ends with what it approved', () => {
    const approval = { action: 'discountOverLimit', lineId: 1, approvedBy: 'm1' };
    const cart = cartAfter(add(), { type: 'approve', approvals: [approval] });
    const deeper = { discount: { kind: 'percent', rateBp: 9_000 } } as const;
    expect(changeCart(cart, { type: 'changeLine', lineId: 1, change: deeper }).approvals).toEqual([]);
    expect(changeCart(cart, { type: 'changeLine', lineId: 1, change: { note: 'x' } }).approvals).toEqual([
      approval,
    ]);
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
