import { sql } from 'drizzle-orm';
import type { Action } from '../../shared/permissions.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { RefundRecord } from '../../shared/sync/day-records.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { settleCloses } from '../shifts/settle-closes.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal, occurredAt } from '../sync/header-facts.ts';
import { recordOnce } from '../sync/record-once.ts';
import { movedGoods } from './moved-goods.ts';
import { isPermitted } from './permitted.ts';
import { readSaleFacts } from './read-sale-facts.ts';
import type { SaleFacts } from './sale-facts.ts';
import { receiptFlags, shiftFlags } from './sale-flags.ts';
import { settleRefunds } from './settle-refunds.ts';
import { settleVoids } from './settle-voids.ts';

/**
 * Stores refunds as they happened (S4, S5), with what went back on the shelf or to waste. A refund of more than was
 * paid, and one whose sale is not here yet, is kept and flagged; the flag goes when the sale arrives.
 */
export async function recordRefunds(
  tx: Tx,
  tenantId: string,
  refunds: readonly HashedRecord<'refund'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const facts = await readSaleFacts(
    tx,
    tenantId,
    refunds.map((refund) => refund.record),
  );
  let settled: ReadonlyMap<string, RecordFlag[]> = new Map();
  return recordOnce(tx, tenantId, refunds, {
    table: 'refund',
    refusal: (refund) => headerRefusal(refund, facts),
    insert: async (ordered) => {
      const fresh = await insertRefunds(tx, tenantId, ordered, facts, arrival);
      const stored = ordered.filter(({ record }) => fresh.has(record.id)).map(({ record }) => record);
      const saleIds = stored.map((refund) => refund.saleId);
      settled = await settleRefunds(tx, tenantId, saleIds);
      await settleVoids(
        tx,
        tenantId,
        saleIds.filter((id) => facts.voided.has(id)),
        arrival.receivedAt,
      );
      await settleCloses(
        tx,
        tenantId,
        stored.flatMap(({ shiftId }) => (shiftId !== null && facts.closes.has(shiftId) ? shiftId : [])),
      );
      return new Map([...fresh].map((id) => [id, settled.get(id) ?? []]));
    },
  });
}

/** What is to be seen on the refund itself; what its sale says comes by `settleRefunds`. */
function flagsOf(refund: RefundRecord, facts: SaleFacts, arrival: Arrival): RecordFlag[] {
  const lines = refund.lines.reduce((sum, line) => sum + line.amount, 0);
  const paid = refund.payments.reduce((sum, payment) => sum + payment.amount, 0);
  const addsUp = lines + refund.rounding === refund.total && paid === refund.total;
  const actions: Action[] = ['refund'];
  return [
    ...(addsUp ? [] : (['totalsDiffer'] as const)),
    ...(isPermitted(refund, actions, facts) ? [] : (['notPermitted'] as const)),
    ...headerFlags(refund, refund.at, facts, arrival),
    ...receiptFlags(refund, facts),
    ...shiftFlags(refund, facts),
  ];
}

