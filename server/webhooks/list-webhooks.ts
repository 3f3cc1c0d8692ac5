import { and, count, desc, eq, gte, lt } from 'drizzle-orm';
import type { Db } from '../db/connect.ts';
import { type Pagination, paginated } from '../integration-log/list-log.ts';
import { Refusal } from '../refusal.ts';
import { type WebhookState, webhookLog } from './tables.ts';

export interface WebhookFilter {
  connectionId?: string | undefined;
  state?: WebhookState | undefined;
  /** epoch ms, from inclusive, to exclusive */
  from?: number | undefined;
  to?: number | undefined;
  page: number;
  limit: number;
}

/** What a provider sent, without its body. Times are epoch ms. */
export interface WebhookShown {
  id: string;
  connectionId: string;
  kind: string;
  receivedAt: number;
  bodyBytes: number;
  state: WebhookState;
  eventKey: string | null;
  status: string | null;
  /** why it was rejected, or how processing failed */
  reason: string | null;
  attempts: number;
  processedAt: number | null;
  ip: string | null;
  userAgent: string | null;
}

/** With body and headers; secrets of the connection are replaced by their names in both. */
export interface WebhookDetail extends WebhookShown {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  read: Record<string, unknown> | null;
}

interface Needed {
  db: Db;
  tenantId: string;
}

/** Newest first. */
export async function listWebhooks(
  { db, tenantId }: Needed,
  filter: WebhookFilter,
): Promise<{ rows: WebhookShown[]; pagination: Pagination; stats: Record<string, number> }> {
  const where = and(
    eq(webhookLog.tenantId, tenantId),
    filter.connectionId === undefined ? undefined : eq(webhookLog.connectionId, filter.connectionId),
    filter.state === undefined ? undefined : eq(webhookLog.state, filter.state),
    filter.from === undefined ? undefined : gte(webhookLog.receivedAt, new Date(filter.from)),
    filter.to === undefined ? undefined : lt(webhookLog.receivedAt, new Date(filter.to)),
  );
  return db.tenant(tenantId, async (tx) => {
    const rows = await tx
      .select(SHOWN)
      .from(webhookLog)
      .where(where)
      .orderBy(desc(webhookLog.receivedAt), desc(webhookLog.id))
      .limit(filter.limit)
      .offset((filter.page - 1) * filter.limit);
    const groups = await tx
      .select({ state: webhookLog.state, count: count() })
      .from(webhookLog)
      .where(where)
      .groupBy(webhookLog.state);
    const total = groups.reduce((sum, group) => sum + Number(group.count), 0);
    return {
      rows: rows.map(shown),
      pagination: paginated(filter, total),
      stats: Object.fromEntries(groups.map((group) => [group.state, Number(group.count)])),
    };
  });
}

/** Refuses with `notFound`. */
export async function getWebhook({ db, tenantId }: Needed, webhookId: string): Promise<WebhookDetail> {
  const [row] = await db.tenant(tenantId, (tx) =>
    tx
      .select()
      .from(webhookLog)
      .where(and(eq(webhookLog.tenantId, tenantId), eq(webhookLog.id, webhookId))),
  );
  if (!row) throw new Refusal('notFound');
  const { method, path, query, headers, rawBody, read } = row;
  return { ...shown(row), method, path, query, headers, body: rawBody.toString('utf8'), read };
}

const SHOWN = {
  id: webhookLog.id,
  connectionId: webhookLog.connectionId,
  kind: webhookLog.kind,
  receivedAt: webhookLog.receivedAt,
  bodyBytes: webhookLog.bodyBytes,
  state: webhookLog.state,
  eventKey: webhookLog.eventKey,
  status: webhookLog.status,
  reason: webhookLog.reason,
  attempts: webhookLog.attempts,
  processedAt: webhookLog.processedAt,
  ip: webhookLog.ip,
  userAgent: webhookLog.userAgent,
} as const;

type Row = Pick<typeof webhookLog.$inferSelect, keyof typeof SHOWN>;

function shown(row: Row): WebhookShown {
  const { id, connectionId, kind, bodyBytes, state, eventKey, status, reason, attempts, ip, userAgent } = row;
  return {
    ...{ id, connectionId, kind, bodyBytes, state, eventKey, status, reason, attempts, ip, userAgent },
    receivedAt: row.receivedAt.getTime(),
    processedAt: row.processedAt?.getTime() ?? null,
  };
}
