import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Rupiah } from '../../shared/money.ts';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import { type Db, rowsOf } from '../db/connect.ts';

/** After which row the next page begins: `epoch ms when it occurred_id`. */
export const salesCursorSchema = z.string().regex(/^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

export const SALES_KINDS = ['sale', 'refund'] as const;
export type SalesKind = (typeof SALES_KINDS)[number];

export interface SalesWanted {
  outletId?: string | undefined;
  deviceId?: string | undefined;
  kinds: readonly SalesKind[];
  /** only those that the owner should look at */
  flaggedOnly: boolean;
  cursor?: string | null | undefined;
  limit: number;
}

export interface ListedSale {
  kind: SalesKind;
  id: string;
  /** a refund's sale, which may not be here; a sale's own id */
  saleId: string;
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
  /** of a sale: undone whole, and what went back of it */
  voided: boolean;
  refunded: Rupiah;
  flags: RecordFlag[];
}

/** One page of sales and refunds, newest first; `nextCursor` null at the end. */
export async function listSales(
  db: Db,
  tenantId: string,
  wanted: SalesWanted,
): Promise<{ sales: ListedSale[]; nextCursor: string | null }> {
  const [occurredAt, lastId] = wanted.cursor?.split('_') ?? [];
  const conditions = sql.join(
    [
      sql`s.tenant_id = ${tenantId}`,
      ...(wanted.outletId ? [sql`s.outlet_id = ${wanted.outletId}`] : []),
      ...(wanted.deviceId ? [sql`s.device_id = ${wanted.deviceId}`] : []),
      ...(wanted.flaggedOnly ? [sql`cardinality(s.flags) > 0`] : []),
      ...(occurredAt && lastId
        ? [sql`(s.occurred_at, s.id) < (to_timestamp(${occurredAt}::text::float8 / 1000), ${lastId}::uuid)`]
        : []),
    ],
    sql` and `,
  );
  const common = sql`s.tenant_id, s.id, s.receipt_number, s.outlet_id, s.device_id, s.staff_id, s.occurred_at,
    s.received_at, s.total, s.flags`;
  const newest = sql`order by s.occurred_at desc, s.id desc limit ${wanted.limit + 1}`;
  // Each kind by its own index, then the newest of both.
  const branches = {
    sale: sql`(select 'sale' as kind, s.id as sale_id, s.sold_at, s.line_count, ${common} from sale s
      where ${conditions} ${newest})`,
    refund: sql`(select 'refund' as kind, s.sale_id, s.made_at as sold_at, (select count(*)::int from refund_line l
        where l.tenant_id = s.tenant_id and l.refund_id = s.id) as line_count, ${common} from refund s
      where ${conditions} ${newest})`,
  };
  const page = sql.join(
    [...new Set(wanted.kinds)].map((kind) => branches[kind]),
    sql` union all `,
  );
  const found = rowsOf<{ sale: ListedSale }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        select json_build_object('kind', s.kind, 'id', s.id, 'saleId', s.sale_id, 'receiptNumber', s.receipt_number,
          'outletId', s.outlet_id, 'outletName', o.name, 'deviceId', s.device_id, 'deviceName', d.name,
          'staffId', s.staff_id, 'staffName', p.name,
          'occurredAt', round(extract(epoch from s.occurred_at) * 1000)::int8,
          'receivedAt', round(extract(epoch from s.received_at) * 1000)::int8,
          'soldAt', round(extract(epoch from s.sold_at) * 1000)::int8,
          'total', s.total, 'lineCount', s.line_count, 'flags', s.flags,
          'voided', s.kind = 'sale' and exists (select from sale_void v where v.tenant_id = s.tenant_id and v.sale_id = s.id),
          'refunded', case s.kind when 'sale' then (select coalesce(sum(r.total), 0) from refund r
            where r.tenant_id = s.tenant_id and r.sale_id = s.id) else 0 end) as sale
        from (${page}) s
          join outlet o on o.tenant_id = s.tenant_id and o.id = s.outlet_id
          join device d on d.tenant_id = s.tenant_id and d.id = s.device_id
          left join staff p on p.tenant_id = s.tenant_id and p.id = s.staff_id
        ${newest}`),
    ),
  ).map((row) => row.sale);
  const sales = found.slice(0, wanted.limit);
  const last = sales.at(-1);
  const nextCursor = found.length > sales.length && last ? `${last.occurredAt}_${last.id}` : null;
  return { sales, nextCursor };
}
