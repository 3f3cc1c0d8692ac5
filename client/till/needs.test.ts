import { expect, test } from 'vitest';
import { priceCart } from '../../shared/pricing/price-cart.ts';
import type { Role } from '../../shared/roles.ts';
import { type Cart, type CartAction, changeCart, emptyCart } from './cart.ts';
import { judgeCart, newNeeds } from './needs.ts';
import { cartToPrice } from './price-of-cart.ts';

const product = {
  productId: 'p1',
  sku: 'KOPI',
  name: 'Kopi',
  unit: 'pcs',
  unitPrice: 10_000,
  taxClass: 'standard',
} as const;
const settings = { discountLimits: { cashier: { maxBp: 1_000 } } };
const cartAfter = (...actions: CartAction[]) =>
  [{ type: 'add', product } as CartAction, ...actions].reduce(changeCart, emptyCart);
const judge = (cart: Cart, role: Role = 'cashier', may: string[] = ['discountLine', 'discountCart']) =>
  judgeCart(cart, priceCart(cartToPrice(cart, { at: 0, role }), settings), (action) => may.includes(action));

test('a plain sale needs nobody', () => {
  expect(judge(cartAfter())).toEqual({ refused: null, needs: [] });
});

test('a discount over the limit needs somebody, and only until somebody agreed', () => {
  const discount = { kind: 'percent', rateBp: 2_000 } as const;
  const cart = cartAfter({ type: 'changeLine', lineId: 1, change: { discount } });
  const { needs } = judge(cart);
  expect(needs).toContainEqual({ action: 'discountOverLimit', lineId: 1 });
  const approvals = needs.map((need) => ({ ...need, approvedBy: 'm1' }));
  expect(judge(changeCart(cart, { type: 'approve', approvals })).needs).toEqual([]);
  expect(judge(cart, 'manager').needs).toEqual([]);
});

test('another price needs one permission, nothing to pay a second', () => {
  const charge = (charged: number) => cartAfter({ type: 'changeLine', lineId: 1, change: { charged } });
  expect(judge(charge(9_000)).needs).toEqual([{ action: 'priceOverride', lineId: 1 }]);
  expect(judge(charge(0)).needs.map((need) => need.action)).toEqual(['priceOverride', 'zeroPrice']);
  expect(judge(charge(0), 'owner', ['priceOverride', 'zeroPrice']).needs).toEqual([]);
});

test('a discount of more than there is can never be sold', () => {
  const discount = { kind: 'amount', amount: 10_001 } as const;
  const cart = cartAfter({ type: 'changeLine', lineId: 1, change: { discount } });
  expect(judge(cart).refused).toMatchObject({ code: 'discountOver100', lineNo: 1 });
});

test('only what a change adds is asked for', () => {
  const before = judge(cartAfter({ type: 'changeLine', lineId: 1, change: { charged: 9_000 } })).needs;
  const after = judge(cartAfter({ type: 'changeLine', lineId: 1, change: { charged: 0 } })).needs;
  expect(newNeeds(before, after)).toEqual([{ action: 'zeroPrice', lineId: 1 }]);
});
