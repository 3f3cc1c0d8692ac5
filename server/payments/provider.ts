import { and, eq } from 'drizzle-orm';
import type { OnlineMethod } from '../../shared/payments/payment-view.ts';
import { callConnection } from '../connections/call-connection.ts';
import { presetOf } from '../connections/connection-shown.ts';
import { connection } from '../connections/tables.ts';
import type { Tx } from '../db/connect.ts';
import type { CallOutcome } from '../hub/call-target.ts';
import type { Preset } from '../hub/preset.ts';
import type { LogActor } from '../integration-log/write-log.ts';
import type { Services } from '../services.ts';
import { type Attempt, applyNews } from './apply-news.ts';
import { readNews } from './news.ts';
import { paymentAttempt } from './tables.ts';

export type PaymentServices = Pick<Services, 'db' | 'log' | 'vault' | 'hub' | 'jobs' | 'now' | 'newId'>;

/** A provider as payments see it. */
export interface Provider {
  connectionId: string;
  label: string;
  testMode: boolean;
  preset: Preset;
}

export async function findProvider(tx: Tx, tenantId: string, connectionId: string): Promise<Provider | null> {
  const [row] = await tx
    .select()
    .from(connection)
    .where(and(eq(connection.tenantId, tenantId), eq(connection.id, connectionId)));
  return row ? { connectionId, label: row.label, testMode: row.testMode, preset: presetOf(row) } : null;
}

/** What a provider's operations may use of an attempt. */
export function inputOf(
  attempt: Attempt,
  hubUrl: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const { idempotencyKey, reference, amount, providerId, providerPaymentId, method } = attempt;
  const digits = String(BigInt(`0x${attempt.id.replaceAll('-', '')}`) % 10_000_000_000n).padStart(10, '0');
  return {
    attemptId: idempotencyKey,
    reference,
    amount,
    description: `Pembayaran ${reference}`,
    customerNo: digits,
    sequence: digits,
    expirySeconds: 900,
    successUrl: `${hubUrl}/thanks.html`,
    failureUrl: `${hubUrl}/thanks.html`,
    ...(providerId === null ? {} : { providerId }),
    ...(providerPaymentId === null ? {} : { paymentId: providerPaymentId }),
    ...(method === 'qris' ? { channel: 'QRIS' } : {}),
    ...more,
  };
}

/** Whether the provider has the operation, and all that it needs to name the attempt is known. */
export function canCall({ preset }: Provider, verb: string, attempt: Pick<Attempt, 'providerId'>): boolean {
  const operation = preset.operations[verb];
  if (!operation) return false;
  return attempt.providerId !== null || !JSON.stringify(operation.request).includes('in.providerId');
}

/** Calls the provider about an attempt. */
export function callProvider(
  services: PaymentServices,
  attempt: Attempt,
  verb: string,
  actor: LogActor,
  more: Record<string, unknown> = {},
): Promise<CallOutcome> {
  const base = services.hub.publicUrl || 'http://localhost';
  return callConnection(services, attempt.connectionId, verb, inputOf(attempt, base, more), {
    ...actor,
    tenantId: attempt.tenantId,
    reference: attempt.reference,
  });
}

/** `absent`: the provider does not know it. `silent`: it could not be asked, or did not answer. */
export type Asked = { answer: 'told' | 'absent' | 'silent'; attempt: Attempt };

/**
 * Asks the provider how an attempt stands and writes the answer down. `verb` and `more` for what a webhook's preset wants
 * asked instead.
 */
export async function askProvider(
  services: PaymentServices,
  attempt: Attempt,
  actor: LogActor,
  { verb = 'payment.status', more = {} }: { verb?: string; more?: Record<string, unknown> } = {},
): Promise<Asked> {
  const { db, now } = services;
  const { tenantId, id } = attempt;
  const provider = await db.tenant(tenantId, (tx) => findProvider(tx, tenantId, attempt.connectionId));
  if (!provider) return { answer: 'silent', attempt };
  const known = { providerId: (more.providerId as string | undefined) ?? attempt.providerId };
  const asked = canCall(provider, verb, known)
    ? verb
    : canCall(provider, 'payment.find', attempt)
      ? 'payment.find'
      : null;
  if (asked === null) return { answer: 'silent', attempt };
  const outcome = await callProvider(services, attempt, asked, actor, more);
  return db.tenant(tenantId, async (tx) => {
    const mine = and(eq(paymentAttempt.tenantId, tenantId), eq(paymentAttempt.id, id));
    await tx
      .update(paymentAttempt)
      .set({ askedAt: new Date(now()), asked: attempt.asked + 1 })
      .where(mine);
    const found = outcome.ok ? answerIn(outcome, attempt.reference) : null;
    if (!found) {
      const absent = outcome.ok || (outcome.outcome === 'refused' && outcome.code === 'not_found');
      return { answer: absent ? 'absent' : 'silent', attempt: { ...attempt, asked: attempt.asked + 1 } };
    }
    const news = readNews({ source: 'status', confirmed: true, ...found });
    return { answer: 'told', attempt: (await applyNews(tx, { ...services, tenantId }, id, news)).attempt };
  });
}

interface Found {
  status?: string | undefined;
  rawStatus?: string | undefined;
  read: Record<string, unknown>;
}

/** In an answer that is a list, the one with our number; null: it is not among them. */
function answerIn(outcome: CallOutcome & { ok: true }, reference: string): Found | null {
  const { items } = outcome.output;
  if (!Array.isArray(items))
    return { status: outcome.status, rawStatus: outcome.rawStatus, read: outcome.output };
  const own = (items as Record<string, unknown>[]).find((item) => item.reference === reference);
  return own ? { status: text(own.status), rawStatus: text(own.rawStatus), read: own } : null;
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** Methods whose code a customer must have been shown before they can pay. */
export const needsCode = (method: OnlineMethod): boolean => method !== 'ewallet' && method !== 'card';
