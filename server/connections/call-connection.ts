import { callOperation } from '../hub/call-operation.ts';
import type { CallOutcome } from '../hub/call-target.ts';
import { noteHealth } from '../integration-log/note-health.ts';
import { type LogActor, type LogEntry, writeLog } from '../integration-log/write-log.ts';
import type { Services } from '../services.ts';
import { breakerOf, claimProbe, countOutcome } from './breaker.ts';
import { openTarget, setStatus } from './open-target.ts';
import { TEST_QUEUE } from './words.ts';

type Needed = Pick<Services, 'db' | 'log' | 'vault' | 'hub' | 'jobs' | 'now' | 'newId'>;

/** What a call is about, for its log. */
export interface CallActor extends LogActor {
  tenantId: string;
  /** a sale's or an order's reference */
  reference?: string | undefined;
}

/** Says that the key or the right is wrong: the provider answers, but to nobody here. */
const KEY_CODES = ['bad_key', 'forbidden', 'no_balance', 'misconfigured'];
/** The provider or the way to it is in trouble. */
const TROUBLE_CODES = ['provider_down', 'unreachable', 'timeout', 'rate_limited', 'bad_reply'];

/**
 * Carries out an operation on a connection: opens its secrets, asks the breaker that all processes share, calls, writes
 * the log and counts how it ended. What stops it before anything left is `refused` with code `not_found`, `disabled`,
 * `key_undecryptable` or `breaker_open`. The first `bad_key` in use has the connection tested.
 */
export async function callConnection(
  services: Needed,
  connectionId: string,
  verb: string,
  input: Record<string, unknown>,
  actor: CallActor,
): Promise<CallOutcome> {
  const { db, hub, now } = services;
  const { tenantId } = actor;
  const opened = await db.tenant(tenantId, async (tx) => {
    const result = await openTarget(tx, services, tenantId, connectionId);
    if (!result.ok) return refusedBefore(result.code === 'notFound' ? 'not_found' : 'key_undecryptable');
    if (!result.connection.active) return refusedBefore('disabled');
    const breaker = breakerOf(result.state, now());
    const mayCall =
      breaker === 'closed' ||
      (breaker === 'half_open' && (await claimProbe(tx, tenantId, connectionId, now())));
    return mayCall ? result : refusedBefore('breaker_open');
  });
  if (!('target' in opened)) return opened;

  const { target } = opened;
  const started = now();
  const outcome = await callOperation(target, verb, input, hub.callOptions(target));
  const counted = countedAs(outcome);
  await db.tenant(tenantId, async (tx) => {
    await writeLog(
      tx,
      { ...services, tenantId },
      actor,
      entriesOf(connectionId, verb, outcome, actor, now() - started),
    );
    const turned = await countOutcome(tx, { tenantId, connectionId, now: now() }, counted);
    if (!counted.ok && KEY_CODES.includes(counted.code))
      await setStatus(tx, opened.connection, counted.code as 'bad_key');
    else if (turned === 'opened') await setStatus(tx, opened.connection, 'unreachable');
    if (!counted.ok || turned !== 'same')
      await noteHealth(tx, services, { tenantId, connectionId, label: opened.connection.label });
  });
  const firstBadKey = !outcome.ok && outcome.code === 'bad_key' && opened.state?.status !== 'bad_key';
  if (firstBadKey && target.preset.test.cost === 'free')
    await services.jobs
      .send(TEST_QUEUE, { tenantId, connectionId }, { onlyOneOf: connectionId })
      .catch((error: unknown) =>
        services.log.warn({ err: error }, 'a connection could not be put up for its test'),
      );
  return outcome;
}

function refusedBefore(code: string): CallOutcome & { ok: false } {
  const text = REFUSED_BEFORE[code as keyof typeof REFUSED_BEFORE];
  return {
    ok: false,
    code,
    retry: code === 'breaker_open',
    outcome: 'refused',
    userMessage: text,
    traces: [],
  };
}

const REFUSED_BEFORE = {
  not_found: { id: 'Koneksi ini tidak ada lagi.', en: 'This connection is gone.' },
  disabled: { id: 'Koneksi ini dinonaktifkan.', en: 'This connection is switched off.' },
  key_undecryptable: {
    id: 'Kunci koneksi ini tidak bisa dibuka. Isi ulang kuncinya.',
    en: 'The keys of this connection can not be opened. Enter them again.',
  },
  breaker_open: {
    id: 'Penyedia sedang bermasalah. Dicoba lagi dalam satu menit; pakai cara bayar lain dulu.',
    en: 'The provider is in trouble. It is tried again within a minute; use another way meanwhile.',
  },
} as const;

/** A refusal of what was asked (an amount too small) says that the provider works: it counts as a success. */
function countedAs(outcome: CallOutcome): { ok: true } | { ok: false; code: string } {
  if (outcome.ok) return { ok: true };
  const trouble = [...KEY_CODES, ...TROUBLE_CODES].includes(outcome.code) || outcome.retry;
  return trouble ? { ok: false, code: outcome.code } : { ok: true };
}

/** One entry for each attempt; the last one tells how the call ended. */
function entriesOf(
  connectionId: string,
  verb: string,
  outcome: CallOutcome,
  { reference }: CallActor,
  ms: number,
): LogEntry[] {
  const ended = outcome.ok ? 'success' : countedAs(outcome).ok ? 'refused' : 'failure';
  const action = ended === 'failure' ? 'error' : 'transaction';
  const base = { connectionId, verb, reference };
  if (outcome.traces.length === 0)
    return [{ ...base, action, status: ended, ms, errorClass: outcome.ok ? undefined : outcome.code }];
  return outcome.traces.map((trace, index) => {
    const last = index === outcome.traces.length - 1;
    return {
      ...base,
      trace,
      action: last ? action : 'error',
      status: last ? ended : 'failure',
      errorClass: last && !outcome.ok ? outcome.code : (trace.errorClass ?? undefined),
    };
  });
}
