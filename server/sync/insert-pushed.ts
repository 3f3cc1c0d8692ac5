import { type SQL, sql } from 'drizzle-orm';
import type { RecordFlag, RecordKind } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import type { HashedRecord } from './arrival.ts';
import { occurredAt } from './header-facts.ts';

/** A column of a table of `pushed()` records beside the common ones: its type, and the record's member it holds. */
export type PushedColumns = Record<string, { type: 'uuid' | 'text' | 'int8' | 'jsonb'; from: string }>;

type Plain = Exclude<RecordKind, 'sale'>;

/**
 * Inserts records that are one row each into their table of `pushed()` columns, what is there already left as it is.
 * Answers the flags of what was new, by id.
 */
export async function insertPushed<K extends Plain>(
  tx: Tx,
  tenantId: string,
  table: string,
  columns: PushedColumns,
  ordered: readonly HashedRecord<K>[],
  flagsOf: (record: HashedRecord<K>['record']) => RecordFlag[],
  receivedAt: number,
): Promise<Map<string, RecordFlag[]>> {
  const flags = new Map(ordered.map(({ record }) => [record.id, flagsOf(record)]));
  const rows = ordered.map(({ record, contentHash }) => ({
    ...record,
    occurredAt: occurredAt(record, record.at, receivedAt),
    flags: flags.get(record.id),
    contentHash,
  }));
  const names = Object.keys(columns);
  const list = (parts: SQL[]) => sql.join(parts, sql`, `);
  const own = list(names.map((name) => sql.identifier(name) as unknown as SQL));
  const from = list(names.map((name) => sql`${sql.identifier(columns[name]?.from ?? name)}`));
  const types = list(
    names.map(
      (name) => sql`${sql.identifier(columns[name]?.from ?? name)} ${sql.raw(columns[name]?.type ?? 'text')}`,
    ),
  );
  const fresh = rowsOf<{ id: string }>(
    await tx.execute(sql`
      insert into ${sql.identifier(table)} (tenant_id, id, outlet_id, device_id, staff_id, device_counter,
          clock_offset_ms, made_at, occurred_at, received_at, flags, content_hash, ${own})
        select ${tenantId}::uuid, id, "outletId", "deviceId", "staffId", "deviceCounter", "clockOffsetMs",
          to_timestamp(at / 1000), to_timestamp("occurredAt" / 1000), to_timestamp(${receivedAt}::float8 / 1000), flags,
          "contentHash", ${from}
        from json_to_recordset(${JSON.stringify(rows)}::text::json) as row (id uuid, "outletId" uuid, "deviceId" uuid,
          "staffId" uuid, "deviceCounter" int8, "clockOffsetMs" int8, at float8, "occurredAt" float8, flags text[],
          "contentHash" text, ${types})
        on conflict (tenant_id, id) do nothing returning id`),
  );
  return new Map(fresh.map(({ id }) => [id, flags.get(id) ?? []]));
}
