import { sql } from 'drizzle-orm';
import { rowsOf, type Tx } from '../db/connect.ts';
import { uuids } from '../sync/header-facts.ts';

/**
 * Thousandths on hand by `outletId.productId`, for what is not below zero and was counted in there: a shop that only sells
 * keeps no stock, and is told nothing about it.
 */
export async function readStockLevels(
  tx: Tx,
  tenantId: string,
  outletIds: Iterable<string>,
  productIds: Iterable<string>,
): Promise<Map<string, number>> {
  const rows = rowsOf<{ key: string; milli: number }>(
    await tx.execute(sql`select outlet_id || '.' || product_id as key, on_hand_milli::float8 as milli from stock_level l
      where tenant_id = ${tenantId} and outlet_id = any(${uuids(outletIds)}) and product_id = any(${uuids(productIds)})
        and on_hand_milli >= 0 and exists (select from stock_movement m where m.tenant_id = l.tenant_id
          and m.outlet_id = l.outlet_id and m.product_id = l.product_id
          and m.reason in ('opening', 'receive', 'transferIn', 'count', 'adjustment'))`),
  );
  return new Map(rows.map(({ key, milli }) => [key, milli]));
}

/**
 * Whether goods that leave take something below zero that was not below it before: told once at the crossing, and
 * never of what `levels`, from before they leave, does not hold.
 */
export function crossesZero(
  levels: ReadonlyMap<string, number>,
  outletId: string,
  goods: readonly { productId: string; quantityMilli: number }[],
): boolean {
  const leaving = new Map<string, number>();
  for (const { productId, quantityMilli } of goods)
    leaving.set(productId, (leaving.get(productId) ?? 0) + quantityMilli);
  return [...leaving].some(([productId, milli]) => {
    const before = levels.get(`${outletId}.${productId}`);
    return before !== undefined && before >= 0 && before < milli;
  });
}
