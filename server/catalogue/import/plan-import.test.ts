import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KnownProduct } from './candidate.ts';
import { planImport } from './plan-import.ts';
import type { FileRow } from './read-file.ts';

const row = (at: number, cells: FileRow['cells']): FileRow => ({ row: at, cells });
const known = (sku: string, more: Partial<KnownProduct> = {}): KnownProduct => ({
  id: `id-${sku}`,
  sku,
  barcodes: [],
  name: `Product ${sku}`,
  category: null,
  unit: 'pcs',
  price: 1_000,
  cost: 800,
  taxClass: 'standard',
  active: true,
  ...more,
});
const reasons = (plan: ReturnType<typeof planImport>) =>
  plan.refused.map(({ row, column, code }) => [row, column, code]);

test('a new product gets what the row says and the usual for the rest', () => {
  const plan = planImport(
    [
      row(2, {
        sku: 'A',
        name: 'Teh',
        barcode: '96',
        category: 'minuman',
        sell_price: '5.000',
        stock: '1,5',
      }),
    ],
    [],
    ['Minuman'],
  );
  expect(plan.added).toEqual([
    {
      row: 2,
      sku: 'A',
      barcodes: ['96'],
      name: 'Teh',
      category: 'Minuman',
      unit: 'pcs',
      price: 5_000,
      cost: 0,
      taxClass: 'standard',
      active: true,
      stockMilli: 1_500,
    },
  ]);
  expect(plan.newCategories).toEqual([]);
});

test('a known product is matched by SKU, or by barcode without one, and its changes are named', () => {
  const plan = planImport(
    [
      row(2, { sku: 'A', name: 'Product A', sell_price: '1.200' }),
      row(3, { sku: '', barcode: '123', name: 'Product B', sell_price: '' }),
      row(4, { barcode: '456', name: 'New' }),
    ],
    [known('A'), known('B', { barcodes: ['123'] })],
    [],
  );
  expect(plan.changed.map(({ row, changes }) => [row, changes])).toEqual([
    [2, [{ field: 'sell_price', from: 1_000, to: 1_200 }]],
  ]);
  expect(plan.unchanged).toBe(1);
  expect(plan.added.map((one) => [one.sku, one.barcodes])).toEqual([['456', ['456']]]);
});

test('an empty cell clears category and barcodes, and leaves the rest alone; so does a missing column', () => {
  const full = known('A', { barcodes: ['1'], category: 'Minuman', unit: 'botol', taxClass: 'exempt' });
  const [emptied] = planImport(
    [row(2, { sku: 'A', barcode: '', category: '', unit: '', cost_price: '', sell_price: '', tax: '' })],
    [full],
    ['Minuman'],
  ).changed;
  expect(emptied?.after).toEqual({ ...full, barcodes: [], category: null });
  expect(planImport([row(2, { sku: 'A', name: full.name })], [full], ['Minuman']).unchanged).toBe(1);
});

test('every fault of a row is named with its column', () => {
  const plan = planImport(
    [
      row(2, {
        sku: 'A',
        name: '',
        sell_price: 'murah',
        cost_price: '-1',
        tax: '?',
        stock: 'x',
        active: '?',
      }),
      row(3, { name: 'nameless code' }),
      row(4, { sku: 'S'.repeat(65), name: 'N'.repeat(301), barcode: '8,99E+12' }),
      row(5, { sku: 'new without a name' }),
    ],
    [],
    [],
  );
  expect(plan.added).toEqual([]);
  expect(reasons(plan)).toEqual([
    [2, 'name', 'nameMissing'],
    [2, 'cost_price', 'priceNegative'],
    [2, 'sell_price', 'priceNotNumber'],
    [2, 'tax', 'taxUnknown'],
    [2, 'active', 'activeUnknown'],
    [2, 'stock', 'stockNotNumber'],
    [3, 'sku', 'skuOrBarcodeMissing'],
    [4, 'sku', 'tooLong'],
    [4, 'name', 'tooLong'],
    [4, 'barcode', 'barcodeScientific'],
    [5, 'name', 'nameMissing'],
  ]);
});

