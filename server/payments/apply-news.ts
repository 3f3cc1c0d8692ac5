import { and, eq } from 'drizzle-orm';
import { type AttemptAlert, isLive } from '../../shared/payments/attempt-status.ts';
import type { Tx } from '../db/connect.ts';
import { ownerNotice } from '../integration-log/tables.ts';
import type { Services } from '../services.ts';
import { announcePayment } from '../sync/changes.ts';
import { type Judgement, judgeNews } from './judge-news.ts';
import type { News } from './news.ts';
import { paymentAttempt, paymentEvent } from './tables.ts';

export type Attempt = typeof paymentAttempt.$inferSelect;
export type Stamp = Pick<Services, 'now' | 'newId'> & { tenantId: string };

const ALERTS = {
  lateSuccess: { code: 'payment.late', severity: 'warning' },
  reversal: { code: 'payment.reversed', severity: 'critical' },
  mismatch: { code: 'payment.mismatch', severity: 'critical' },
} as const;

/**
 * Writes news into the attempt's ledger and, where they may, into the attempt, in one transaction that holds its row: of
 * two workers with the same news one finds nothing left to do. Returns the attempt as it is now. `tx` must be in the
 * tenant's scope.
 */
export async function applyNews(
  tx: Tx,
  stamp: Stamp,
  attemptId: string,
  news: News,
): Promise<{ judgement: Judgement; attempt: Attempt }> {
  const { tenantId, now, newId } = stamp;
  const mine = and(eq(paymentAttempt.tenantId, tenantId), eq(paymentAttempt.id, attemptId));
  const [known] = await tx.select().from(paymentAttempt).where(mine).for('update');
  if (!known) throw new Error('the attempt is gone');
  const judgement = judgeNews(known, news);
  const at = new Date(now());
  const applied = judgement.verdict === 'applied';
  await tx.insert(paymentEvent).values({
    tenantId,
    id: newId(),
    attemptId,
    connectionId: known.connectionId,
    at,
    source: news.source,
    verdict: judgement.verdict,
    fromStatus: known.status,
    toStatus: judgement.verdict === 'mismatch' ? known.status : judgement.status,
    reported: news.reported,
    rawStatus: news.rawStatus ?? null,
    amount: news.amount ?? null,
    moved: judgement.verdict === 'mismatch' ? 0 : judgement.moved,
    webhookId: news.webhookId ?? null,
    detail: news.refundedAmount === undefined ? {} : { refundedAmount: news.refundedAmount },
  });
  if (judgement.verdict === 'mismatch') {
    await tx.update(paymentAttempt).set({ mismatch: judgement.mismatch, updatedAt: at }).where(mine);
    if (known.mismatch === null) await alertOwner(tx, stamp, known, 'mismatch');
    return { judgement, attempt: { ...known, mismatch: judgement.mismatch } };
  }
  const paidNow = applied && judgement.status === 'succeeded' && known.status !== 'succeeded';
  // Money for a code that was given up is late as well: the sale went another way.
  const late = judgement.alert === 'lateSuccess' || (paidNow && known.released);
  const change: Partial<Attempt> = {
    providerId: known.providerId ?? news.providerId ?? null,
    providerPaymentId: news.providerPaymentId ?? known.providerPaymentId,
    ...(news.held === undefined ? {} : { held: news.held && !paidNow }),
    ...(news.disputed === undefined ? {} : { disputed: news.disputed }),
    ...(news.code ? { code: { ...known.code, ...news.code } } : {}),
    ...(news.expiresAt !== undefined && (known.status === 'creating' || known.expiresAt === null)
      ? { expiresAt: new Date(news.expiresAt) }
      : {}),
    ...(applied
      ? {
          status: judgement.status,
          rawStatus: news.rawStatus ?? known.rawStatus,
          refundedAmount: judgement.refundedAmount,
          sure: news.confirmed && !isLive(judgement.status),
        }
      : {}),
    ...(paidNow ? { paidAt: new Date(Math.min(news.paidAt ?? now(), now())), problem: null } : {}),
    ...(late ? { late: true } : {}),
    ...(judgement.alert === 'reversal' ? { reversed: true } : {}),
    updatedAt: at,
  };
  await tx.update(paymentAttempt).set(change).where(mine);
  const alert: AttemptAlert | undefined = late ? 'lateSuccess' : judgement.alert;
  if (alert) await alertOwner(tx, stamp, known, alert);
  if (applied) await announcePayment(tx, tenantId, known.paymentId);
  return { judgement, attempt: { ...known, ...change } };
}

async function alertOwner(
  tx: Tx,
  { tenantId, now, newId }: Stamp,
  { connectionId, reference, amount }: Attempt,
  what: keyof typeof ALERTS,
): Promise<void> {
  await tx.insert(ownerNotice).values({
    tenantId,
    id: newId(),
    at: new Date(now()),
    connectionId,
    values: { reference, amount },
    ...ALERTS[what],
  });
}
