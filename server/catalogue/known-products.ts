import { and, asc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import { stockMovement } from '../stock/tables.ts';
import type { KnownProduct } from './import/candidate.ts';
import { category, product } from './tables.ts';

/** Every product of the tenant that is not removed, in the order of SKUs. */
export async function knownProducts(tx: Tx): Promise<KnownProduct[]> {
  const rows = await tx
    .select({
      id: product.id,
      sku: product.sku,
      barcodes: product.barcodes,
      name: product.name,
      category: category.name,
      unit: product.unit,
      price: product.price,
      cost: product.cost,
      taxClass: product.taxClass,
      active: product.active,
      extras: product.extras,
    })
    .from(product)
    .leftJoin(
      category,
      and(
        eq(category.tenantId, product.tenantId),
        eq(category.id, product.categoryId),
        eq(category.deleted, false),
      ),
    )
    .where(eq(product.deleted, false))
    .orderBy(asc(product.sku));
  return rows.map(({ extras, ...row }) => {
    const unitBarcodes = extras?.units?.flatMap((unit) => unit.barcodes) ?? [];
    return unitBarcodes.length > 0 ? { ...row, unitBarcodes } : row;
  });
}

/** Stock on hand over all outlets in thousandths, by product; a product that never moved is absent. */
export async function stockOnHand(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx
    .select({
      productId: stockMovement.productId,
      milli: sql<string>`sum(${stockMovement.quantityMilli})`,
    })
    .from(stockMovement)
    .groupBy(stockMovement.productId);
  return new Map(rows.map(({ productId, milli }) => [productId, Number(milli)]));
}

/** Names of the categories in use. */
export async function categoryNames(tx: Tx): Promise<string[]> {
  const rows = await tx.select({ name: category.name }).from(category).where(eq(category.deleted, false));
  return rows.map(({ name }) => name);
}
