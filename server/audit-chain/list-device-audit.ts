import { sql } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { type Db, rowsOf } from '../db/connect.ts';

export interface DeviceDeed {
  id: string;
  deviceId: string;
  deviceName: string;
  chainNo: number;
  /** epoch ms, on the server's clock */
  occurredAt: number;
  staffName: string | null;
  approvedByName: string | null;
  action: string;
  target: string;
  detail: Record<string, string | number | boolean>;
  flags: RecordFlag[];
}

/** A page of what devices logged, newest id first; `before` is the last id of the page before. */
export async function listDeviceAudit(
  db: Db,
  tenantId: string,
  wanted: { deviceId?: string | undefined; before?: string | undefined; limit: number },
): Promise<{ entries: DeviceDeed[]; before: string | null }> {
  const rows = rowsOf<{ deed: DeviceDeed }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        select json_build_object('id', a.id, 'deviceId', d.id, 'deviceName', d.name, 'chainNo', a.chain_no,
          'occurredAt', round(extract(epoch from a.occurred_at) * 1000)::int8, 'staffName', p.name,
          'approvedByName', b.name, 'action', a.action, 'target', a.target, 'detail', a.detail, 'flags', a.flags) as deed
        from device_audit a join device d on d.tenant_id = ${tenantId} and d.id = a.device_id
          left join staff p on p.tenant_id = ${tenantId} and p.id = a.staff_id
          left join staff b on b.tenant_id = ${tenantId} and b.id = a.approved_by
        where a.tenant_id = ${tenantId} ${wanted.deviceId ? sql`and a.device_id = ${wanted.deviceId}` : sql``}
          ${wanted.before ? sql`and a.id < ${wanted.before}::uuid` : sql``}
        order by a.id desc limit ${wanted.limit + 1}`),
    ),
  );
  const entries = rows.slice(0, wanted.limit).map(({ deed }) => deed);
  return { entries, before: rows.length > wanted.limit ? (entries.at(-1)?.id ?? null) : null };
}
