import { and, eq, inArray } from 'drizzle-orm';
import { isLive } from '../../shared/payments/attempt-status.ts';
import type { OnlineMethod, PaymentView } from '../../shared/payments/payment-view.ts';
import { resolveFeature } from '../connections/resolve.ts';
import type { Tx } from '../db/connect.ts';
import type { CallOutcome } from '../hub/call-target.ts';
import type { LogActor } from '../integration-log/write-log.ts';
import { Refusal } from '../refusal.ts';
import { announcePayment } from '../sync/changes.ts';
import { type Attempt, applyNews } from './apply-news.ts';
import { readNews } from './news.ts';
import { attemptsOf, speaker, viewPayment } from './payment-view.ts';
import {
  askProvider,
  callProvider,
  canCall,
  findProvider,
  needsCode,
  type PaymentServices,
} from './provider.ts';
import { referenceOf } from './reference.ts';
import { paymentAttempt } from './tables.ts';

export interface StartInput {
  saleId: string;
  paymentId: string;
  method: OnlineMethod;
  amount: number;
  customerPhone?: string | undefined;
}

export interface StartingDevice {
  tenantId: string;
  outletId: string;
  deviceId: string;
}

type Problem = NonNullable<Attempt['problem']>;

/** A cashier who waits this long is told that it takes longer; the work goes on. */
const ANSWER_WITHIN_MS = 8_000;

/**
 * Has a payment of a sale paid through the outlet's connections: the first, and only when it is certain that the first
 * will not charge, or nobody has its code, the next. Asking again for the same payment gives the same one. Refuses:
 * methodNotOffered, amountNotOffered, paymentLive (the sale has another payment that waits).
 */
export async function startPayment(
  services: PaymentServices,
  device: StartingDevice,
  input: StartInput,
): Promise<PaymentView> {
  const { db, log } = services;
  const { tenantId } = device;
  const begun = await db.tenant(tenantId, (tx) => begin(tx, services, device, input));
  if (begun) {
    const work = carryThrough(services, device, input, begun).catch((error: unknown) =>
      // The row says `creating`: whoever sweeps asks the provider.
      log.error({ err: error, attemptId: begun.attempt.id }, 'a payment was left in the middle'),
    );
    await Promise.race([work, new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS).unref())]);
  }
  const view = await db.tenant(tenantId, (tx) => viewPayment(tx, { ...services, tenantId }, input.paymentId));
  if (!view) throw new Refusal('notFound');
  return view;
}

interface Begun {
  attempt: Attempt;
  /** connections to fall back to, best first */
  rest: string[];
}

/** Stores the first attempt, before any call; null: the payment runs or is paid already. */
async function begin(
  tx: Tx,
  services: PaymentServices,
  device: StartingDevice,
  input: StartInput,
): Promise<Begun | null> {
  const { tenantId, outletId } = device;
  const earlier = await attemptsOf(tx, tenantId, input.paymentId);
  const current = speaker(earlier);
  if (current?.status === 'succeeded' || (current && isLive(current.status) && !current.released))
    return null;
  if (earlier.some(({ saleId }) => saleId !== input.saleId)) throw new Refusal('paymentLive');
  const offered = await candidates(tx, tenantId, outletId, input, services.now());
  const [first, ...rest] = offered;
  if (first === undefined) throw new Refusal('methodNotOffered');
  const attempt = await reserve(tx, services, device, input, first, earlier.length + 1);
  if (attempt) return { attempt, rest };
  // Somebody was faster: the same payment asked twice, or another one of the sale.
  const own = await attemptsOf(tx, tenantId, input.paymentId);
  if (own.some(({ status, released }) => isLive(status) && !released)) return null;
  throw new Refusal('paymentLive');
}

async function candidates(
  tx: Tx,
  tenantId: string,
  outletId: string,
  { method, amount }: StartInput,
  now: number,
): Promise<string[]> {
  const found = await resolveFeature(tx, tenantId, outletId, `payment.${method}`, now);
  if (found.length === 0) throw new Refusal('methodNotOffered');
  const fitting: string[] = [];
  for (const { connectionId } of found) {
    const limits = (await findProvider(tx, tenantId, connectionId))?.preset.limits ?? {};
    if (amount >= (limits.minAmount ?? 1) && amount <= (limits.maxAmount ?? Number.MAX_SAFE_INTEGER))
      fitting.push(connectionId);
  }
  if (fitting.length === 0) throw new Refusal('amountNotOffered');
  return fitting;
}

