import { sql } from 'drizzle-orm';
import type { StockDocumentRecord } from '../../shared/sync/day-records.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { recordset } from '../db/recordset.ts';
import { uuids } from '../sync/header-facts.ts';

/** A stock document that is stored and whose goods are to be moved. */
export interface StoredDocument {
  id: string;
  outletId: string;
  type: StockDocumentRecord['type'];
  toOutletId?: string | undefined;
  lines: StockDocumentRecord['lines'];
  /** epoch ms, server clock */
  occurredAt: number;
}

/**
 * Writes the lines of a document and moves its goods. A count moves the difference between the shelf and what the
 * server believed at that moment; whatever from before it arrives later is taken off that difference by the database.
 * A receipt's cost becomes the product's. Lines of unknown products move nothing; answers whether there were any.
 */
export async function applyDocument(
  tx: Tx,
  tenantId: string,
  document: StoredDocument,
  stamp: { receivedAt: number; newId: () => string },
): Promise<{ unknownProduct: boolean }> {
  const { id, outletId, type, toOutletId, lines } = document;
  const at = sql`to_timestamp(${document.occurredAt}::float8 / 1000)`;
  const stored = sql`to_timestamp(${stamp.receivedAt}::float8 / 1000)`;
  // Sales of this outlet wait until the count is there for them to see, or are seen by it.
  if (type === 'count')
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`stock ${outletId}`}, 0))`);
  await tx.execute(sql`
    insert into stock_document_line (tenant_id, document_id, line_no, product_id, quantity_milli, expected_milli, cost,
        reason, counted_outlet_id, counted_at)
      select ${tenantId}::uuid, ${id}::uuid, "lineNo", "productId", "quantityMilli", "expectedMilli", cost, reason,
        ${type === 'count' ? outletId : null}::uuid, ${type === 'count' ? at : sql`null::timestamptz`}
      from ${recordset(
        lines.map((line, index) => ({ ...line, lineNo: index + 1 })),
        sql`"lineNo" int, "productId" uuid, "quantityMilli" int8, "expectedMilli" int8, cost int8, reason text`,
      )}`);
  const products = rowsOf<{ id: string; milli: number }>(
    await tx.execute(sql`
      select p.id, ${
        type === 'count'
          ? sql`(coalesce((select on_hand_milli from stock_level l where l.tenant_id = p.tenant_id
                and l.outlet_id = ${outletId} and l.product_id = p.id), 0)
              - coalesce((select sum(m.quantity_milli) from stock_movement m where m.tenant_id = p.tenant_id
                and m.outlet_id = ${outletId} and m.product_id = p.id and m.occurred_at > ${at}), 0))::float8`
          : sql`0::float8`
      } as milli
      from product p where p.tenant_id = ${tenantId} and p.id = any(${uuids(lines.map((line) => line.productId))})`),
  );
  const onHand = new Map(products.map((one) => [one.id, one.milli]));
  const known = lines.filter((line) => onHand.has(line.productId));
  const move = (to: string, reason: string, milli: (line: (typeof known)[number]) => number) =>
    known.map((line) => ({
      id: stamp.newId(),
      outletId: to,
      productId: line.productId,
      milli: milli(line),
      reason,
    }));
  const moves = {
    receive: () => move(outletId, 'receive', (line) => line.quantityMilli),
    waste: () => move(outletId, 'waste', (line) => -line.quantityMilli),
    count: () => move(outletId, 'count', (line) => line.quantityMilli - (onHand.get(line.productId) ?? 0)),
    transfer: () => [
      ...move(outletId, 'transferOut', (line) => -line.quantityMilli),
      ...move(toOutletId ?? outletId, 'transferIn', (line) => line.quantityMilli),
    ],
  }[type]();
  await tx.execute(sql`
    insert into stock_movement (tenant_id, id, outlet_id, product_id, quantity_milli, reason, source_id, at, occurred_at)
      select ${tenantId}::uuid, id, "outletId", "productId", milli, reason, ${id}::uuid, ${stored}, ${at}
      from ${recordset(
        // A count that finds what was believed moves nothing, and still tells that the product is counted here.
        moves.filter(({ milli, reason }) => milli !== 0 || reason === 'count'),
        sql`id uuid, "outletId" uuid, "productId" uuid, milli int8, reason text`,
      )}`);
  const costs = known.filter((line) => line.cost !== undefined);
  if (type === 'receive' && costs.length > 0)
    await tx.execute(sql`update product p set cost = r.cost from ${recordset(costs, sql`"productId" uuid, cost int8`)}
      where p.tenant_id = ${tenantId} and p.id = r."productId" and p.cost <> r.cost`);
  return { unknownProduct: known.length < lines.length };
}
