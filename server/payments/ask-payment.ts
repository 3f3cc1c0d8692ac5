import { setTimeout as pause } from 'node:timers/promises';
import { isLive } from '../../shared/payments/attempt-status.ts';
import type { PaymentView } from '../../shared/payments/payment-view.ts';
import type { LogActor } from '../integration-log/write-log.ts';
import { Refusal } from '../refusal.ts';
import { attemptsOf, speaker, viewPayment } from './payment-view.ts';
import { askProvider, type PaymentServices } from './provider.ts';

/** A provider that was asked is left alone for a moment, however often the customer says that they paid. */
const ASK_AGAIN_MS = 1_500;
/** While somebody waits at the till it is asked by itself as well: a webhook may be lost. */
const ATTENDED_MS = 10_000;

/**
 * How a payment stands. `urgent` (the customer says that they paid) has the provider asked before the answer; otherwise
 * it is asked behind it, now and then. Refuses: notFound.
 */
export async function paymentStatus(
  services: PaymentServices,
  { tenantId, paymentId, urgent }: { tenantId: string; paymentId: string; urgent: boolean },
  actor: LogActor,
): Promise<PaymentView> {
  const { db, now, log } = services;
  const current = await db.tenant(tenantId, async (tx) => speaker(await attemptsOf(tx, tenantId, paymentId)));
  if (!current) throw new Refusal('notFound');
  const quietMs = now() - (current.askedAt ?? current.createdAt).getTime();
  // While it is being made (`creating`), who makes it asks.
  const open =
    !current.sure && (current.status !== 'creating' || current.problem !== null || quietMs > 40_000);
  if (urgent && open) {
    if (quietMs < ASK_AGAIN_MS) await pause(ASK_AGAIN_MS - quietMs);
    await askProvider(services, current, actor);
  } else if (open && isLive(current.status) && quietMs >= ATTENDED_MS * (1 + current.asked / 4))
    askProvider(services, current, actor).catch((error: unknown) =>
      log.warn({ err: error }, 'asking a provider'),
    );
  const view = await db.tenant(tenantId, (tx) => viewPayment(tx, { ...services, tenantId }, paymentId));
  if (!view) throw new Refusal('notFound');
  return view;
}
