import { and, count, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/connect.ts';
import { integrationLog, type LogAction } from './tables.ts';

export interface LogFilter {
  connectionId?: string | undefined;
  action?: LogAction | undefined;
  status?: 'success' | 'refused' | 'failure' | undefined;
  reference?: string | undefined;
  /** epoch ms, from inclusive, to exclusive */
  from?: number | undefined;
  to?: number | undefined;
  /** from 1 */
  page: number;
  limit: number;
}

/** One thing that happened on a connection; request and response are masked. */
export interface LogShown {
  id: string;
  at: number;
  connectionId: string;
  action: LogAction;
  verb: string;
  status: 'success' | 'refused' | 'failure';
  httpStatus: number | null;
  ms: number;
  request: unknown;
  response: unknown;
  errorClass: string | null;
  rule: string | null;
  reference: string | null;
  actorKind: 'user' | 'device' | 'system';
  actorId: string;
  ip: string | null;
  userAgent: string | null;
}

export interface Pagination {
  page: number;
  limit: number;
  total: number;
  totalPages: number;
}

/** Newest first, with figures of everything that the filter lets through. */
export async function listLog(
  { db, tenantId }: { db: Db; tenantId: string },
  filter: LogFilter,
): Promise<{
  rows: LogShown[];
  pagination: Pagination;
  stats: {
    total: number;
    byAction: Record<string, number>;
    byStatus: Record<string, number>;
    averageMs: number | null;
  };
}> {
  const where = and(eq(integrationLog.tenantId, tenantId), ...conditions(filter));
  return db.tenant(tenantId, async (tx) => {
    const rows = await tx
      .select()
      .from(integrationLog)
      .where(where)
      .orderBy(desc(integrationLog.at), desc(integrationLog.id))
      .limit(filter.limit)
      .offset((filter.page - 1) * filter.limit);
    const groups = await tx
      .select({
        action: integrationLog.action,
        status: integrationLog.status,
        count: count(),
        ms: sql<string>`coalesce(sum(ms), 0)`,
      })
      .from(integrationLog)
      .where(where)
      .groupBy(integrationLog.action, integrationLog.status);
    const total = groups.reduce((sum, group) => sum + Number(group.count), 0);
    const ms = groups.reduce((sum, group) => sum + Number(group.ms), 0);
    return {
      rows: rows.map(({ tenantId: _tenant, at, ...row }) => ({ ...row, at: at.getTime() })),
      pagination: paginated(filter, total),
      stats: {
        total,
        byAction: summed(groups.map(({ action, count }) => [action, Number(count)])),
        byStatus: summed(groups.map(({ status, count }) => [status, Number(count)])),
        averageMs: total === 0 ? null : Math.round(ms / total),
      },
    };
  });
}

export function paginated({ page, limit }: { page: number; limit: number }, total: number): Pagination {
  return { page, limit, total, totalPages: Math.ceil(total / limit) };
}

function conditions({ connectionId, action, status, reference, from, to }: LogFilter): SQL[] {
  return [
    ...(connectionId ? [eq(integrationLog.connectionId, connectionId)] : []),
    ...(action ? [eq(integrationLog.action, action)] : []),
    ...(status ? [eq(integrationLog.status, status)] : []),
    ...(reference ? [eq(integrationLog.reference, reference)] : []),
    ...(from === undefined ? [] : [gte(integrationLog.at, new Date(from))]),
    ...(to === undefined ? [] : [lt(integrationLog.at, new Date(to))]),
  ];
}

function summed(pairs: [string, number][]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [name, number] of pairs) sums[name] = (sums[name] ?? 0) + number;
  return sums;
}
