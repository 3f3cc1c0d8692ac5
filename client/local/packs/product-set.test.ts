import { expect, it } from 'vitest';
import type { ProductRow } from '../../../shared/sync/pull.ts';
import { ProductSet } from './product-set.ts';

const row = (
  n: number,
  change: { name?: string; barcodes?: string[]; sku?: string; price?: number; state?: 1 | 0 | -1 } = {},
) =>
  [
    `id-${n}`,
    change.sku ?? `SKU-${n}`,
    change.barcodes ?? [`899${n}`],
    change.name ?? `Produk ${n}`,
    null,
    'pcs',
    change.price ?? 1_000,
    'standard',
    null,
    change.state ?? 1,
  ] as ProductRow;
const names = (products: { name: string }[]) => products.map((product) => product.name);

it('a change replaces the product in its place, and its old codes are forgotten', () => {
  const set = new ProductSet();
  set.append([row(1), row(2)]);
  expect([...set.put([row(1, { name: 'Baru', barcodes: ['777'], sku: 'X', price: 5 }), row(3)])]).toEqual([
    0,
  ]);
  expect(set.rows).toHaveLength(3);
  expect(set.byBarcodeOrSku('8991')).toEqual([]);
  expect(set.byBarcodeOrSku('sku-1')).toEqual([]);
  expect(set.byBarcodeOrSku('777')).toMatchObject([{ id: 'id-1', price: 5 }]);
  expect(set.byBarcodeOrSku('x')).toMatchObject([{ id: 'id-1' }]);
  expect(names(set.search('produk', null, 10))).toEqual(['Produk 2', 'Produk 3']);
});

it('what is no longer sold is not found, and comes back', () => {
  const set = new ProductSet();
  set.append([row(1), row(2, { state: 0 }), row(3, { state: -1 })]);
  expect(set.size).toBe(1);
  expect(names(set.search('', null, 10))).toEqual(['Produk 1']);
  expect(set.byBarcodeOrSku('8992')).toEqual([]);
  expect(set.product('id-2')).toBeUndefined();
  set.put([row(2), row(1, { state: -1 })]);
  expect(set.size).toBe(1);
  expect(names(set.byBarcodeOrSku('8992'))).toEqual(['Produk 2']);
});

it('two products with one barcode are both offered, and a barcode goes before an SKU', () => {
  const set = new ProductSet();
  set.append([row(1, { barcodes: ['5'] }), row(2, { barcodes: ['5'] }), row(3, { sku: '5' })]);
  expect(names(set.byBarcodeOrSku('5'))).toEqual(['Produk 1', 'Produk 2']);
  set.put([row(1, { barcodes: [] })]);
  expect(names(set.byBarcodeOrSku('5'))).toEqual(['Produk 2']);
  set.put([row(2, { barcodes: [] })]);
  expect(names(set.byBarcodeOrSku('5'))).toEqual(['Produk 3']);
});

it('a box is found by its own barcode, and never passes for the piece', () => {
  const set = new ProductSet();
  const units = [{ name: 'dus', factorMilli: 24_000, barcodes: ['999'], price: 20_000 }];
  set.append([[...row(1), { units, weighed: true }] as unknown as ProductRow, row(2)]);
  expect(set.findCode('999')).toMatchObject([
    { product: { id: 'id-1', weighed: true }, unit: { name: 'dus' } },
  ]);
  expect(set.findCode('8991')).toMatchObject([{ product: { id: 'id-1' }, unit: null }]);
  expect(set.findCode('sku-2')).toMatchObject([{ product: { id: 'id-2' }, unit: null }]);
  expect(set.byBarcodeOrSku('999')).toEqual([]);
  expect(names(set.search('999', null, 9))).toEqual(['Produk 1']);
  set.put([row(1)]);
  expect(set.findCode('999')).toEqual([]);
});
