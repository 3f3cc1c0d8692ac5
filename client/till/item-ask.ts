import type { ProductUnit } from '../local/day-types.ts';
import type { Product } from '../local/types.ts';
import type { LineChoices } from './cart.ts';
import type { OutletSettings } from './may-do.ts';

/** A product complete enough to be a line. */
export interface Item {
  product: Product;
  unit: ProductUnit | null;
  quantityMilli: number;
  choices: Partial<LineChoices>;
}

export type ModifierGroup = OutletSettings['modifierGroups'][number];

/** A product of which something is still to be said. */
export interface ItemAsk {
  product: Product;
  unit: ProductUnit | null;
  /** one of these is meant; empty: `product` itself */
  variants: readonly Product[];
  given: Partial<Item>;
}

/** What must be asked before this is a line; null: nothing. */
export function asksFor(
  product: Product,
  unit: ProductUnit | null,
  settings: OutletSettings,
  variants: readonly Product[],
  given: Partial<Item> = {},
): ItemAsk | null {
  const open =
    variants.length > 0 ||
    wantsPrice(product, given) ||
    wantsWeight(product, unit, given) ||
    groupsOf(product, settings).some(({ min }) => min > 0);
  return open ? { product, unit, variants, given } : null;
}

export function groupsOf(product: Product, { modifierGroups }: OutletSettings): readonly ModifierGroup[] {
  return (product.modifierGroupIds ?? []).flatMap((id) => modifierGroups.filter((group) => group.id === id));
}

export function wantsPrice(product: Product, { choices }: Partial<Item>): boolean {
  return product.openPrice === true && choices?.labelPrice == null;
}

export function wantsWeight(product: Product, unit: ProductUnit | null, given: Partial<Item>): boolean {
  return product.weighed === true && unit === null && given.quantityMilli === undefined;
}
