import { and, eq, sql } from 'drizzle-orm';
import { type BreakerState, breakerOf } from '../connections/breaker.ts';
import type { ConnectionRow } from '../connections/connection-shown.ts';
import { connection, connectionFeature, connectionState } from '../connections/tables.ts';
import { type Db, rowsOf, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import {
  type HealthMetrics,
  type HealthStatus,
  healthScore,
  healthStatus,
  type Recommendation,
  recommendations,
} from './health-score.ts';

const DAY_MS = 86_400_000;

/** How a connection fares. Rates are per mille, times ms. */
export interface Health {
  connectionId: string;
  label: string;
  kind: string;
  provider: string;
  outletId: string | null;
  active: boolean;
  testMode: boolean;
  costClass: string;
  healthStatus: HealthStatus;
  healthScore: number | null;
  breaker: BreakerState;
  metrics: HealthMetrics;
  lastTest: { at: number; verdict: string } | null;
  daysSinceLastTest: number | null;
  errorDistribution: { errorClass: string; count: number }[];
  recommendations: Recommendation[];
}

interface Needed {
  db: Db;
  tenantId: string;
  now: () => number;
}

type Counted = Omit<HealthMetrics, 'successRate' | 'uptime'> & {
  connectionId: string;
  spans: number;
  wellSpans: number;
};

/** Of all connections, or of one (`notFound` when it is not there), over the last `hours`. */
export async function readHealth(
  { db, tenantId, now }: Needed,
  input: { connectionId?: string | undefined; hours: number },
): Promise<Health[]> {
  const since = sql`${new Date(now() - input.hours * 3_600_000).toISOString()}::timestamptz`;
  const only = input.connectionId === undefined ? sql`true` : sql`connection_id = ${input.connectionId}`;
  return db.tenant(tenantId, async (tx) => {
    const rows = await tx
      .select({ row: connection, state: connectionState })
      .from(connection)
      .leftJoin(
        connectionState,
        and(
          eq(connectionState.tenantId, connection.tenantId),
          eq(connectionState.connectionId, connection.id),
        ),
      )
      .where(
        and(
          eq(connection.tenantId, tenantId),
          input.connectionId === undefined ? undefined : eq(connection.id, input.connectionId),
        ),
      )
      .orderBy(connection.kind, connection.label, connection.id);
    if (input.connectionId !== undefined && rows.length === 0) throw new Refusal('notFound');
    const counted = await countCalls(tx, tenantId, since, only);
    const errors = rowsOf<{ connectionId: string; errorClass: string; count: number }>(
      await tx.execute(sql`
        select connection_id as "connectionId", coalesce(error_class, 'unknown') as "errorClass", count(*)::int as count
          from integration_log
         where tenant_id = ${tenantId} and ${only} and at > ${since} and status = 'failure'
         group by 1, 2 order by 3 desc, 2`),
    );
    const rejected = rowsOf<{ connectionId: string; count: number }>(
      await tx.execute(sql`
        select connection_id as "connectionId", count(*)::int as count from webhook_log
         where tenant_id = ${tenantId} and ${only} and received_at > ${since} and state = 'rejected' group by 1`),
    );
    const withFallback = await servedTogether(tx, tenantId);
    return rows.map(({ row, state }) => {
      const metrics = metricsOf(counted.get(row.id));
      const breaker = breakerOf(state, now());
      const daysSinceLastTest = row.lastTestedAt
        ? Math.floor((now() - row.lastTestedAt.getTime()) / DAY_MS)
        : null;
      const standing = {
        status: state?.status ?? 'untested',
        breaker,
        active: row.active,
        daysSinceLastTest,
        expiresInDays: row.expiresAt ? Math.ceil((row.expiresAt.getTime() - now()) / DAY_MS) : null,
        hasFallback: withFallback.has(row.id) || !serves(row),
        rejectedWebhooks: rejected.find((one) => one.connectionId === row.id)?.count ?? 0,
        costsToTest: (row.preset.test as { cost?: string } | undefined)?.cost === 'paid',
      };
      const score = healthScore(metrics, standing);
      return {
        connectionId: row.id,
        label: row.label,
        kind: row.kind,
        provider: row.provider,
        outletId: row.outletId,
        active: row.active,
        testMode: row.testMode,
        costClass: row.costClass,
        healthStatus: healthStatus(score),
        healthScore: score,
        breaker,
        metrics,
        lastTest:
          row.lastTestedAt && row.lastTestStatus
            ? { at: row.lastTestedAt.getTime(), verdict: row.lastTestStatus }
            : null,
        daysSinceLastTest,
        errorDistribution: errors
          .filter((one) => one.connectionId === row.id)
          .map(({ errorClass, count }) => ({ errorClass, count })),
        recommendations: recommendations(metrics, standing),
      };
    });
  });
}

const serves = (row: ConnectionRow) => ((row.preset.features ?? []) as string[]).length > 0;

/** Calls that went out by hour, oldest first, for charts: of one connection or of all together. */
export async function callsByHour(
  { db, tenantId, now }: Needed,
  input: { connectionId?: string | undefined; hours: number },
): Promise<{ hour: number; total: number; failed: number; p95: number | null }[]> {
  const since = sql`${new Date(now() - input.hours * 3_600_000).toISOString()}::timestamptz`;
  const only = input.connectionId === undefined ? sql`true` : sql`connection_id = ${input.connectionId}`;
  const rows = await db.tenant(tenantId, async (tx) =>
    rowsOf<{ hour: string; total: number; failed: number; p95: number | null }>(
      await tx.execute(sql`
        select (extract(epoch from date_trunc('hour', at)) * 1000)::bigint::text as hour, count(*)::int as total,
               count(*) filter (where status = 'failure')::int as failed,
               percentile_cont(0.95) within group (order by ms)::int as p95
          from integration_log
         where tenant_id = ${tenantId} and ${only} and at > ${since} and action in ('transaction', 'error', 'test')
         group by date_trunc('hour', at) order by 1`),
    ),
  );
  return rows.map(({ hour, ...figures }) => ({ hour: Number(hour), ...figures }));
}

async function countCalls(
  tx: Tx,
  tenantId: string,
  since: ReturnType<typeof sql>,
  only: ReturnType<typeof sql>,
): Promise<Map<string, Counted>> {
  const rows = rowsOf<Counted>(
    await tx.execute(sql`
      select connection_id as "connectionId", count(*)::int as "totalRequests",
             count(*) filter (where status <> 'failure')::int as "successCount",
             count(*) filter (where status = 'failure')::int as "failedCount",
             avg(ms)::int as "avgResponseTime",
             percentile_cont(0.5) within group (order by ms)::int as p50,
             percentile_cont(0.95) within group (order by ms)::int as p95,
             percentile_cont(0.99) within group (order by ms)::int as p99,
             count(distinct floor(extract(epoch from at) / 300))::int as spans,
             count(distinct floor(extract(epoch from at) / 300)) filter (where status <> 'failure')::int as "wellSpans"
        from integration_log
       where tenant_id = ${tenantId} and ${only} and at > ${since} and action in ('transaction', 'error', 'test')
       group by 1`),
  );
  return new Map(rows.map((row) => [row.connectionId, row]));
}

function metricsOf(counted: Counted | undefined): HealthMetrics {
  if (!counted)
    return {
      totalRequests: 0,
      successCount: 0,
      failedCount: 0,
      successRate: null,
      avgResponseTime: null,
      p50: null,
      p95: null,
      p99: null,
      uptime: null,
    };
  const { connectionId: _id, spans, wellSpans, ...figures } = counted;
  return {
    ...figures,
    successRate: Math.floor((figures.successCount * 1_000) / figures.totalRequests),
    uptime: Math.floor((wellSpans * 1_000) / spans),
  };
}

/** Connections that share a feature with another one, so that one can stand in. */
async function servedTogether(tx: Tx, tenantId: string): Promise<Set<string>> {
  const rows = await tx.select().from(connectionFeature).where(eq(connectionFeature.tenantId, tenantId));
  const together = rows.filter((one) =>
    rows.some(
      (other) =>
        other.scopeId === one.scopeId &&
        other.feature === one.feature &&
        other.connectionId !== one.connectionId,
    ),
  );
  return new Set(together.map(({ connectionId }) => connectionId));
}
