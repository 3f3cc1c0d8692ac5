import { expect, test } from 'vitest';
import type { Product } from '../local/types.ts';
import { shownProducts } from './shown-products.ts';

const product = (id: string, parentId?: string): Product => ({
  id,
  sku: id,
  barcodes: [],
  name: id,
  categoryId: null,
  unit: 'pcs',
  price: 1_000,
  taxClass: 'standard',
  pictureId: null,
  ...(parentId && { parentId }),
});
const all = [
  product('shirt'),
  product('red', 'shirt'),
  product('blue', 'shirt'),
  product('tea'),
  product('rice'),
];
const byId = (id: string) => all.find((one) => one.id === id);
const ids = (products: Product[]) => products.map(({ id }) => id);

test('variants are one tile, at the place of the first that was found', () => {
  expect(ids(shownProducts([all[3], all[2], all[1]] as Product[], [], byId))).toEqual(['tea', 'shirt']);
});

test('favourites come first and not a second time; one that is no longer sold is left out', () => {
  const favourites = [{ id: 'rice' }, { id: 'gone' }];
  expect(ids(shownProducts(all, favourites, byId))).toEqual(['rice', 'shirt', 'tea']);
});

test('a variant whose product is gone stands for itself', () => {
  expect(ids(shownProducts([product('lone', 'gone')], [], byId))).toEqual(['lone']);
});
