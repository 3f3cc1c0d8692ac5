import { sql } from 'drizzle-orm';
import type { RefusalCode } from '../../shared/sync/contract.ts';
import type { Tx } from '../db/connect.ts';
import { sha256 } from './content-hash.ts';

export interface RefusedRecord {
  /** id as the device sent it, empty when it had none */
  id: string;
  record: unknown;
  code: RefusalCode;
  field: string | undefined;
}

/** Open refusals kept of one device: beyond it something is broken, and the device itself keeps every record anyway. */
export const MAX_OPEN_REFUSALS = 5_000;

/**
 * Keeps refused records whole, so that nothing a device sent is lost; a repetition is kept once (S3, S6).
 * `deviceId` is the device that sent them, or the nil UUID for a person. Of a device with MAX_OPEN_REFUSALS nothing more is kept (T4).
 */
export async function keepRefused(
  tx: Tx,
  tenantId: string,
  deviceId: string,
  refused: readonly RefusedRecord[],
): Promise<void> {
  if (refused.length === 0) return;
  const rows = refused.map(({ id, record, code, field }) => {
    const payload = storablePayload(record);
    const contentHash = sha256(payload);
    return {
      recordId: storableText(id, 128) || `no id ${contentHash.slice(0, 16)}`,
      contentHash,
      code,
      field,
      payload,
    };
  });
  const json = JSON.stringify(rows);
  await tx.execute(sql`
    insert into refused_record (tenant_id, record_id, content_hash, device_id, code, field, payload)
    select ${tenantId}::uuid, "recordId", "contentHash", ${deviceId}::uuid, code, field, payload::jsonb
    from json_to_recordset(${json}::text::json) as row ("recordId" text, "contentHash" text, code text, field text,
      payload text)
    where (select count(*) from (select from refused_record where tenant_id = ${tenantId}::uuid
      and device_id = ${deviceId}::uuid and resolved_at is null limit ${MAX_OPEN_REFUSALS}) as open) < ${MAX_OPEN_REFUSALS}
    on conflict do nothing`);
}

/** JSON text that jsonb takes: what it can't hold (NUL, half a surrogate pair, very deep) goes in as text in `json`. */
function storablePayload(record: unknown): string {
  if (isDeeperThan(record, 200)) return '{"json":"nested too deeply to keep"}';
  const text = JSON.stringify(record) ?? 'null';
  return /\\u(?:0000|d[89a-f])/i.test(text) ? JSON.stringify({ json: text }) : text;
}

/** Walks without recursion: a stranger's nesting must not fill the stack (T4). */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

/** Text without what a database can't hold, at most `max` characters. */
export function storableText(text: string, max: number): string {
  return text.replaceAll('\u0000', '').toWellFormed().slice(0, max).toWellFormed();
}
