import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Rupiah } from '../../shared/money.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { type Db, rowsOf } from '../db/connect.ts';

/** After which sale the next page begins: `epoch ms when it occurred_id`. */
export const salesCursorSchema = z.string().regex(/^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

export interface SalesWanted {
  outletId?: string | undefined;
  deviceId?: string | undefined;
  /** only those that the owner should look at */
  flaggedOnly: boolean;
  cursor?: string | null | undefined;
  limit: number;
}

export interface ListedSale {
  id: string;
  receiptNumber: string;
  outletId: string;
  outletName: string;
  deviceId: string;
  deviceName: string;
  staffId: string;
  /** null when the staff member is unknown here */
  staffName: string | null;
  /** epoch ms: best estimate on the server's clock, arrival, and the device's own clock */
  occurredAt: number;
  receivedAt: number;
  soldAt: number;
  total: Rupiah;
  lineCount: number;
  flags: RecordFlag[];
}

/** One page of sales, newest first; `nextCursor` null at the end. */
export async function listSales(
  db: Db,
  tenantId: string,
  wanted: SalesWanted,
): Promise<{ sales: ListedSale[]; nextCursor: string | null }> {
  const [occurredAt, lastId] = wanted.cursor?.split('_') ?? [];
  const conditions = [
    sql`s.tenant_id = ${tenantId}`,
    ...(wanted.outletId ? [sql`s.outlet_id = ${wanted.outletId}`] : []),
    ...(wanted.deviceId ? [sql`s.device_id = ${wanted.deviceId}`] : []),
    ...(wanted.flaggedOnly ? [sql`cardinality(s.flags) > 0`] : []),
    ...(occurredAt && lastId
      ? [sql`(s.occurred_at, s.id) < (to_timestamp(${occurredAt}::text::float8 / 1000), ${lastId}::uuid)`]
      : []),
  ];
  const sales = rowsOf<{ sale: ListedSale }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        select json_build_object('id', s.id, 'receiptNumber', s.receipt_number,
          'outletId', s.outlet_id, 'outletName', o.name, 'deviceId', s.device_id, 'deviceName', d.name,
          'staffId', s.staff_id, 'staffName', p.name,
          'occurredAt', round(extract(epoch from s.occurred_at) * 1000)::int8,
          'receivedAt', round(extract(epoch from s.received_at) * 1000)::int8,
          'soldAt', round(extract(epoch from s.sold_at) * 1000)::int8,
          'total', s.total, 'lineCount', s.line_count, 'flags', s.flags) as sale
        from sale s
          join outlet o on o.tenant_id = s.tenant_id and o.id = s.outlet_id
          join device d on d.tenant_id = s.tenant_id and d.id = s.device_id
          left join staff p on p.tenant_id = s.tenant_id and p.id = s.staff_id
        where ${sql.join(conditions, sql` and `)}
        order by s.occurred_at desc, s.id desc limit ${wanted.limit + 1}`),
    ),
  ).map((row) => row.sale);
  const page = sales.slice(0, wanted.limit);
  const last = page.at(-1);
  const nextCursor = sales.length > page.length && last ? `${last.occurredAt}_${last.id}` : null;
  return { sales: page, nextCursor };
}
