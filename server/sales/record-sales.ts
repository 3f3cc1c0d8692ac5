import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { readSaleFacts } from './read-sale-facts.ts';
import type { SaleFacts } from './sale-facts.ts';
import { occurredAt, saleFlags, saleRefusal } from './sale-flags.ts';

/**
 * Stores sales as charged (S5), each exactly once however often and from wherever it arrives (S3), with its lines,
 * payments and stock movements. One outcome per sale, in the order given. Refuses, never throws, for what is
 * wrong with a record.
 */
export async function recordSales(
  tx: Tx,
  tenantId: string,
  sales: readonly HashedRecord<'sale'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  if (sales.length === 0) return [];
  const facts = await readSaleFacts(
    tx,
    tenantId,
    sales.map((sale) => sale.record),
  );
  const firstOfId = new Map<string, HashedRecord<'sale'>>();
  for (const sale of sales)
    if (!saleRefusal(sale.record, facts) && !firstOfId.has(sale.record.id))
      firstOfId.set(sale.record.id, sale);
  const storable = [...firstOfId.values()];
  const flagsOf = new Map(
    storable.map(({ record }) => [
      record.id,
      saleFlags(record, facts, { receivedAt: arrival.receivedAt, rescued: arrival.rescued(record) }),
    ]),
  );
  const fresh = await insertSales(tx, tenantId, storable, facts, flagsOf, arrival);
  const hashes = await storedHashes(tx, tenantId, storable, fresh);

  return sales.map((sale): RecordOutcome => {
    const { record } = sale;
    const refusal = saleRefusal(record, facts);
    if (refusal) return { status: 'refused', ...refusal };
    const first = firstOfId.get(record.id) === sale;
    if (first && fresh.has(record.id)) return { status: 'applied', flags: flagsOf.get(record.id) ?? [] };
    return hashes.get(record.id) === sale.contentHash
      ? { status: 'alreadyApplied' }
      : { status: 'refused', code: 'conflict', field: 'id' };
  });
}

/** Inserts what is not there yet, in one statement; answers the ids that were new. */
async function insertSales(
  tx: Tx,
  tenantId: string,
  sales: readonly HashedRecord<'sale'>[],
  facts: SaleFacts,
  flagsOf: ReadonlyMap<string, RecordFlag[]>,
  arrival: Arrival,
): Promise<Set<string>> {
  if (sales.length === 0) return new Set();
  // Two processes that insert the same ids in one order wait for each other instead of blocking each other for good.
  const ordered = [...sales].sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
  const receivedAt = arrival.receivedAt;
  const saleRows = ordered.map(({ record, contentHash }) => ({
    ...record,
    lines: undefined,
    payments: undefined,
    lineCount: record.lines.length,
    occurredAt: occurredAt(record, receivedAt),
    flags: flagsOf.get(record.id) ?? [],
    contentHash,
  }));
  const lineRows = ordered.flatMap(({ record }) =>
    record.lines.map((line) => ({ ...line, saleId: record.id })),
  );
  const paymentRows = ordered.flatMap(({ record }) =>
    record.payments.map((payment) => ({ ...payment, saleId: record.id })),
  );
  const movementRows = ordered.flatMap(({ record }) =>
    record.lines
      .filter((line) => line.productId !== null && facts.products.has(line.productId))
      .map((line) => ({
        id: arrival.newId(),
        outletId: record.outletId,
        productId: line.productId,
        quantityMilli: -line.quantityMilli,
        saleId: record.id,
      })),
  );
  const json = (rows: unknown[]) => sql`${JSON.stringify(rows)}::text::json`;
  const at = sql`to_timestamp(${receivedAt}::float8 / 1000)`;
  const result = await tx.execute(sql`
    with fresh as (
      insert into sale (tenant_id, id, outlet_id, device_id, staff_id, receipt_seq, receipt_number, sold_at,
          clock_offset_ms, device_counter, received_at, occurred_at, subtotal, discount, tax, rounding, total,
          line_count, note, flags, content_hash)
        select ${tenantId}::uuid, id, "outletId", "deviceId", "staffId", "receiptSeq", "receiptNumber",
          to_timestamp("soldAt" / 1000), "clockOffsetMs", "deviceCounter", ${at}, to_timestamp("occurredAt" / 1000),
          subtotal, discount, tax, rounding, total, "lineCount", note, flags, "contentHash"
        from json_to_recordset(${json(saleRows)}) as row (id uuid, "outletId" uuid, "deviceId" uuid, "staffId" uuid,
          "receiptSeq" int, "receiptNumber" text, "soldAt" float8, "clockOffsetMs" int8, "deviceCounter" int8,
          "occurredAt" float8, subtotal int8, discount int8, tax int8, rounding int8, total int8, "lineCount" int,
          note text, flags text[], "contentHash" text)
        on conflict (tenant_id, id) do nothing returning id
    ), lines as (
      insert into sale_line (tenant_id, sale_id, line_no, product_id, sku, name, unit, quantity_milli, unit_price,
          line_total, tax_class, note)
        select ${tenantId}::uuid, "saleId", "lineNo", "productId", sku, name, unit, "quantityMilli", "unitPrice",
          "lineTotal", "taxClass", note
        from json_to_recordset(${json(lineRows)}) as row ("saleId" uuid, "lineNo" int, "productId" uuid, sku text,
          name text, unit text, "quantityMilli" int8, "unitPrice" int8, "lineTotal" int8, "taxClass" text, note text)
        where "saleId" in (select id from fresh)
    ), payments as (
      insert into payment (tenant_id, id, sale_id, method, amount, tendered, change)
        select ${tenantId}::uuid, id, "saleId", method, amount, tendered, change
        from json_to_recordset(${json(paymentRows)}) as row (id uuid, "saleId" uuid, method text, amount int8,
          tendered int8, change int8)
        where "saleId" in (select id from fresh)
    ), movements as (
      insert into stock_movement (tenant_id, id, outlet_id, product_id, quantity_milli, reason, sale_id, at)
        select ${tenantId}::uuid, id, "outletId", "productId", "quantityMilli", 'sale', "saleId", ${at}
        from json_to_recordset(${json(movementRows)}) as row (id uuid, "outletId" uuid, "productId" uuid,
          "quantityMilli" int8, "saleId" uuid)
        where "saleId" in (select id from fresh)
    )
    select id from fresh`);
  return new Set(rowsOf<{ id: string }>(result).map((row) => row.id));
}

/** Content hashes of all these sales as they stand in the database now. */
async function storedHashes(
  tx: Tx,
  tenantId: string,
  sales: readonly HashedRecord<'sale'>[],
  fresh: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const hashes = new Map(
    sales.filter(({ record }) => fresh.has(record.id)).map((sale) => [sale.record.id, sale.contentHash]),
  );
  const older = sales.map((sale) => sale.record.id).filter((id) => !fresh.has(id));
  if (older.length === 0) return hashes;
  const rows = rowsOf<{ id: string; hash: string }>(
    await tx.execute(sql`select id, content_hash as hash from sale
      where tenant_id = ${tenantId} and id = any(${`{${older.join(',')}}`}::uuid[])`),
  );
  for (const { id, hash } of rows) hashes.set(id, hash);
  // Neither inserted nor seen: nothing may be claimed of it, so its device keeps it (S6).
  const unseen = older.find((id) => !hashes.has(id));
  if (unseen) throw new Error(`sale ${unseen} is neither new nor stored`);
  return hashes;
}
