import { sql } from 'drizzle-orm';
import { type Db, rowsOf } from '../db/connect.ts';

/** How long entries may be on their way before what is missing between them counts as gone. */
const GAP_STAYS_MS = 24 * 3_600_000;

export interface DeviceChain {
  deviceId: string;
  deviceName: string;
  entries: number;
  /** place of the newest entry */
  lastNo: number;
  /** entries between the first and the newest that are not here */
  missing: number;
  /** entries whose hash or link is wrong */
  wrong: number;
  /** `waiting`: something is missing and may still be on its way; `broken`: a wrong entry, or a gap older than a day */
  state: 'whole' | 'waiting' | 'broken';
}

/** The chain of each device that has one; `now` is epoch ms. */
export async function listChains(db: Db, tenantId: string, now: number): Promise<DeviceChain[]> {
  const rows = rowsOf<{ chain: Omit<DeviceChain, 'state'> & { waitingSince: number | null } }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        with links as (
          select device_id, chain_no, flags, received_at,
            chain_no - lag(chain_no, 1, 0) over (partition by device_id order by chain_no) as step
          from device_audit where tenant_id = ${tenantId}
        )
        select json_build_object('deviceId', d.id, 'deviceName', d.name, 'entries', count(*),
          'lastNo', max(links.chain_no), 'missing', coalesce(sum(step - 1) filter (where step > 1), 0),
          'wrong', count(*) filter (where 'chainBroken' = any(links.flags)),
          'waitingSince', round(extract(epoch from min(links.received_at) filter (where step > 1)) * 1000)::int8) as chain
        from links join device d on d.tenant_id = ${tenantId} and d.id = links.device_id
        group by d.id, d.name, d.code order by d.code, d.id`),
    ),
  );
  return rows.map(({ chain: { waitingSince, ...chain } }) => {
    const stays = waitingSince !== null && now - waitingSince > GAP_STAYS_MS;
    const state = chain.wrong > 0 || stays ? 'broken' : waitingSince === null ? 'whole' : 'waiting';
    return { ...chain, state };
  });
}
