import { inArray, sql } from 'drizzle-orm';
import type { ProductExtras } from '../../shared/catalogue/product-extras.ts';
import type { Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { product } from './tables.ts';

/** Every barcode that finds the product, its units' included. Refuses one that would find two of them. */
export function codesOf(barcodes: readonly string[], extras: ProductExtras | null | undefined): string[] {
  const all = [...barcodes, ...(extras?.units?.flatMap((unit) => [...new Set(unit.barcodes)]) ?? [])];
  if (new Set(all).size < all.length) throw new Refusal('badInput', { field: 'extras.units' });
  return all;
}

/**
 * Refuses what extras may not point at: a parent that is no product or a variant itself, components that are none, or
 * that are bundles (a till takes a bundle apart once).
 */
export async function refuseBadLinks(tx: Tx, productId: string, extras: ProductExtras): Promise<void> {
  const { parentId, components = [] } = extras;
  const named = [...(parentId ? [parentId] : []), ...components.map((part) => part.productId)];
  if (named.length === 0) return;
  const found = await tx
    .select({ id: product.id, extras: product.extras, deleted: product.deleted })
    .from(product)
    .where(inArray(product.id, named));
  const known = new Map(found.filter((one) => !one.deleted).map((one) => [one.id, one]));
  if (parentId) {
    const parent = known.get(parentId);
    if (!parent) throw new Refusal('notFound', { field: 'extras.parentId' });
    if (parentId === productId || parent.extras?.parentId)
      throw new Refusal('badInput', { field: 'extras.parentId' });
    const children = await tx
      .select({ id: product.id })
      .from(product)
      .where(sql`extras ? 'parentId' and extras ->> 'parentId' = ${productId} and not deleted`)
      .limit(1);
    if (children.length > 0) throw new Refusal('badInput', { field: 'extras.parentId' });
  }
  for (const { productId: partId } of components) {
    const part = known.get(partId);
    if (!part) throw new Refusal('notFound', { field: 'extras.components' });
    if (partId === productId || part.extras?.components)
      throw new Refusal('bundleLoop', { field: 'extras.components' });
  }
  if (components.length > 0) {
    const holding = await tx
      .select({ id: product.id })
      .from(product)
      .where(sql`extras -> 'components' @> ${JSON.stringify([{ productId }])}::text::jsonb and not deleted`)
      .limit(1);
    if (holding.length > 0) throw new Refusal('bundleLoop', { field: 'extras.components' });
  }
}
