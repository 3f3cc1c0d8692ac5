import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import type { Arrival } from './arrival.ts';

const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** What every record carries. */
export interface RecordHeader {
  outletId: string;
  deviceId: string;
  staffId: string;
  clockOffsetMs: number | null;
}

/** What the server knows that the header of a record is compared with, as far as the batch names it. */
export interface HeaderFacts {
  devices: ReadonlyMap<string, { code: string; outletId: string }>;
  outlets: ReadonlyMap<string, { code: string }>;
  staff: ReadonlyMap<string, { active: boolean }>;
}

export async function readHeaderFacts(
  tx: Tx,
  tenantId: string,
  records: readonly RecordHeader[],
): Promise<HeaderFacts> {
  const [row] = rowsOf<{
    devices: [id: string, code: string, outletId: string][] | null;
    outlets: [id: string, code: string][] | null;
    staff: [id: string, active: boolean][] | null;
  }>(
    await tx.execute(sql`select
      (select json_agg(json_build_array(id, code, outlet_id)) from device
        where tenant_id = ${tenantId} and id = any(${uuids(records.map((record) => record.deviceId))})) as devices,
      (select json_agg(json_build_array(id, code)) from outlet
        where tenant_id = ${tenantId} and id = any(${uuids(records.map((record) => record.outletId))})) as outlets,
      (select json_agg(json_build_array(id, active)) from staff
        where tenant_id = ${tenantId} and id = any(${uuids(records.map((record) => record.staffId))})) as staff`),
  );
  return {
    devices: new Map(row?.devices?.map(([id, code, outletId]) => [id, { code, outletId }])),
    outlets: new Map(row?.outlets?.map(([id, code]) => [id, { code }])),
    staff: new Map(row?.staff?.map(([id, active]) => [id, { active }])),
  };
}

/** A list of checked UUIDs as one parameter. */
export function uuids(ids: Iterable<string | null>) {
  const named = new Set<string>();
  for (const id of ids) if (id !== null) named.add(id);
  return sql`${`{${[...named].join(',')}}`}::uuid[]`;
}

/** Why a record can't be stored under this tenant at all; null when it can. */
export function headerRefusal(
  record: RecordHeader,
  facts: HeaderFacts,
): { code: 'outletUnknown' | 'deviceUnknown'; field: string } | null {
  if (!facts.outlets.has(record.outletId)) return { code: 'outletUnknown', field: 'outletId' };
  if (!facts.devices.has(record.deviceId)) return { code: 'deviceUnknown', field: 'deviceId' };
  return null;
}

/** What the owner should look at in the header of any record; `at` is the record's own moment on its device's clock. */
export function headerFlags(
  record: RecordHeader,
  at: number,
  facts: HeaderFacts,
  arrival: Pick<Arrival, 'receivedAt' | 'rescued'>,
): RecordFlag[] {
  const staff = facts.staff.get(record.staffId);
  const offset = record.clockOffsetMs ?? 0;
  const clockOff =
    Math.abs(offset) > CLOCK_TOLERANCE_MS || at + offset > arrival.receivedAt + CLOCK_TOLERANCE_MS;
  return [
    ...(staff ? [] : (['unknownStaff'] as const)),
    ...(staff?.active === false ? (['staffInactive'] as const) : []),
    ...(facts.devices.get(record.deviceId)?.outletId === record.outletId ? [] : (['outletDiffers'] as const)),
    ...(clockOff ? (['clockOff'] as const) : []),
    ...(arrival.rescued(record) ? (['rescued'] as const) : []),
  ];
}

/** When it happened, on the server's clock as well as can be told (epoch ms): never after its arrival (S10). */
export function occurredAt(record: RecordHeader, at: number, receivedAt: number): number {
  return Math.max(0, Math.min(at + (record.clockOffsetMs ?? 0), receivedAt));
}
