import { and, asc, eq, sql } from 'drizzle-orm';
import { isLive } from '../../shared/payments/attempt-status.ts';
import { tenant } from '../accounts/tables.ts';
import type { LogActor } from '../integration-log/write-log.ts';
import { type Attempt, applyNews } from './apply-news.ts';
import { readNews } from './news.ts';
import { askProvider, type PaymentServices } from './provider.ts';
import { cancelAtProvider } from './start-payment.ts';
import { paymentAttempt } from './tables.ts';

const GRACE_MS = 60_000;
/** of a code without an end of its own */
const USUAL_LIFE_MS = 30 * 60_000;
/** how long the provider is asked about what was closed without its word */
const DOUBT_MS = 2 * 86_400_000;
const AT_ONCE = 200;
const SYSTEM: LogActor = { kind: 'system', id: 'payments' };

/**
 * Asks about every attempt whose end is not known by the provider's own word: those nobody waits for, those that a dead
 * process left behind, and those that were given up. Codes whose time is over are cancelled and closed. `all`: whatever
 * was asked a moment ago, for the reconciliation.
 */
export async function sweepPayments(
  services: PaymentServices,
  options: { all?: boolean } = {},
): Promise<void> {
  const tenants = await services.db.system((tx) => tx.select({ id: tenant.id }).from(tenant));
  for (const { id } of tenants) await sweepTenant(services, id, options);
}

export async function sweepTenant(
  services: PaymentServices,
  tenantId: string,
  { all = false }: { all?: boolean } = {},
): Promise<void> {
  const { db, now, log } = services;
  const at = new Date(now());
  const due = await db.tenant(tenantId, (tx) =>
    tx
      .select()
      .from(paymentAttempt)
      .where(
        and(
          eq(paymentAttempt.tenantId, tenantId),
          sql`not sure`,
          sql`created_at > ${new Date(now() - DOUBT_MS).toISOString()}::timestamptz or status in ('creating', 'pending')`,
          all
            ? undefined
            : sql`coalesce(asked_at, created_at) < ${at.toISOString()}::timestamptz - make_interval(secs => least(
                case when status in ('creating', 'pending') then 300 else 3600 end, 30 * power(2, least(asked, 8))))`,
        ),
      )
      .orderBy(asc(paymentAttempt.askedAt), asc(paymentAttempt.createdAt))
      .limit(all ? 10_000 : AT_ONCE),
  );
  for (const attempt of due)
    await settleOne(services, attempt).catch((error: unknown) =>
      log.warn({ err: error, attemptId: attempt.id }, 'an attempt waits for the next round'),
    );
}

async function settleOne(services: PaymentServices, attempt: Attempt): Promise<void> {
  const { db, now } = services;
  const { tenantId, id } = attempt;
  const age = now() - attempt.createdAt.getTime();
  // Who makes it is still at it.
  if (attempt.status === 'creating' && !attempt.released && age < 40_000) return;
  const asked = await askProvider(services, attempt, SYSTEM);
  if (!isLive(asked.attempt.status)) return;
  const end = attempt.expiresAt?.getTime() ?? attempt.createdAt.getTime() + USUAL_LIFE_MS;
  const over = now() > end + GRACE_MS;
  const known = asked.answer === 'told';
  if ((over || attempt.released) && known && (await cancelAtProvider(services, asked.attempt, SYSTEM)))
    return;
  const neverMade = attempt.status === 'creating' && asked.answer === 'absent' && age > 5 * GRACE_MS;
  if (!over && !neverMade) return;
  const news = readNews({
    source: 'timer',
    confirmed: false,
    status: neverMade ? 'failed' : 'expired',
    read: {},
  });
  await db.tenant(tenantId, (tx) => applyNews(tx, { ...services, tenantId }, id, news));
}
