import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { tenant } from '../accounts/tables.ts';
import type { Tx } from '../db/connect.ts';
import type { Services } from '../services.ts';
import { webhookEvent, webhookLog } from './tables.ts';
import { type StoredWebhook, webhookHandlers } from './webhook-handlers.ts';

export const WEBHOOK_QUEUE = 'webhook';
export interface WebhookJob {
  tenantId: string;
  webhookId: string;
}

const CLAIM_MS = 60_000;
const MAX_REASON = 300;

/**
 * Hands a stored event to its kind. Whoever comes second, or after it is done, does nothing. A failure is written down
 * and thrown on, so that the queue tries again.
 */
export async function processWebhook(services: Services, { tenantId, webhookId }: WebhookJob): Promise<void> {
  const claimed = await services.db.tenant(tenantId, (tx) => claim(tx, services, tenantId, webhookId));
  if (!claimed) return;
  try {
    await webhookHandlers[claimed.kind]?.(services, claimed);
  } catch (error) {
    await finish(services, tenantId, webhookId, {
      state: 'verified',
      reason: String((error as Error)?.message ?? error).slice(0, MAX_REASON),
    });
    throw error;
  }
  await finish(services, tenantId, webhookId, { state: 'processed', reason: null });
}

async function claim(
  tx: Tx,
  { now }: Pick<Services, 'now'>,
  tenantId: string,
  webhookId: string,
): Promise<StoredWebhook | undefined> {
  const at = now();
  const [row] = await tx
    .update(webhookLog)
    .set({
      state: 'processing',
      claimedUntil: new Date(at + CLAIM_MS),
      attempts: sql`attempts + 1`,
    })
    .where(
      and(
        eq(webhookLog.tenantId, tenantId),
        eq(webhookLog.id, webhookId),
        or(
          eq(webhookLog.state, 'verified'),
          // Who had it before died in the middle.
          and(eq(webhookLog.state, 'processing'), lt(webhookLog.claimedUntil, new Date(at))),
        ),
      ),
    )
    .returning();
  if (!row) return undefined;
  return {
    tenantId,
    webhookId,
    connectionId: row.connectionId,
    kind: row.kind,
    eventKey: row.eventKey ?? '',
    orderKey: row.orderKey,
    read: row.read ?? {},
    status: row.status,
    rawStatus: row.rawStatus,
    confirm: row.confirm,
    trust: row.trust === 'delivery_status_only' ? row.trust : null,
    receivedAt: row.receivedAt.getTime(),
    replayed: row.replayed,
  };
}

async function finish(
  { db, now }: Services,
  tenantId: string,
  webhookId: string,
  end: { state: 'processed' | 'verified'; reason: string | null },
): Promise<void> {
  await db.tenant(tenantId, (tx) =>
    tx
      .update(webhookLog)
      .set({
        ...end,
        claimedUntil: null,
        ...(end.state === 'processed' ? { processedAt: new Date(now()) } : {}),
      })
      .where(
        and(
          eq(webhookLog.tenantId, tenantId),
          eq(webhookLog.id, webhookId),
          eq(webhookLog.state, 'processing'),
        ),
      ),
  );
}

const FORGOTTEN_MS = 60_000;
const KEEP_MS = 30 * 86_400_000;

/**
 * Puts up again what is verified and was forgotten (the process died between the answer and the queue), and lets go of
 * what is older than 30 days.
 */
export async function sweepWebhooks(services: Services): Promise<void> {
  const { db, jobs, now } = services;
  const tenants = await db.system((tx) => tx.select({ id: tenant.id }).from(tenant));
  const before = new Date(now() - FORGOTTEN_MS);
  for (const { id: tenantId } of tenants) {
    const waiting = await db.tenant(tenantId, async (tx) => {
      await tx
        .delete(webhookLog)
        .where(and(eq(webhookLog.tenantId, tenantId), lt(webhookLog.receivedAt, new Date(now() - KEEP_MS))));
      await tx
        .delete(webhookEvent)
        .where(and(eq(webhookEvent.tenantId, tenantId), lt(webhookEvent.at, new Date(now() - KEEP_MS))));
      return tx
        .select({ webhookId: webhookLog.id })
        .from(webhookLog)
        .where(
          and(
            eq(webhookLog.tenantId, tenantId),
            inArray(webhookLog.state, ['verified', 'processing']),
            lt(webhookLog.receivedAt, before),
            or(isNull(webhookLog.claimedUntil), lt(webhookLog.claimedUntil, new Date(now()))),
          ),
        )
        .limit(500);
    });
    for (const { webhookId } of waiting)
      await jobs.send(WEBHOOK_QUEUE, { tenantId, webhookId }, { onlyOneOf: webhookId });
  }
}
