import { sql } from 'drizzle-orm';
import type { Action } from '../../shared/permissions.ts';
import type { Role } from '../../shared/roles.ts';
import type { Approval } from '../../shared/sync/record-fields.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { type RecordHeader, uuids } from '../sync/header-facts.ts';
import { type KnownProduct, receiptKey, type SaleFacts } from './sale-facts.ts';

/** What of a sale, refund or void has to be looked up. */
export interface Compared extends RecordHeader {
  id: string;
  /** a sale's own id, or the sale that it takes back */
  saleId?: string | undefined;
  shiftId: string | null;
  receiptSeq?: number | undefined;
  lines?: readonly {
    productId: string | null;
    components?: readonly { productId: string }[] | undefined;
  }[];
  approvals?: readonly Approval[] | undefined;
}

interface FactsRow {
  devices: [id: string, code: string, outletId: string][] | null;
  outlets: [id: string, code: string][] | null;
  staff: [id: string, active: boolean, role: Role][] | null;
  permissions: [outletId: string, permissions: Partial<Record<Action, Role>>][] | null;
  products: [id: string, price: number, extras: KnownProduct['extras']][] | null;
  receipts: [deviceId: string, receiptSeq: number, recordId: string][] | null;
  shifts: string[] | null;
  closes: [shiftId: string, deviceId: string, deviceCounter: number][] | null;
  voided: string[] | null;
  refunded: string[] | null;
}

/** Everything that a batch of sales, refunds or voids is compared with, in one round trip. */
export async function readSaleFacts(
  tx: Tx,
  tenantId: string,
  records: readonly Compared[],
): Promise<SaleFacts> {
  const all = (pick: (record: Compared) => (string | null)[]) => uuids(records.flatMap(pick));
  const numbered = records.filter((record) => record.receiptSeq !== undefined);
  const deviceIds = `{${numbered.map((record) => record.deviceId).join(',')}}`;
  const receiptSeqs = `{${numbered.map((record) => record.receiptSeq).join(',')}}`;
  const outletIds = all((record) => [record.outletId]);
  const shiftIds = all((record) => [record.shiftId]);
  const saleIds = all((record) => [record.saleId ?? record.id]);
  const people = all((record) => [
    record.staffId,
    ...(record.approvals?.map((approval) => approval.approvedBy) ?? []),
  ]);
  const goods = all(
    (record) =>
      record.lines?.flatMap((line) => [
        line.productId,
        ...(line.components?.map((component) => component.productId) ?? []),
      ]) ?? [],
  );
  const [row] = rowsOf<FactsRow>(
    await tx.execute(sql`select
      (select json_agg(json_build_array(id, code, outlet_id)) from device
        where tenant_id = ${tenantId} and id = any(${all((record) => [record.deviceId])})) as devices,
      (select json_agg(json_build_array(id, code)) from outlet
        where tenant_id = ${tenantId} and id = any(${outletIds})) as outlets,
      (select json_agg(json_build_array(id, active, role)) from staff
        where tenant_id = ${tenantId} and id = any(${people})) as staff,
      (select json_agg(json_build_array(wanted.id, coalesce(own.sections -> 'permissions', shop.sections -> 'permissions')))
        from unnest(${outletIds}) as wanted(id)
        left join outlet_settings own on own.tenant_id = ${tenantId} and own.scope_id = wanted.id
        left join outlet_settings shop on shop.tenant_id = ${tenantId} and shop.scope_id = shop.tenant_id
        where coalesce(own.sections -> 'permissions', shop.sections -> 'permissions') is not null) as permissions,
      (select json_agg(json_build_array(id, price, extras)) from product
        where tenant_id = ${tenantId} and id = any(${goods})) as products,
      (select json_agg(json_build_array(held.device_id, held.receipt_seq, held.id))
        from unnest(${deviceIds}::uuid[], ${receiptSeqs}::int[]) as wanted(device_id, receipt_seq)
        cross join lateral (
          select device_id, receipt_seq, id from sale where sale.tenant_id = ${tenantId}
            and sale.device_id = wanted.device_id and sale.receipt_seq = wanted.receipt_seq
          union all
          select device_id, receipt_seq, id from refund where refund.tenant_id = ${tenantId}
            and refund.device_id = wanted.device_id and refund.receipt_seq = wanted.receipt_seq) as held) as receipts,
      (select json_agg(id) from shift where tenant_id = ${tenantId} and id = any(${shiftIds})) as shifts,
      (select json_agg(json_build_array(shift_id, device_id, device_counter)) from shift_close
        where tenant_id = ${tenantId} and shift_id = any(${shiftIds})) as closes,
      (select json_agg(sale_id) from sale_void where tenant_id = ${tenantId} and sale_id = any(${saleIds})) as voided,
      (select json_agg(sale_id) from refund where tenant_id = ${tenantId} and sale_id = any(${saleIds})) as refunded`),
  );
  const receipts = new Map<string, Set<string>>();
  for (const [deviceId, receiptSeq, recordId] of row?.receipts ?? [])
    hold(receipts, deviceId, receiptSeq, recordId);
  // Within the batch the first one has the number, the next ones repeat it.
  for (const { deviceId, receiptSeq, id } of records)
    if (receiptSeq !== undefined && !receipts.has(receiptKey(deviceId, receiptSeq)))
      hold(receipts, deviceId, receiptSeq, id);
  return {
    devices: new Map(row?.devices?.map(([id, code, outletId]) => [id, { code, outletId }])),
    outlets: new Map(row?.outlets?.map(([id, code]) => [id, { code }])),
    staff: new Map(row?.staff?.map(([id, active, role]) => [id, { active, role }])),
    permissions: new Map(row?.permissions),
    products: new Map(row?.products?.map(([id, price, extras]) => [id, { price, extras }])),
    receipts,
    shifts: new Set(row?.shifts),
    closes: new Map(
      row?.closes?.map(([shiftId, deviceId, deviceCounter]) => [shiftId, { deviceId, deviceCounter }]),
    ),
    voided: new Set(row?.voided),
    refunded: new Set(row?.refunded),
  };
}

function hold(
  receipts: Map<string, Set<string>>,
  deviceId: string,
  receiptSeq: number,
  recordId: string,
): void {
  const key = receiptKey(deviceId, receiptSeq);
  receipts.set(key, (receipts.get(key) ?? new Set()).add(recordId));
}
