import { expect, test } from 'vitest';
import { type CartAction, changeCart, emptyCart } from './cart.ts';
import { createPricer, stillDue } from './price-of-cart.ts';

const add = (unitPrice: number): CartAction => ({
  type: 'add',
  product: { productId: 'p1', sku: 'A', name: 'A', unit: 'pcs', unitPrice, taxClass: 'standard' },
});
const context = {
  settings: { rounding: { mode: 'down', to: 100 } as const },
  at: 0,
  role: 'cashier' as const,
};
const cartAfter = (...actions: CartAction[]) => actions.reduce(changeCart, emptyCart);
const part = (method: 'cash' | 'card', amount: number): CartAction => ({
  type: 'addPart',
  part: { method, amount, tendered: amount },
});

test('M4 only what is paid in cash is rounded', () => {
  const cart = cartAfter(add(37_450));
  const priced = createPricer()(cart, context);
  expect(stillDue(cart, priced, 'cash')).toBe(37_400);
  expect(stillDue(cart, priced, 'card')).toBe(37_450);
});

test('M4 the rest after a card is rounded in cash', () => {
  const cart = cartAfter(add(37_450), part('card', 20_020));
  const priced = createPricer()(cart, context);
  expect(stillDue(cart, priced, 'cash')).toBe(17_400);
  expect(stillDue(cart, priced, 'card')).toBe(17_430);
});

test('M4 cash first and the rest by card comes to the exact total', () => {
  const cart = cartAfter(add(37_450), part('cash', 20_000));
  const priced = createPricer()(cart, context);
  const rest = stillDue(cart, priced, 'card');
  expect(rest).toBe(17_450);
  const settled = changeCart(cart, part('card', rest));
  const final = createPricer()(settled, context);
  expect(final.total).toBe(37_450);
});

test('a cart is priced once however often it is asked for', () => {
  const price = createPricer();
  const cart = cartAfter(add(1_000));
  expect(price(cart, context)).toBe(price(cart, { ...context }));
  expect(price(changeCart(cart, add(1_000)), context).total).toBe(2_000);
});
