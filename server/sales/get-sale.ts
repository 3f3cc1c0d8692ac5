import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { RefundReason, RefundRecord } from '../../shared/sync/day-records.ts';
import type { PaymentMethod, SaleRecord } from '../../shared/sync/sale-record.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';

/** What went back of a sale. */
export interface StoredRefund {
  id: string;
  receiptNumber: string;
  outletId: string;
  deviceName: string;
  staffName: string | null;
  occurredAt: number;
  reason: RefundReason;
  total: Rupiah;
  rounding: Rupiah;
  note: string | null;
  flags: RecordFlag[];
  lines: Pick<RefundRecord['lines'][0], 'lineNo' | 'name' | 'quantityMilli' | 'amount' | 'tax' | 'restock'>[];
  payments: { id: string; method: PaymentMethod; amount: Rupiah; reference: string | null }[];
}

/** A stored sale as it was charged, with what the server noticed. */
export interface StoredSale extends Omit<SaleRecord, 'kind' | 'note' | 'payments'> {
  payments: (SaleRecord['payments'][0] & {
    /** of a QRIS without callback: the newest word on it after the sale */
    outcome: 'received' | 'notReceived' | null;
  })[];
  refunds: StoredRefund[];
  /** the first one, when the sale was undone */
  void: {
    id: string;
    occurredAt: number;
    staffName: string | null;
    reason: string;
    flags: RecordFlag[];
  } | null;

  note: string | null;
  outletName: string;
  deviceName: string;
  staffName: string | null;
  /** epoch ms */
  receivedAt: number;
  occurredAt: number;
  flags: RecordFlag[];
}

const epochMs = (column: string) => sql.raw(`round(extract(epoch from ${column}) * 1000)::int8`);

/** Throws Refusal `notFound`. */
export async function getSale(db: Db, tenantId: string, saleId: string): Promise<StoredSale> {
  const [row] = rowsOf<{ sale: StoredSale }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        select json_build_object('id', s.id, 'outletId', s.outlet_id, 'outletName', o.name,
          'deviceId', s.device_id, 'deviceName', d.name, 'staffId', s.staff_id, 'staffName', p.name,
          'receiptSeq', s.receipt_seq, 'receiptNumber', s.receipt_number,
          'soldAt', round(extract(epoch from s.sold_at) * 1000)::int8,
          'receivedAt', round(extract(epoch from s.received_at) * 1000)::int8,
          'occurredAt', round(extract(epoch from s.occurred_at) * 1000)::int8,
          'clockOffsetMs', s.clock_offset_ms, 'deviceCounter', s.device_counter,
          'subtotal', s.subtotal, 'discount', s.discount, 'tax', s.tax, 'rounding', s.rounding, 'total', s.total,
          'note', s.note, 'flags', s.flags, 'shiftId', s.shift_id, 'customerId', s.customer_id,
          'orderType', s.order_type, 'label', s.label, 'priceListId', s.price_list_id, 'discounts', s.discounts,
          'serviceCharge', s.service_charge, 'taxIncluded', s.tax_included, 'changeKept', s.change_kept,
          'exchangeOf', s.exchange_of, 'approvals', s.approvals,
          'void', (select json_build_object('id', v.id, 'occurredAt', ${epochMs('v.occurred_at')}, 'reason', v.reason,
              'flags', v.flags, 'staffName', (select name from staff where tenant_id = v.tenant_id and id = v.staff_id))
            from sale_void v where v.tenant_id = s.tenant_id and v.sale_id = s.id order by v.received_at, v.id limit 1),
          'refunds', (select coalesce(json_agg(json_build_object('id', r.id, 'receiptNumber', r.receipt_number,
              'outletId', r.outlet_id, 'occurredAt', ${epochMs('r.occurred_at')}, 'reason', r.reason, 'total', r.total,
              'rounding', r.rounding, 'note', r.note, 'flags', r.flags,
              'deviceName', (select name from device where tenant_id = r.tenant_id and id = r.device_id),
              'staffName', (select name from staff where tenant_id = r.tenant_id and id = r.staff_id),
              'lines', (select json_agg(json_build_object('lineNo', line_no, 'name', name,
                  'quantityMilli', quantity_milli, 'amount', amount, 'tax', tax, 'restock', restock) order by line_no)
                from refund_line where tenant_id = r.tenant_id and refund_id = r.id),
              'payments', (select json_agg(json_build_object('id', id, 'method', method, 'amount', amount,
                  'reference', reference) order by id)
                from refund_payment where tenant_id = r.tenant_id and refund_id = r.id)) order by r.received_at, r.id), '[]')
            from refund r where r.tenant_id = s.tenant_id and r.sale_id = s.id),
          'lines', (select json_agg(json_build_object('lineNo', line_no, 'productId', product_id, 'sku', sku,
              'name', name, 'unit', unit, 'quantityMilli', quantity_milli, 'unitPrice', unit_price,
              'lineTotal', line_total, 'taxClass', tax_class, 'note', note, 'listPrice', list_price, 'discount', discount,
              'discounts', discounts, 'cartDiscount', cart_discount, 'serviceCharge', service_charge,
              'taxKind', tax_kind, 'taxRateBp', tax_rate_bp, 'taxBase', tax_base, 'tax', tax,
              'taxIncluded', tax_included, 'modifiers', modifiers, 'stockMilli', stock_milli,
              'components', components) order by line_no)
            from sale_line where tenant_id = s.tenant_id and sale_id = s.id),
          'payments', (select json_agg(json_build_object('id', id, 'method', method, 'amount', amount,
              'tendered', tendered, 'change', change, 'reference', reference, 'confirmed', confirmed,
              'outcome', (select outcome from qris_confirmation q where q.tenant_id = payment.tenant_id
                and q.payment_id = payment.id order by q.occurred_at desc, q.id desc limit 1)) order by id)
            from payment where tenant_id = s.tenant_id and sale_id = s.id)) as sale
        from sale s
          join outlet o on o.tenant_id = s.tenant_id and o.id = s.outlet_id
          join device d on d.tenant_id = s.tenant_id and d.id = s.device_id
          left join staff p on p.tenant_id = s.tenant_id and p.id = s.staff_id
        where s.tenant_id = ${tenantId} and s.id = ${saleId}`),
    ),
  );
  if (!row) throw new Refusal('notFound');
  return row.sale;
}