/** Undefined when the sale has a live attempt already: the database decides between two at the same moment. */
async function reserve(
  tx: Tx,
  { newId, now }: PaymentServices,
  { tenantId, outletId, deviceId }: StartingDevice,
  { saleId, paymentId, method, amount }: StartInput,
  connectionId: string,
  tryNo: number,
): Promise<Attempt | undefined> {
  const id = newId();
  const at = new Date(now());
  const [attempt] = await tx
    .insert(paymentAttempt)
    .values({
      ...{ tenantId, id, outletId, deviceId, saleId, paymentId, connectionId, tryNo, method, amount },
      reference: referenceOf(id),
      idempotencyKey: id,
      createdAt: at,
      updatedAt: at,
    })
    .onConflictDoNothing()
    .returning();
  return attempt;
}

async function carryThrough(
  services: PaymentServices,
  device: StartingDevice,
  input: StartInput,
  begun: Begun,
): Promise<void> {
  const actor: LogActor = { kind: 'device', id: device.deviceId };
  const rest = [...begun.rest];
  let { attempt } = begun;
  for (;;) {
    const end = await tryOnce(services, attempt, actor, input);
    if (end.done) return;
    const next = rest.shift();
    const following = await services.db.tenant(device.tenantId, async (tx) => {
      const closed = await close(tx, services, attempt, end);
      // Meanwhile it was paid, or the cashier gave it up: nothing else is charged.
      if (!closed || next === undefined) return undefined;
      return reserve(tx, services, device, input, next, attempt.tryNo + 1);
    });
    if (!following) return;
    attempt = following;
  }
}

type End =
  | { done: true }
  /** no charge can come of it (`sure`), or nobody has its code: another connection may be used */
  | { done: false; sure: boolean; problem: Problem };

async function tryOnce(
  services: PaymentServices,
  attempt: Attempt,
  actor: LogActor,
  input: StartInput,
): Promise<End> {
  const { customerPhone } = input;
  const more = customerPhone
    ? { customer: { phone: customerPhone, id: customerPhone, name: 'Pelanggan' } }
    : {};
  const outcome = await callProvider(services, attempt, 'payment.create', actor, more);
  if (outcome.ok) return created(services, attempt, actor, outcome);
  const problem = problemOf(outcome);
  if (outcome.outcome === 'refused') return { done: false, sure: true, problem };
  return settleUnknown(services, attempt, actor, problem);
}

async function created(
  services: PaymentServices,
  attempt: Attempt,
  actor: LogActor,
  outcome: CallOutcome & { ok: true },
): Promise<End> {
  const { tenantId } = attempt;
  const { status, rawStatus, output } = outcome;
  // An answer that says nothing of a status has made a code.
  const told = status === undefined || status === 'unknown' ? 'pending' : status;
  const news = readNews({ source: 'create', confirmed: true, status: told, rawStatus, read: output });
  const { judgement, attempt: now } = await services.db.tenant(tenantId, (tx) =>
    applyNews(tx, { ...services, tenantId }, attempt.id, news),
  );
  if (judgement.verdict !== 'mismatch') {
    if (now.status === 'failed' || now.status === 'cancelled' || now.status === 'expired')
      return { done: false, sure: true, problem: PROBLEMS.declined };
    return { done: true };
  }
  const gone = await cancelAtProvider(services, { ...attempt, providerId: news.providerId ?? null }, actor);
  return { done: false, sure: gone, problem: PROBLEMS.mismatch };
}

