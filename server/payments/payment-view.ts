import { and, asc, eq, inArray } from 'drizzle-orm';
import { isLive } from '../../shared/payments/attempt-status.ts';
import type { PaymentState, PaymentView } from '../../shared/payments/payment-view.ts';
import { connection } from '../connections/tables.ts';
import type { Tx } from '../db/connect.ts';
import type { Attempt } from './apply-news.ts';
import { paymentAttempt } from './tables.ts';

/** The attempt that speaks for its payment: the one that was paid, else the newest. */
export function speaker(attempts: Attempt[]): Attempt | undefined {
  return (
    attempts.find(({ status }) => status === 'succeeded') ??
    attempts.find(({ status, released }) => isLive(status) && !released) ??
    attempts.at(-1)
  );
}

export function stateOf({
  status,
  released,
  problem,
}: Pick<Attempt, 'status' | 'released' | 'problem'>): PaymentState {
  if (status === 'succeeded') return 'paid';
  if (status !== 'creating' && status !== 'pending') return status;
  if (released) return problem ? 'failed' : 'cancelled';
  if (status === 'pending') return 'waiting';
  return problem ? 'uncertain' : 'preparing';
}

/** The attempts of a payment, oldest first. */
export function attemptsOf(tx: Tx, tenantId: string, paymentId: string): Promise<Attempt[]> {
  return tx
    .select()
    .from(paymentAttempt)
    .where(and(eq(paymentAttempt.tenantId, tenantId), eq(paymentAttempt.paymentId, paymentId)))
    .orderBy(asc(paymentAttempt.tryNo), asc(paymentAttempt.id));
}

export interface Viewer {
  tenantId: string;
  now: () => number;
  hub: { sandboxUrl: string };
}

/** How a payment stands; null: there is none with that id. `tx` must be in the tenant's scope. */
export async function viewPayment(
  tx: Tx,
  { tenantId, now, hub }: Viewer,
  paymentId: string,
): Promise<PaymentView | null> {
  const attempts = await attemptsOf(tx, tenantId, paymentId);
  const attempt = speaker(attempts);
  if (!attempt) return null;
  const [through] = await tx
    .select({ label: connection.label, testMode: connection.testMode, environment: connection.environment })
    .from(connection)
    .where(and(eq(connection.tenantId, tenantId), inArray(connection.id, [attempt.connectionId])));
  return {
    paymentId,
    saleId: attempt.saleId,
    attemptId: attempt.id,
    method: attempt.method,
    amount: attempt.amount,
    state: stateOf(attempt),
    status: attempt.status,
    reference: attempt.reference,
    providerId: attempt.providerId,
    code: attempt.code,
    expiresAt: attempt.expiresAt?.getTime() ?? null,
    through: through?.label ?? '',
    testMode: through?.testMode ?? false,
    phoneUrl:
      through?.environment === 'simulator' && hub.sandboxUrl !== ''
        ? `${hub.sandboxUrl}/phone?code=${attempt.reference}`
        : null,
    problem: attempt.problem,
    attempts: attempts.length,
    serverTime: now(),
  };
}
