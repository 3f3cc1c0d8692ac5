import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { audit } from '../accounts/audit.ts';
import type { Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { paymentAttempt, paymentEvent, paymentRefund } from './tables.ts';

/** Attempts, newest first, each with everything that was heard of it and its refunds. */
export async function listAttempts(
  tx: Tx,
  tenantId: string,
  { saleId, limit }: { saleId?: string | undefined; limit: number },
) {
  const attempts = await tx
    .select()
    .from(paymentAttempt)
    .where(and(eq(paymentAttempt.tenantId, tenantId), saleId ? eq(paymentAttempt.saleId, saleId) : undefined))
    .orderBy(desc(paymentAttempt.createdAt), desc(paymentAttempt.id))
    .limit(limit);
  const ids = attempts.map(({ id }) => id);
  if (ids.length === 0) return [];
  const events = await tx
    .select()
    .from(paymentEvent)
    .where(and(eq(paymentEvent.tenantId, tenantId), inArray(paymentEvent.attemptId, ids)))
    .orderBy(asc(paymentEvent.at), asc(paymentEvent.id));
  const refunds = await tx
    .select()
    .from(paymentRefund)
    .where(and(eq(paymentRefund.tenantId, tenantId), inArray(paymentRefund.attemptId, ids)))
    .orderBy(asc(paymentRefund.createdAt));
  return attempts.map(({ tenantId: _tenant, idempotencyKey: _key, ...attempt }) => ({
    ...attempt,
    events: events
      .filter(({ attemptId }) => attemptId === attempt.id)
      .map(({ tenantId: _t, ...event }) => event),
    refunds: refunds
      .filter(({ attemptId }) => attemptId === attempt.id)
      .map(({ tenantId: _t, ...one }) => one),
  }));
}

/** Notes that somebody dealt with what is wrong with an attempt. Refuses: notFound. */
export async function settleByHand(
  { db, now, newId }: Pick<Services, 'db' | 'now' | 'newId'>,
  { tenantId, userId }: { tenantId: string; userId: string },
  { attemptId, reason }: { attemptId: string; reason: string },
): Promise<void> {
  await db.tenant(tenantId, async (tx) => {
    const changed = await tx
      .update(paymentAttempt)
      .set({ settledNote: reason, updatedAt: new Date(now()) })
      .where(and(eq(paymentAttempt.tenantId, tenantId), eq(paymentAttempt.id, attemptId)))
      .returning({ id: paymentAttempt.id });
    if (changed.length === 0) throw new Refusal('notFound');
    const deed = {
      actorKind: 'user',
      actorId: userId,
      action: 'payment.settled',
      target: attemptId,
    } as const;
    await audit(tx, { tenantId, newId, now }, { ...deed, detail: { reason } });
  });
}
