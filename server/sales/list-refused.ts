import { sql } from 'drizzle-orm';
import type { RefusalCode } from '../../shared/sync/contract.ts';
import { type Db, rowsOf } from '../db/connect.ts';

export interface ListedRefusal {
  recordId: string;
  contentHash: string;
  /** null when a person sent it */
  deviceId: string | null;
  deviceName: string | null;
  code: RefusalCode;
  field: string | null;
  /** the record as it was sent */
  payload: unknown;
  /** epoch ms */
  receivedAt: number;
}

/** Refused records that nobody has resolved yet, newest first. */
export async function listRefused(db: Db, tenantId: string, limit: number): Promise<ListedRefusal[]> {
  const rows = rowsOf<{ refusal: ListedRefusal }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        select json_build_object('recordId', r.record_id, 'contentHash', r.content_hash, 'deviceId', d.id,
          'deviceName', d.name, 'code', r.code, 'field', r.field, 'payload', r.payload,
          'receivedAt', round(extract(epoch from r.received_at) * 1000)::int8) as refusal
        from refused_record r left join device d on d.tenant_id = r.tenant_id and d.id = r.device_id
        where r.tenant_id = ${tenantId} and r.resolved_at is null
        order by r.received_at desc, r.record_id limit ${limit}`),
    ),
  );
  return rows.map((row) => row.refusal);
}