/** Nobody knows whether the provider carried it out: it is asked, and what it has is cancelled, before anything else. */
async function settleUnknown(
  services: PaymentServices,
  attempt: Attempt,
  actor: LogActor,
  problem: Problem,
): Promise<End> {
  const asked = await askProvider(services, attempt, actor);
  if (asked.answer === 'absent') return { done: false, sure: false, problem };
  if (asked.answer === 'told' && !isLive(asked.attempt.status)) {
    const paid = asked.attempt.status === 'succeeded' || asked.attempt.status === 'refunded';
    return paid ? { done: true } : { done: false, sure: true, problem };
  }
  if (asked.answer === 'told' && hasCode(asked.attempt)) return { done: true };
  if (await cancelAtProvider(services, asked.attempt, actor)) return { done: false, sure: true, problem };
  // The customer never saw a code, so cannot pay it; where the provider itself asks them to pay, they still may.
  if (needsCode(attempt.method)) return { done: false, sure: false, problem };
  await services.db.tenant(attempt.tenantId, async (tx) => {
    await tx
      .update(paymentAttempt)
      .set({ problem, updatedAt: new Date(services.now()) })
      .where(and(eq(paymentAttempt.tenantId, attempt.tenantId), eq(paymentAttempt.id, attempt.id)));
    await announcePayment(tx, attempt.tenantId, attempt.paymentId);
  });
  return { done: true };
}

/** Cancels what may exist at the provider; true when it says that nothing of it can be paid any more. */
export async function cancelAtProvider(
  services: PaymentServices,
  attempt: Attempt,
  actor: LogActor,
): Promise<boolean> {
  const { tenantId } = attempt;
  const provider = await services.db.tenant(tenantId, (tx) =>
    findProvider(tx, tenantId, attempt.connectionId),
  );
  const verb = ['payment.cancel', 'payment.expire'].find(
    (one) => provider && canCall(provider, one, attempt),
  );
  const cancelled = verb ? await callProvider(services, attempt, verb, actor) : null;
  const asked = await askProvider(services, attempt, actor);
  if (asked.answer === 'told' && !isLive(asked.attempt.status)) return asked.attempt.status !== 'succeeded';
  if (!cancelled?.ok) return asked.answer === 'absent' && attempt.providerId === null;
  // It took the cancellation; its status may lag behind.
  const news = readNews({ source: 'cancel', confirmed: true, status: 'cancelled', read: {} });
  const { attempt: now } = await services.db.tenant(tenantId, (tx) =>
    applyNews(tx, { ...services, tenantId }, attempt.id, news),
  );
  return now.status !== 'succeeded';
}

/** Gives the attempt up; false when it was paid, or given up by somebody else, meanwhile. */
async function close(
  tx: Tx,
  services: PaymentServices,
  attempt: Attempt,
  end: End & { done: false },
): Promise<boolean> {
  const { tenantId, id } = attempt;
  const mine = and(eq(paymentAttempt.tenantId, tenantId), eq(paymentAttempt.id, id));
  const [now] = await tx.select().from(paymentAttempt).where(mine).for('update');
  if (!now || now.released || now.status === 'succeeded' || now.status === 'refunded') return false;
  if (isLive(now.status) && end.sure) {
    const news = readNews({
      source: 'create',
      confirmed: true,
      status: 'failed',
      rawStatus: end.problem.code,
      read: {},
    });
    await applyNews(tx, { ...services, tenantId }, id, news);
  }
  await tx
    .update(paymentAttempt)
    .set({ problem: end.problem, released: true, updatedAt: new Date(services.now()) })
    .where(
      and(mine, inArray(paymentAttempt.status, ['creating', 'pending', 'failed', 'cancelled', 'expired'])),
    );
  await announcePayment(tx, tenantId, attempt.paymentId);
  return true;
}

function hasCode({ code }: Attempt): boolean {
  return Boolean(code.qrString || code.vaNumber || code.url || code.deeplinkUrl);
}

function problemOf({ code, userMessage }: CallOutcome & { ok: false }): Problem {
  return { code, ...userMessage };
}

const PROBLEMS = {
  mismatch: {
    code: 'mismatch',
    id: 'Penyedia membuat kode dengan jumlah lain, jadi kodenya tidak dipakai.',
    en: 'The provider made a code for another amount, so it is not used.',
  },
  declined: {
    code: 'declined',
    id: 'Penyedia menolak pembayaran ini.',
    en: 'The provider declined this payment.',
  },
} as const satisfies Record<string, Problem>;
