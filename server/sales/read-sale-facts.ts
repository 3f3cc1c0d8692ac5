import { sql } from 'drizzle-orm';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { receiptKey, type SaleFacts } from './sale-facts.ts';

interface FactsRow {
  devices: [id: string, code: string, outletId: string][] | null;
  outlets: [id: string, code: string][] | null;
  staff: [id: string, active: boolean][] | null;
  products: [id: string, price: number][] | null;
  receipts: [deviceId: string, receiptSeq: number, saleId: string][] | null;
}

/** Everything that a batch of sales is compared with, in one round trip. */
export async function readSaleFacts(
  tx: Tx,
  tenantId: string,
  sales: readonly SaleRecord[],
): Promise<SaleFacts> {
  const ids = (pick: (sale: SaleRecord) => Iterable<string | null>) => {
    const found = new Set<string>();
    for (const sale of sales) for (const id of pick(sale)) if (id !== null) found.add(id);
    return sql`${`{${[...found].join(',')}}`}::uuid[]`;
  };
  const deviceIds = `{${sales.map((sale) => sale.deviceId).join(',')}}`;
  const receiptSeqs = `{${sales.map((sale) => sale.receiptSeq).join(',')}}`;
  const [row] = rowsOf<FactsRow>(
    await tx.execute(sql`select
      (select json_agg(json_build_array(id, code, outlet_id)) from device
        where tenant_id = ${tenantId} and id = any(${ids((sale) => [sale.deviceId])})) as devices,
      (select json_agg(json_build_array(id, code)) from outlet
        where tenant_id = ${tenantId} and id = any(${ids((sale) => [sale.outletId])})) as outlets,
      (select json_agg(json_build_array(id, active)) from staff
        where tenant_id = ${tenantId} and id = any(${ids((sale) => [sale.staffId])})) as staff,
      (select json_agg(json_build_array(id, price)) from product
        where tenant_id = ${tenantId} and id = any(${ids((sale) => sale.lines.map((line) => line.productId))})) as products,
      (select json_agg(json_build_array(sale.device_id, sale.receipt_seq, sale.id))
        from unnest(${deviceIds}::uuid[], ${receiptSeqs}::int[]) as wanted(device_id, receipt_seq)
        join sale on sale.tenant_id = ${tenantId} and sale.device_id = wanted.device_id
          and sale.receipt_seq = wanted.receipt_seq) as receipts`),
  );
  const receipts = new Map<string, Set<string>>();
  for (const [deviceId, receiptSeq, saleId] of row?.receipts ?? [])
    hold(receipts, deviceId, receiptSeq, saleId);
  // Within the batch the first one has the number, the next ones repeat it.
  for (const sale of sales)
    if (!receipts.has(receiptKey(sale.deviceId, sale.receiptSeq)))
      hold(receipts, sale.deviceId, sale.receiptSeq, sale.id);
  return {
    devices: new Map(row?.devices?.map(([id, code, outletId]) => [id, { code, outletId }])),
    outlets: new Map(row?.outlets?.map(([id, code]) => [id, { code }])),
    staff: new Map(row?.staff?.map(([id, active]) => [id, { active }])),
    products: new Map(row?.products?.map(([id, price]) => [id, { price }])),
    receipts,
  };
}

function hold(
  receipts: Map<string, Set<string>>,
  deviceId: string,
  receiptSeq: number,
  saleId: string,
): void {
  const key = receiptKey(deviceId, receiptSeq);
  receipts.set(key, (receipts.get(key) ?? new Set()).add(saleId));
}