test('duplicates name the row or the product that has it', () => {
  const plan = planImport(
    [
      row(2, { sku: 'A', name: 'Teh', barcode: '11' }),
      row(3, { sku: 'A', name: 'Kopi', barcode: '12' }),
      row(4, { sku: 'C', name: 'Gula', barcode: '11' }),
      row(5, { sku: 'D', name: 'Garam', barcode: '99' }),
      row(6, { sku: '', name: 'Teh lagi', barcode: '11' }),
    ],
    [known('Z', { name: 'Sabun', barcodes: ['99'] })],
    [],
  );
  expect(plan.added.map((one) => one.sku)).toEqual(['A']);
  expect(plan.refused.map(({ row, code, values }) => ({ row, code, ...values }))).toEqual(
    expect.arrayContaining([
      { row: 3, code: 'duplicateSku', value: 'A', otherRow: 2 },
      { row: 4, code: 'duplicateBarcode', value: '11', otherRow: 2, product: 'Teh' },
      { row: 5, code: 'barcodeTaken', value: '99', product: 'Sabun', sku: 'Z' },
      { row: 6, code: 'duplicateBarcode', value: '11', otherRow: 2, product: 'Teh' },
    ]),
  );
});

test('short internal codes are fine, a wrong check digit and a price of 0 are taken with a warning', () => {
  const plan = planImport(
    [
      row(2, { sku: 'A', name: 'a', barcode: '96', sell_price: '0' }),
      row(3, { sku: 'B', name: 'b', barcode: '8991234567890', sell_price: '1' }),
    ],
    [],
    [],
  );
  expect(plan.added).toHaveLength(2);
  expect(plan.warnings.map(({ row, column, code }) => [row, column, code])).toEqual([
    [2, 'sell_price', 'zeroPrice'],
    [3, 'barcode', 'checkDigit'],
  ]);
});

test('two products may swap barcodes; a refused row gives nothing up', () => {
  const shop = [known('A', { barcodes: ['1'] }), known('B', { barcodes: ['2'] })];
  const swap = planImport([row(2, { sku: 'A', barcode: '2' }), row(3, { sku: 'B', barcode: '1' })], shop, []);
  expect(swap.changed.map(({ after }) => after.barcodes)).toEqual([['2'], ['1']]);

  const half = planImport(
    [row(2, { sku: 'A', barcode: '2' }), row(3, { sku: 'B', barcode: '1', sell_price: 'x' })],
    shop,
    [],
  );
  expect(half.changed).toEqual([]);
  expect(reasons(half)).toEqual([
    [2, 'barcode', 'barcodeTaken'],
    [3, 'sell_price', 'priceNotNumber'],
  ]);
});

test('whatever the rows, barcodes stay unique afterwards and every row is accounted for', () => {
  const code = fc.constantFrom('1', '2', '3', '4', '5');
  const sku = fc.constantFrom('A', 'B', 'C', 'D', '');
  const someRows = fc
    .array(
      fc.record({
        sku,
        barcode: fc.array(code, { maxLength: 2 }).map((codes) => codes.join('|')),
        name: fc.constantFrom('x', ''),
      }),
      { maxLength: 10 },
    )
    .map((cells) => cells.map((one, at) => row(at + 2, one)));
  const shops = fc
    .subarray(['1', '2', '3', '4', '5'])
    .map((codes) => [
      known('A', { barcodes: codes.slice(0, 2) }),
      known('B', { barcodes: codes.slice(2) }),
      known('E'),
    ]);
  fc.assert(
    fc.property(someRows, shops, (rows, shop) => {
      const plan = planImport(rows, shop, []);
      const refused = new Set(plan.refused.map(({ row }) => row)).size;
      expect(plan.added.length + plan.changed.length + plan.unchanged + refused).toBe(rows.length);
      const changed = new Map(plan.changed.map(({ after }) => [after.id, after]));
      const after = [...shop.map((one) => changed.get(one.id) ?? one), ...plan.added];
      const codes = after.flatMap((one) => one.barcodes);
      expect(new Set(codes).size).toBe(codes.length);
      expect(new Set(after.map((one) => one.sku)).size).toBe(after.length);
    }),
    { numRuns: 3_000 },
  );
});
