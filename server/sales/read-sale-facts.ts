import { sql } from 'drizzle-orm';
import type { Action } from '../../shared/permissions.ts';
import type { PricingSettings } from '../../shared/pricing/types.ts';
import type { Role } from '../../shared/roles.ts';
import type { Approval } from '../../shared/sync/record-fields.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { type RecordHeader, uuids } from '../sync/header-facts.ts';
import { STALE_MS } from './follows-settings.ts';
import { type PricingHistory, pricingVersions } from './pricing-then.ts';
import { type KnownProduct, receiptKey, type SaleFacts } from './sale-facts.ts';

/** How many changes of settings, back to three months ago, are looked at. */
const MOST_CHANGES = 40;
/** the year 2100: no device's clock makes a timestamp that the database can't read */
const LATEST_MS = 4_102_444_800_000;

/** What of a sale, refund or void has to be looked up. */
export interface Compared extends RecordHeader {
  id: string;
  /** a sale's own id, or the sale that it takes back */
  saleId?: string | undefined;
  shiftId: string | null;
  /** of a sale, which is priced again: device clock */
  soldAt?: number | undefined;
  receiptSeq?: number | undefined;
  lines?: readonly {
    productId: string | null;
    components?: readonly { productId: string }[] | undefined;
  }[];
  approvals?: readonly Approval[] | undefined;
}

interface FactsRow {
  devices: [id: string, code: string, outletId: string][] | null;
  outlets: [id: string, code: string, timeZone: string, pricing: PricingSettings | null][] | null;
  shop_pricing: PricingSettings | null;
  pricing_changes: [scopeId: string, at: number, before: PricingSettings | null][] | null;
  staff: [id: string, active: boolean, role: Role][] | null;
  permissions: [outletId: string, permissions: Partial<Record<Action, Role>>][] | null;
  products:
    | [
        id: string,
        price: number,
        extras: KnownProduct['extras'],
        categoryId: string | null,
        changedAt: number,
      ][]
    | null;
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
  const since = sql`greatest(${pricedSince(records)}::timestamptz, now() - interval '90 days')`;
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
      (select json_agg(json_build_array(id, code, time_zone, (select sections -> 'pricing' from outlet_settings own
          where own.tenant_id = ${tenantId} and own.scope_id = outlet.id))) from outlet
        where tenant_id = ${tenantId} and id = any(${outletIds})) as outlets,
      (select sections -> 'pricing' from outlet_settings
        where tenant_id = ${tenantId} and scope_id = ${tenantId}) as shop_pricing,
      (select json_agg(json_build_array(scope_id, at, before)) from (
        select target as scope_id, (extract(epoch from at) * 1000)::float8 as at,
            detail -> 'changed' -> 'pricing' -> 'from' as before
          from audit_entry
          where tenant_id = ${tenantId} and action = 'settings.saved' and detail -> 'changed' ? 'pricing'
            and audit_entry.at >= ${since}
            -- Without a change since then, nobody's deeds are looked through.
            and (select max(updated_at) from outlet_settings where tenant_id = ${tenantId}) >= ${since}
          order by audit_entry.at desc, (detail ->> 'version')::int desc limit ${MOST_CHANGES}) as change) as pricing_changes,
      (select json_agg(json_build_array(id, active, role)) from staff
        where tenant_id = ${tenantId} and id = any(${people})) as staff,
      (select json_agg(json_build_array(wanted.id, coalesce(own.sections -> 'permissions', shop.sections -> 'permissions')))
        from unnest(${outletIds}) as wanted(id)
        left join outlet_settings own on own.tenant_id = ${tenantId} and own.scope_id = wanted.id
        left join outlet_settings shop on shop.tenant_id = ${tenantId} and shop.scope_id = shop.tenant_id
        where coalesce(own.sections -> 'permissions', shop.sections -> 'permissions') is not null) as permissions,
      (select json_agg(json_build_array(id, price, extras, category_id,
          (extract(epoch from updated_at) * 1000)::float8)) from product
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
    pricing: pricingOf(tenantId, row),
    products: new Map(
      row?.products?.map(([id, price, extras, categoryId, changedAt]) => [
        id,
        { price, extras, categoryId, changedAt },
      ]),
    ),
    receipts,
    shifts: new Set(row?.shifts),
    closes: new Map(
      row?.closes?.map(([shiftId, deviceId, deviceCounter]) => [shiftId, { deviceId, deviceCounter }]),
    ),
    voided: new Set(row?.voided),
    refunded: new Set(row?.refunded),
  };
}

/** From when on a change of settings matters to these records, as a timestamp; what is no sale is priced by nobody. */
function pricedSince(records: readonly Compared[]): string {
  const sold = records.flatMap(({ soldAt, clockOffsetMs }) =>
    soldAt === undefined ? [] : soldAt + (clockOffsetMs ?? 0),
  );
  if (sold.length === 0) return 'infinity';
  const first = Math.min(...sold) - STALE_MS;
  return new Date(Math.min(Math.max(first, 0), LATEST_MS)).toISOString();
}

function pricingOf(tenantId: string, row: FactsRow | undefined): Map<string, PricingHistory> {
  const versionsOf = (scopeId: string, now: PricingSettings | null) =>
    pricingVersions(
      now,
      (row?.pricing_changes ?? [])
        .filter(([changed]) => changed === scopeId)
        .map(([, at, before]) => ({ at, before })),
    );
  const shop = versionsOf(tenantId, row?.shop_pricing ?? null);
  return new Map(
    row?.outlets?.map(([id, , timeZone, own]) => [id, { timeZone, shop, own: versionsOf(id, own) }]),
  );
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
