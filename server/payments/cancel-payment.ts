import { and, eq } from 'drizzle-orm';
import { isLive } from '../../shared/payments/attempt-status.ts';
import type { PaymentView } from '../../shared/payments/payment-view.ts';
import type { LogActor } from '../integration-log/write-log.ts';
import { Refusal } from '../refusal.ts';
import { announcePayment } from '../sync/changes.ts';
import type { Attempt } from './apply-news.ts';
import { attemptsOf, speaker, viewPayment } from './payment-view.ts';
import type { PaymentServices } from './provider.ts';
import { cancelAtProvider } from './start-payment.ts';
import { paymentAttempt } from './tables.ts';

/**
 * Ends the waiting for a payment: its code is cancelled at the provider, and given up here where the provider can't or does
 * not answer. Who paid at the same moment has paid: the answer is how it stands now. Refuses: notFound.
 */
export async function cancelPayment(
  services: PaymentServices,
  { tenantId, paymentId }: { tenantId: string; paymentId: string },
  actor: LogActor,
): Promise<PaymentView> {
  const { db } = services;
  const current = await db.tenant(tenantId, async (tx) => speaker(await attemptsOf(tx, tenantId, paymentId)));
  if (!current) throw new Refusal('notFound');
  if (isLive(current.status) && !current.released) {
    const gone = await cancelAtProvider(services, current, actor);
    if (!gone) await release(services, current);
  }
  const view = await db.tenant(tenantId, (tx) => viewPayment(tx, { ...services, tenantId }, paymentId));
  if (!view) throw new Refusal('notFound');
  return view;
}

/** The sale may be paid otherwise; whether money comes for this attempt all the same is asked for some time more. */
async function release({ db, now }: PaymentServices, { tenantId, id, paymentId }: Attempt): Promise<void> {
  await db.tenant(tenantId, async (tx) => {
    const mine = and(eq(paymentAttempt.tenantId, tenantId), eq(paymentAttempt.id, id));
    const [known] = await tx.select().from(paymentAttempt).where(mine).for('update');
    if (!known || !isLive(known.status)) return;
    await tx
      .update(paymentAttempt)
      .set({ released: true, problem: null, updatedAt: new Date(now()) })
      .where(mine);
    await announcePayment(tx, tenantId, paymentId);
  });
}
