import { and, eq } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import { ownerNotice } from '../integration-log/tables.ts';
import type { LogActor } from '../integration-log/write-log.ts';
import type { Services } from '../services.ts';
import type { StoredWebhook } from '../webhooks/webhook-handlers.ts';
import { type Attempt, applyNews } from './apply-news.ts';
import { type News, readNews } from './news.ts';
import { askProvider } from './provider.ts';
import { paymentAttempt, paymentEvent } from './tables.ts';

/**
 * What a verified webhook does to the attempt that it names. Where the preset says so, and wherever final states would be
 * left, the provider is asked and its answer counts, not the webhook. Throws when it could not be asked: the event is
 * processed again later. Bears being called twice and in any order.
 */
export async function onPaymentWebhook(services: Services, event: StoredWebhook): Promise<void> {
  const { db } = services;
  const { tenantId, connectionId, webhookId, status, rawStatus, read } = event;
  const news = readNews({ source: 'webhook', confirmed: false, webhookId, status, rawStatus, read });
  const attempt = await db.tenant(tenantId, (tx) => findAttempt(tx, tenantId, connectionId, news));
  if (!attempt) return noteStranger(services, event, news);
  const actor: LogActor = { kind: 'system', id: 'webhook' };
  // Several connections may share one account and so one webhook address; then only the attempt's own may say how it is.
  const own = attempt.connectionId === connectionId;
  if (own && event.confirm === null && event.trust === null) {
    const { judgement } = await db.tenant(tenantId, (tx) =>
      applyNews(tx, { ...services, tenantId }, attempt.id, news),
    );
    if (judgement.verdict !== 'needsConfirmation') return;
  } else if (news.amount !== undefined && news.reported === 'succeeded') {
    // Told of another amount than ours: kept in the ledger, whatever the provider says when asked.
    const wrong = { ...news, reported: 'succeeded' as const };
    if (wrong.amount !== attempt.amount || (news.reference ?? attempt.reference) !== attempt.reference)
      await db.tenant(tenantId, (tx) => applyNews(tx, { ...services, tenantId }, attempt.id, wrong));
  }
  const verb = (own && event.confirm) || 'payment.status';
  const more = {
    ...(news.providerId ? { providerId: news.providerId } : {}),
    ...(news.providerPaymentId ? { paymentId: news.providerPaymentId } : {}),
  };
  const known: Attempt = { ...attempt, providerId: attempt.providerId ?? news.providerId ?? null };
  const asked = await askProvider(services, known, actor, { verb, more });
  if (asked.answer === 'silent' && !attempt.sure) throw new Error('the provider could not be asked');
}

async function findAttempt(
  tx: Tx,
  tenantId: string,
  connectionId: string,
  { reference, providerId }: News,
): Promise<Attempt | undefined> {
  const named = [
    ...(reference === undefined ? [] : [eq(paymentAttempt.reference, reference)]),
    ...(providerId === undefined
      ? []
      : [and(eq(paymentAttempt.connectionId, connectionId), eq(paymentAttempt.providerId, providerId))]),
  ];
  for (const which of named) {
    const [found] = await tx
      .select()
      .from(paymentAttempt)
      .where(and(eq(paymentAttempt.tenantId, tenantId), which));
    if (found) return found;
  }
  return undefined;
}

/** Money may have come that nothing here asked for: it is kept where the owner sees it. */
async function noteStranger({ db, now, newId }: Services, event: StoredWebhook, news: News): Promise<void> {
  const { tenantId, connectionId, webhookId } = event;
  await db.tenant(tenantId, async (tx) => {
    const seen = await tx
      .select({ id: paymentEvent.id })
      .from(paymentEvent)
      .where(and(eq(paymentEvent.tenantId, tenantId), eq(paymentEvent.webhookId, webhookId)));
    if (seen.length > 0) return;
    const at = new Date(now());
    await tx.insert(paymentEvent).values({
      tenantId,
      id: newId(),
      connectionId,
      at,
      source: 'webhook',
      verdict: 'strange',
      reported: news.reported,
      rawStatus: news.rawStatus ?? null,
      amount: news.amount ?? null,
      webhookId,
      detail: { reference: news.reference ?? null, providerId: news.providerId ?? null },
    });
    if (news.reported === 'succeeded')
      await tx.insert(ownerNotice).values({
        tenantId,
        id: newId(),
        at,
        code: 'payment.strange',
        severity: 'warning',
        connectionId,
        values: { reference: (news.reference ?? '').slice(0, 120), amount: news.amount ?? 0 },
      });
  });
}
