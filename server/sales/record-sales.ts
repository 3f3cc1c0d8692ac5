import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { settleCloses } from '../shifts/settle-closes.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerRefusal, occurredAt } from '../sync/header-facts.ts';
import { recordOnce } from '../sync/record-once.ts';
import { creditAndShelf } from './credit-and-shelf-flags.ts';
import { movedGoods } from './moved-goods.ts';
import { readSaleFacts } from './read-sale-facts.ts';
import type { SaleFacts } from './sale-facts.ts';
import { saleFlags } from './sale-flags.ts';
import { settleRefunds } from './settle-refunds.ts';
import { settleVoids } from './settle-voids.ts';

/**
 * Stores sales as charged (S5), each exactly once however often and from wherever it arrives (S3), with its lines,
 * payments and stock movements, and works out anew what was here before them: their refunds, voids and shift closes.
 */
export async function recordSales(
  tx: Tx,
  tenantId: string,
  sales: readonly HashedRecord<'sale'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const facts = await readSaleFacts(
    tx,
    tenantId,
    sales.map((sale) => sale.record),
  );
  const outcomes = await recordOnce(tx, tenantId, sales, {
    table: 'sale',
    refusal: (sale) => headerRefusal(sale, facts),
    insert: async (ordered) => {
      const flagsOf = new Map(
        ordered.map(({ record }) => [
          record.id,
          saleFlags(record, facts, { ...arrival, rescued: arrival.rescued(record) }),
        ]),
      );
      const noticed = await creditAndShelf(
        tx,
        tenantId,
        ordered.map(({ record }) => record),
      );
      const fresh = await insertSales(tx, tenantId, ordered, facts, flagsOf, arrival);
      for (const { record } of ordered) {
        const more = fresh.has(record.id) ? noticed(record) : [];
        if (more.length === 0) continue;
        flagsOf.set(record.id, [...(flagsOf.get(record.id) ?? []), ...more]);
        await tx.execute(sql`update sale set flags = flags || ${`{${more.join(',')}}`}::text[]
          where tenant_id = ${tenantId} and id = ${record.id}`);
      }
      return new Map([...fresh].map((id) => [id, flagsOf.get(id) ?? []]));
    },
  });
  const stored = sales.filter((_, index) => outcomes[index]?.status === 'applied');
  const saleIds = stored.map(({ record }) => record.id);
  await settleVoids(
    tx,
    tenantId,
    saleIds.filter((id) => facts.voided.has(id)),
    arrival.receivedAt,
  );
  await settleRefunds(
    tx,
    tenantId,
    saleIds.filter((id) => facts.refunded.has(id)),
  );
  await settleCloses(
    tx,
    tenantId,
    stored.flatMap(({ record: { shiftId } }) =>
      shiftId !== null && facts.closes.has(shiftId) ? shiftId : [],
    ),
  );
  return outcomes;
}

