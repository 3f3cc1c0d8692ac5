import { expect, test } from 'vitest';
import { isValidGtin } from '../../shared/barcode.ts';
import { drawPicture } from './pictures.ts';
import { demoCategories, demoProducts, ean13 } from './products.ts';

test.each([
  ['400638133393', '4006381333931'],
  ['978030640615', '9780306406157'],
  ['899000000000', '8990000000006'],
  ['000000000000', '0000000000000'],
])('the check digit of %s gives %s', (twelve, thirteen) => {
  expect(ean13(twelve)).toBe(thirteen);
});

test('a code of another length is a mistake of ours', () => {
  expect(() => ean13('89900')).toThrow('89900');
});

test('there are sixty products, each with its own SKU, barcode, name and picture', () => {
  expect(demoProducts).toHaveLength(60);
  for (const field of ['sku', 'barcode', 'name'] as const) {
    expect(new Set(demoProducts.map((product) => product[field])).size, field).toBe(60);
  }
  expect(new Set(demoProducts.map(drawPicture)).size).toBe(60);
});

test('every category is stocked, and nothing stands outside', () => {
  expect([...new Set(demoProducts.map((product) => product.category))]).toEqual([...demoCategories]);
});

test.each(demoProducts.map((product) => [product.name, product] as const))(
  'M1 %s is sold at a profit',
  (_, product) => {
    expect(product.barcode).toMatch(/^899\d{10}$/);
    expect(isValidGtin(product.barcode)).toBe(true);
    expect(product.sku).toMatch(/^[A-Z]{3}-\d{3}$/);
    expect(Number.isSafeInteger(product.price) && Number.isSafeInteger(product.cost)).toBe(true);
    expect(product.cost).toBeGreaterThan(0);
    expect(product.price).toBeGreaterThan(product.cost);
    expect(product.openingStock).toBeGreaterThan(0);
  },
);

test.each(demoProducts.map((product) => [product.name, product] as const))(
  'the picture of %s is small and whole',
  (_, product) => {
    const svg = drawPicture(product);
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(2048);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 96 96">.*<\/svg>$/);
    expect(svg).not.toMatch(/undefined|NaN|<script|style=|href/);
  },
);
