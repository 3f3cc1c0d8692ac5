import type { Product } from '../local/types.ts';

/**
 * What the grid shows of what was found: variants stand together as one tile of the product they belong to, and in an
 * unsearched grid the outlet's favourites come first. Nothing twice.
 */
export function shownProducts(
  found: readonly Product[],
  favourites: readonly { id: string }[],
  productById: (productId: string) => Product | undefined,
): Product[] {
  const shown = new Map<string, Product>();
  for (const product of [...favourites.flatMap(({ id }) => productById(id) ?? []), ...found]) {
    const parent = product.parentId === undefined ? undefined : productById(product.parentId);
    const tile = parent ?? product;
    if (!shown.has(tile.id)) shown.set(tile.id, tile);
  }
  return [...shown.values()];
}