/** Inserts what is not there yet, in one statement; answers the ids that were new. */
async function insertSales(
  tx: Tx,
  tenantId: string,
  ordered: readonly HashedRecord<'sale'>[],
  facts: SaleFacts,
  flagsOf: ReadonlyMap<string, RecordFlag[]>,
  arrival: Arrival,
): Promise<Set<string>> {
  const receivedAt = arrival.receivedAt;
  const saleRows = ordered.map(({ record, contentHash }) => ({
    ...record,
    lines: undefined,
    payments: undefined,
    lineCount: record.lines.length,
    occurredAt: occurredAt(record, record.soldAt, receivedAt),
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
      .flatMap(movedGoods)
      .filter(({ productId }) => facts.products.has(productId))
      .map(({ productId, quantityMilli }) => ({
        id: arrival.newId(),
        outletId: record.outletId,
        productId,
        quantityMilli: -quantityMilli,
        saleId: record.id,
        occurredAt: occurredAt(record, record.soldAt, receivedAt),
      })),
  );
  const json = (rows: unknown[]) => sql`${JSON.stringify(rows)}::text::json`;
  const at = sql`to_timestamp(${receivedAt}::float8 / 1000)`;
  const result = await tx.execute(sql`
    with fresh as (
      insert into sale (tenant_id, id, outlet_id, device_id, staff_id, receipt_seq, receipt_number, sold_at,
          clock_offset_ms, device_counter, received_at, occurred_at, subtotal, discount, tax, rounding, total,
          line_count, note, shift_id, customer_id, order_type, label, price_list_id, discounts, service_charge,
          tax_included, change_kept, exchange_of, approvals, flags, content_hash)
        select ${tenantId}::uuid, id, "outletId", "deviceId", "staffId", "receiptSeq", "receiptNumber",
          to_timestamp("soldAt" / 1000), "clockOffsetMs", "deviceCounter", ${at}, to_timestamp("occurredAt" / 1000),
          subtotal, discount, tax, rounding, total, "lineCount", note, "shiftId", "customerId", "orderType", label,
          "priceListId", discounts, "serviceCharge", "taxIncluded", "changeKept", "exchangeOf", approvals, flags,
          "contentHash"
        from json_to_recordset(${json(saleRows)}) as row (id uuid, "outletId" uuid, "deviceId" uuid, "staffId" uuid,
          "receiptSeq" int, "receiptNumber" text, "soldAt" float8, "clockOffsetMs" int8, "deviceCounter" int8,
          "occurredAt" float8, subtotal int8, discount int8, tax int8, rounding int8, total int8, "lineCount" int,
          note text, "shiftId" uuid, "customerId" uuid, "orderType" text, label text, "priceListId" text,
          discounts jsonb, "serviceCharge" int8, "taxIncluded" int8, "changeKept" int8, "exchangeOf" uuid,
          approvals jsonb, flags text[], "contentHash" text)
        on conflict (tenant_id, id) do nothing returning id
    ), lines as (
      insert into sale_line (tenant_id, sale_id, line_no, product_id, sku, name, unit, quantity_milli, unit_price,
          line_total, tax_class, note, list_price, discount, discounts, cart_discount, service_charge, tax_kind,
          tax_rate_bp, tax_base, tax, tax_included, modifiers, stock_milli, components)
        select ${tenantId}::uuid, "saleId", "lineNo", "productId", sku, name, unit, "quantityMilli", "unitPrice",
          "lineTotal", "taxClass", note, "listPrice", discount, discounts, "cartDiscount", "serviceCharge", "taxKind",
          "taxRateBp", "taxBase", tax, "taxIncluded", modifiers, "stockMilli", components
        from json_to_recordset(${json(lineRows)}) as row ("saleId" uuid, "lineNo" int, "productId" uuid, sku text,
          name text, unit text, "quantityMilli" int8, "unitPrice" int8, "lineTotal" int8, "taxClass" text, note text,
          "listPrice" int8, discount int8, discounts jsonb, "cartDiscount" int8, "serviceCharge" int8, "taxKind" text,
          "taxRateBp" int, "taxBase" int8, tax int8, "taxIncluded" int8, modifiers jsonb, "stockMilli" int8,
          components jsonb)
        where "saleId" in (select id from fresh)
    ), payments as (
      insert into payment (tenant_id, id, sale_id, method, amount, tendered, change, reference, confirmed)
        select ${tenantId}::uuid, id, "saleId", method, amount, tendered, change, reference, confirmed
        from json_to_recordset(${json(paymentRows)}) as row (id uuid, "saleId" uuid, method text, amount int8,
          tendered int8, change int8, reference text, confirmed boolean)
        where "saleId" in (select id from fresh)
    ), movements as (
      insert into stock_movement (tenant_id, id, outlet_id, product_id, quantity_milli, reason, sale_id, at, occurred_at)
        select ${tenantId}::uuid, id, "outletId", "productId", "quantityMilli", 'sale', "saleId", ${at},
          to_timestamp("occurredAt" / 1000)
        from json_to_recordset(${json(movementRows)}) as row (id uuid, "outletId" uuid, "productId" uuid,
          "quantityMilli" int8, "saleId" uuid, "occurredAt" float8)
        where "saleId" in (select id from fresh)
    )
    select id from fresh`);
  return new Set(rowsOf<{ id: string }>(result).map((row) => row.id));
}
