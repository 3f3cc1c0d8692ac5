import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import type { LogActor } from '../integration-log/write-log.ts';
import { Refusal } from '../refusal.ts';
import { announcePayment } from '../sync/changes.ts';
import { type Attempt, applyNews } from './apply-news.ts';
import { readNews } from './news.ts';
import { callProvider, canCall, findProvider, type PaymentServices } from './provider.ts';
import { paymentAttempt, paymentRefund } from './tables.ts';

export interface RefundInput {
  /** minted by who asks: asking again with it is the same refund */
  refundId: string;
  attemptId: string;
  amount: number;
  reason: string;
}

export type RefundShown = Omit<typeof paymentRefund.$inferSelect, 'tenantId'>;

/**
 * Sends money back the way it came, whole or in part. The refund is stored, and its amount kept from others, before the
 * call leaves; when nobody knows how that ended it stays `asked`, and asking again asks with the same id. Refuses: notFound,
 * refundNotOffered (the method can't), refundTooMuch, refundChanged (the id was used for something else).
 */
export async function refundPayment(
  services: PaymentServices,
  tenantId: string,
  input: RefundInput,
  actor: LogActor,
): Promise<RefundShown> {
  const { db } = services;
  const begun = await db.tenant(tenantId, (tx) => reserve(tx, services, tenantId, input, actor));
  if (begun.refund.status === 'asked') await carryOut(services, begun.attempt, begun.refund, actor);
  const [now] = await db.tenant(tenantId, (tx) =>
    tx.select().from(paymentRefund).where(ofId(tenantId, input.refundId)),
  );
  if (!now) throw new Refusal('notFound');
  const { tenantId: _tenant, ...shown } = now;
  return shown;
}

const ofId = (tenantId: string, id: string) =>
  and(eq(paymentRefund.tenantId, tenantId), eq(paymentRefund.id, id));

type Refund = typeof paymentRefund.$inferSelect;

async function reserve(
  tx: Tx,
  { now }: PaymentServices,
  tenantId: string,
  input: RefundInput,
  actor: LogActor,
): Promise<{ attempt: Attempt; refund: Refund }> {
  const { refundId, attemptId, amount, reason } = input;
  // One refund of an attempt at a time: what is left of it must not be promised twice.
  const [attempt] = await tx
    .select()
    .from(paymentAttempt)
    .where(and(eq(paymentAttempt.tenantId, tenantId), eq(paymentAttempt.id, attemptId)))
    .for('update');
  if (!attempt) throw new Refusal('notFound');
  const [known] = await tx.select().from(paymentRefund).where(ofId(tenantId, refundId));
  if (known) {
    if (known.attemptId !== attemptId || known.amount !== amount) throw new Refusal('refundChanged');
    return { attempt, refund: known };
  }
  const provider = await findProvider(tx, tenantId, attempt.connectionId);
  if (!provider || !canCall(provider, 'payment.refund', attempt)) throw new Refusal('refundNotOffered');
  const [promised] = await tx
    .select({ sum: sql<string>`coalesce(sum(amount), 0)` })
    .from(paymentRefund)
    .where(
      and(
        eq(paymentRefund.tenantId, tenantId),
        eq(paymentRefund.attemptId, attemptId),
        inArray(paymentRefund.status, ['asked', 'succeeded']),
      ),
    );
  const gone = Math.max(Number(promised?.sum ?? 0), attempt.refundedAmount);
  const left = attempt.status === 'succeeded' ? attempt.amount - gone : 0;
  if (amount > left) throw new Refusal('refundTooMuch', { values: { left } });
  const at = new Date(now());
  const [refund] = await tx
    .insert(paymentRefund)
    .values({
      ...{ tenantId, id: refundId, attemptId, amount, reason, status: 'asked' as const },
      byKind: actor.kind,
      byId: actor.id,
      createdAt: at,
      updatedAt: at,
    })
    .returning();
  return { attempt, refund: refund as Refund };
}

async function carryOut(
  services: PaymentServices,
  attempt: Attempt,
  refund: Refund,
  actor: LogActor,
): Promise<void> {
  const { db, now } = services;
  const { tenantId, id: attemptId, paymentId } = attempt;
  const outcome = await callProvider(services, attempt, 'payment.refund', actor, {
    refundId: refund.id,
    refundAmount: refund.amount,
    reason: refund.reason,
  });
  await db.tenant(tenantId, async (tx) => {
    const [current] = await tx.select().from(paymentRefund).where(ofId(tenantId, refund.id)).for('update');
    if (current?.status !== 'asked') return;
    const updatedAt = new Date(now());
    if (!outcome.ok) {
      const problem = { code: outcome.code, ...outcome.userMessage };
      // Unknown: it may have gone out. It stays asked, with what is known, and is asked again under the same id.
      const status = outcome.outcome === 'refused' ? ('failed' as const) : ('asked' as const);
      await tx.update(paymentRefund).set({ status, problem, updatedAt }).where(ofId(tenantId, refund.id));
      return;
    }
    await tx
      .update(paymentRefund)
      .set({
        status: 'succeeded',
        problem: null,
        providerRefundId: typeof outcome.output.refundId === 'string' ? outcome.output.refundId : null,
        updatedAt,
      })
      .where(ofId(tenantId, refund.id));
    const [sum] = await tx
      .select({ all: sql<string>`coalesce(sum(amount), 0)` })
      .from(paymentRefund)
      .where(
        and(
          eq(paymentRefund.tenantId, tenantId),
          eq(paymentRefund.attemptId, attemptId),
          eq(paymentRefund.status, 'succeeded'),
        ),
      );
    const news = readNews({
      source: 'refund',
      confirmed: true,
      status: 'succeeded',
      read: { refundedAmount: Number(sum?.all ?? 0) },
    });
    await applyNews(tx, { ...services, tenantId }, attemptId, news);
    await announcePayment(tx, tenantId, paymentId);
  });
}
