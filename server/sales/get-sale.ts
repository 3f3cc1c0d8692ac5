import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';

/** A stored sale as it was charged, with what the server noticed. */
export interface StoredSale extends Omit<SaleRecord, 'kind' | 'note'> {
  note: string | null;
  outletName: string;
  deviceName: string;
  staffName: string | null;
  /** epoch ms */
  receivedAt: number;
  occurredAt: number;
  flags: RecordFlag[];
}

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
          'note', s.note, 'flags', s.flags,
          'lines', (select json_agg(json_build_object('lineNo', line_no, 'productId', product_id, 'sku', sku,
              'name', name, 'unit', unit, 'quantityMilli', quantity_milli, 'unitPrice', unit_price,
              'lineTotal', line_total, 'taxClass', tax_class, 'note', note) order by line_no)
            from sale_line where tenant_id = s.tenant_id and sale_id = s.id),
          'payments', (select json_agg(json_build_object('id', id, 'method', method, 'amount', amount,
              'tendered', tendered, 'change', change) order by id)
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