async function insertRefunds(
  tx: Tx,
  tenantId: string,
  ordered: readonly HashedRecord<'refund'>[],
  facts: SaleFacts,
  arrival: Arrival,
): Promise<Set<string>> {
  const { receivedAt } = arrival;
  const rows = ordered.map(({ record, contentHash }) => ({
    ...record,
    occurredAt: occurredAt(record, record.at, receivedAt),
    flags: flagsOf(record, facts, arrival),
    contentHash,
  }));
  const lineRows = ordered.flatMap(({ record }) =>
    record.lines.map((line) => ({ ...line, refundId: record.id })),
  );
  const paymentRows = ordered.flatMap(({ record }) =>
    record.payments.map((payment) => ({ ...payment, refundId: record.id })),
  );
  const movementRows = ordered.flatMap(({ record }) =>
    record.lines.flatMap((line) =>
      movedGoods(line)
        .filter(({ productId }) => facts.products.has(productId))
        .flatMap(({ productId, quantityMilli }) => {
          const row = {
            outletId: record.outletId,
            productId,
            saleId: record.saleId,
            refundId: record.id,
            occurredAt: occurredAt(record, record.at, receivedAt),
          };
          const back = { ...row, id: arrival.newId(), quantityMilli, reason: 'refund' };
          // Goods that nobody can sell again come back and go to waste: the ledger shows both.
          const waste = { ...row, id: arrival.newId(), quantityMilli: -quantityMilli, reason: 'waste' };
          return line.restock ? [back] : [back, waste];
        }),
    ),
  );
  const json = (value: unknown[]) => sql`${JSON.stringify(value)}::text::json`;
  const at = sql`to_timestamp(${receivedAt}::float8 / 1000)`;
  const result = await tx.execute(sql`
    with fresh as (
      insert into refund (tenant_id, id, outlet_id, device_id, staff_id, device_counter, clock_offset_ms, made_at,
          occurred_at, received_at, flags, content_hash, receipt_seq, receipt_number, shift_id, sale_id,
          sale_receipt_number, customer_id, reason, rounding, total, approvals, note)
        select ${tenantId}::uuid, id, "outletId", "deviceId", "staffId", "deviceCounter", "clockOffsetMs",
          to_timestamp(at / 1000), to_timestamp("occurredAt" / 1000), ${at}, flags, "contentHash", "receiptSeq",
          "receiptNumber", "shiftId", "saleId", "saleReceiptNumber", "customerId", reason, rounding, total, approvals,
          note
        from json_to_recordset(${json(rows)}) as row (id uuid, "outletId" uuid, "deviceId" uuid, "staffId" uuid,
          "deviceCounter" int8, "clockOffsetMs" int8, at float8, "occurredAt" float8, flags text[], "contentHash" text,
          "receiptSeq" int, "receiptNumber" text, "shiftId" uuid, "saleId" uuid, "saleReceiptNumber" text,
          "customerId" uuid, reason text, rounding int8, total int8, approvals jsonb, note text)
        on conflict (tenant_id, id) do nothing returning id
    ), lines as (
      insert into refund_line (tenant_id, refund_id, line_no, product_id, name, unit, quantity_milli, amount, tax_kind,
          tax, restock, stock_milli, components)
        select ${tenantId}::uuid, "refundId", "lineNo", "productId", name, unit, "quantityMilli", amount, "taxKind",
          tax, restock, "stockMilli", components
        from json_to_recordset(${json(lineRows)}) as row ("refundId" uuid, "lineNo" int, "productId" uuid, name text,
          unit text, "quantityMilli" int8, amount int8, "taxKind" text, tax int8, restock boolean, "stockMilli" int8,
          components jsonb)
        where "refundId" in (select id from fresh)
    ), payments as (
      insert into refund_payment (tenant_id, refund_id, id, method, amount, payment_id, reference)
        select ${tenantId}::uuid, "refundId", id, method, amount, "paymentId", reference
        from json_to_recordset(${json(paymentRows)}) as row ("refundId" uuid, id uuid, method text, amount int8,
          "paymentId" uuid, reference text)
        where "refundId" in (select id from fresh)
    ), movements as (
      insert into stock_movement (tenant_id, id, outlet_id, product_id, quantity_milli, reason, sale_id, source_id, at,
          occurred_at)
        select ${tenantId}::uuid, id, "outletId", "productId", "quantityMilli", reason, "saleId", "refundId", ${at},
          to_timestamp("occurredAt" / 1000)
        from json_to_recordset(${json(movementRows)}) as row (id uuid, "outletId" uuid, "productId" uuid,
          "quantityMilli" int8, reason text, "saleId" uuid, "refundId" uuid, "occurredAt" float8)
        where "refundId" in (select id from fresh)
    )
    select id from fresh`);
  return new Set(rowsOf<{ id: string }>(result).map((row) => row.id));
}
