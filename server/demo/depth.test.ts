import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { isValidGtin } from '../../shared/barcode.ts';
import { productExtrasSchema } from '../../shared/catalogue/product-extras.ts';
import { settingsSectionsSchema } from '../../shared/settings/schema.ts';
import { DEEP_PRODUCTS, DEMO_SETTINGS } from './depth.ts';
import { demoProducts } from './products.ts';

test("the demo's settings are what an owner could save, and ask nothing of a first sale", () => {
  expect(settingsSectionsSchema.parse(DEMO_SETTINGS)).toEqual(DEMO_SETTINGS);
  for (const section of ['pricing', 'shift', 'orderTypes']) expect(DEMO_SETTINGS).not.toHaveProperty(section);
});

test('each deep product has extras that a form would take, and codes of its own', () => {
  const skus = [...demoProducts, ...DEEP_PRODUCTS].map(({ sku }) => sku);
  expect(new Set(skus).size).toBe(skus.length);
  for (const { name, extras } of DEEP_PRODUCTS) {
    const made = extras(() => v7());
    if (made) expect(productExtrasSchema.parse(made), name).toEqual(made);
    for (const code of made?.units?.flatMap((unit) => unit.barcodes) ?? []) {
      expect(isValidGtin(code), code).toBe(true);
      expect(demoProducts.map(({ barcode }) => barcode)).not.toContain(code);
    }
  }
});
