import type { ProductExtras } from '../../shared/catalogue/product-extras.ts';
import type { ModifierGroup, SavedSections } from '../../shared/settings/types.ts';
import { product } from '../catalogue/tables.ts';
import { customer } from '../customers/tables.ts';
import type { Tx } from '../db/connect.ts';
import { outletSettings } from '../settings/tables.ts';
import { stockMovement } from '../stock/tables.ts';
import { ean13 } from './products.ts';

const SUGAR: ModifierGroup = {
  id: 'gula',
  name: 'Gula',
  min: 1,
  max: 1,
  options: [
    { id: 'normal', name: 'Normal', price: 0 },
    { id: 'sedikit', name: 'Sedikit', price: 0 },
    { id: 'tanpa', name: 'Tanpa gula', price: 0 },
  ],
};
const TOPPING: ModifierGroup = {
  id: 'tambahan',
  name: 'Tambahan',
  min: 0,
  max: 3,
  options: [
    { id: 'cincau', name: 'Cincau', price: 3_000 },
    { id: 'selasih', name: 'Selasih', price: 2_000 },
    { id: 'esekstra', name: 'Es ekstra', price: 0 },
  ],
};

/** Nothing in it is needed before the first sale: no tax, no rounding, no shift required. */
export const DEMO_SETTINGS: SavedSections = {
  modifierGroups: [SUGAR, TOPPING],
  priceLists: [{ id: 'grosir', name: 'Grosir' }],
};

const CUSTOMERS = [
  { name: 'Bu Wati', phone: '+6285700000011', member: true, note: 'Warung sebelah' },
  { name: 'Pak Darmo', phone: '+6285700000012', member: false, note: '' },
  { name: 'Mbak Lestari', phone: '+6285700000013', member: true, note: '' },
];

type Deep = {
  key: string;
  sku: string;
  name: string;
  category: string;
  unit: string;
  price: number;
  cost: number;
  /** whole units on hand when the shop opens */
  openingStock: number;
  lowStock?: number;
  /** the others by their keys */
  extras: (idOf: (key: string) => string) => ProductExtras | null;
};

const shirt = (key: string, size: string): Deep => ({
  ...{ key, sku: `KAO-00${'SML'.indexOf(size) + 2}`, name: `Kaos Gerai ${size}`, category: 'Alat Tulis' },
  ...{ unit: 'pcs', price: 65_000, cost: 41_000, openingStock: 12 },
  extras: (idOf) => ({ parentId: idOf('shirt'), variant: size }),
});

/** One of each kind of product beyond the plain ones. */
export const DEEP_PRODUCTS: readonly Deep[] = [
  {
    ...{ key: 'cincau', sku: 'RCK-001', name: 'Es Cincau Racik', category: 'Minuman', unit: 'gelas' },
    ...{ price: 12_000, cost: 5_500, openingStock: 40 },
    extras: () => ({ modifierGroupIds: [SUGAR.id, TOPPING.id], foodService: true, memberPrice: 11_000 }),
  },
  {
    ...{ key: 'cup', sku: 'GLS-001', name: 'Telagawana Gelas 220 ml', category: 'Minuman', unit: 'gelas' },
    ...{ price: 1_000, cost: 550, openingStock: 480, lowStock: 96 },
    extras: () => ({
      units: [
        { name: 'dus', factorMilli: 48_000, barcodes: [ean13('899777700991')], price: 36_000 },
        { name: 'setengah dus', factorMilli: 24_000, barcodes: [], price: 19_000 },
      ],
      prices: { grosir: 800 },
    }),
  },
  {
    ...{
      key: 'shallot',
      sku: 'TMB-001',
      name: 'Rempah Bawang Merah Timbang',
      category: 'Sembako',
      unit: 'kg',
    },
    ...{ price: 42_000, cost: 35_000, openingStock: 15, lowStock: 3 },
    extras: () => ({ weighed: true }),
  },
  {
    ...{ key: 'shirt', sku: 'KAO-001', name: 'Kaos Gerai', category: 'Alat Tulis', unit: 'pcs' },
    ...{ price: 65_000, cost: 41_000, openingStock: 0 },
    extras: () => null,
  },
  shirt('shirtS', 'S'),
  shirt('shirtM', 'M'),
  shirt('shirtL', 'L'),
  {
    ...{ key: 'delivery', sku: 'JSA-001', name: 'Jasa Antar', category: 'Alat Tulis', unit: 'kali' },
    ...{ price: 10_000, cost: 0, openingStock: 0 },
    extras: () => ({ openPrice: true }),
  },
  {
    ...{ key: 'pack', sku: 'PKT-001', name: 'Paket Segar', category: 'Minuman', unit: 'paket' },
    ...{ price: 15_000, cost: 0, openingStock: 0 },
    extras: (idOf) => ({
      components: [
        { productId: idOf('cincau'), quantityMilli: 1_000 },
        { productId: idOf('cup'), quantityMilli: 4_000 },
      ],
    }),
  },
];

/** Settings, customers, and products with variants, units, modifiers, weight, open price and components. */
export async function seedDepth(
  tx: Tx,
  { newId, now }: { newId: () => string; now: () => number },
  {
    tenantId,
    outletIds,
    categoryOf,
    extras,
  }: {
    tenantId: string;
    outletIds: string[];
    categoryOf: (name: string) => string | null;
    /** the products too: their tiles ask before they sell, which a first look should not meet */
    extras: boolean;
  },
): Promise<void> {
  await tx
    .insert(outletSettings)
    .values({ tenantId, scopeId: tenantId, version: 1, sections: DEMO_SETTINGS });
  await tx.insert(customer).values(CUSTOMERS.map((one) => ({ tenantId, id: newId(), ...one })));
  if (!extras) return;
  const ids = new Map(DEEP_PRODUCTS.map(({ key }) => [key, newId()]));
  const idOf = (key: string) => ids.get(key) ?? '';
  await tx.insert(product).values(
    DEEP_PRODUCTS.map(({ key, category, openingStock: _stock, lowStock, extras: made, ...one }) => ({
      ...one,
      tenantId,
      id: idOf(key),
      categoryId: categoryOf(category),
      lowStockMilli: lowStock === undefined ? null : lowStock * 1000,
      extras: made(idOf),
    })),
  );
  const at = new Date(now());
  await tx.insert(stockMovement).values(
    outletIds.flatMap((outletId) =>
      DEEP_PRODUCTS.filter(({ openingStock }) => openingStock > 0).map(({ key, openingStock }) => ({
        ...{ tenantId, id: newId(), outletId, productId: idOf(key), quantityMilli: openingStock * 1000 },
        ...{ reason: 'opening' as const, at, occurredAt: at },
      })),
    ),
  );
}
