import { and, eq } from 'drizzle-orm';
import type { CallTarget, TestResult } from '../hub/call-target.ts';
import { testConnection } from '../hub/test-connection.ts';
import { noteHealth } from '../integration-log/note-health.ts';
import { writeLog } from '../integration-log/write-log.ts';
import { Refusal } from '../refusal.ts';
import type { HubActing } from './acting.ts';
import { openTarget, setStatus } from './open-target.ts';
import { connection, connectionState } from './tables.ts';
import type { ConnectionStatus, Verdict } from './words.ts';

/** Between two tests by the schedule. */
const RETEST_MS = 6 * 60 * 60_000;

/**
 * Sends the preset's probe with what is stored, and writes down what it found. Refuses: notFound, keyUndecryptable.
 */
export async function testNow(ctx: HubActing, connectionId: string): Promise<TestResult> {
  const { tenantId } = ctx;
  const opened = await ctx.db.tenant(tenantId, (tx) => openTarget(tx, ctx, tenantId, connectionId));
  if (!opened.ok) throw new Refusal(opened.code);
  const result = await probe(ctx, opened.target);
  await ctx.db.tenant(tenantId, async (tx) => {
    const at = new Date(ctx.now());
    await tx
      .update(connection)
      .set({ lastTestedAt: at, lastTestStatus: result.verdict, lastTestMessage: result.message })
      .where(and(eq(connection.tenantId, tenantId), eq(connection.id, connectionId)));
    await writeTest(tx, ctx, connectionId, result);
    const status = statusAfter(result.verdict);
    if (status) await setStatus(tx, opened.connection, status);
    const free = opened.target.preset.test.cost === 'free';
    await tx
      .update(connectionState)
      .set({
        nextTestAt: free ? new Date(ctx.now() + RETEST_MS) : null,
        ...(result.verdict === 'ok' ? { streak: 0, openUntil: null, probeUntil: null, lastOkAt: at } : {}),
      })
      .where(and(eq(connectionState.tenantId, tenantId), eq(connectionState.connectionId, connectionId)));
    await noteHealth(tx, ctx, { tenantId, connectionId, label: opened.connection.label });
  });
  return result;
}

export async function probe({ hub }: Pick<HubActing, 'hub'>, target: CallTarget): Promise<TestResult> {
  return testConnection(target, hub.callOptions(target));
}

export async function writeTest(
  tx: Parameters<typeof writeLog>[0],
  ctx: HubActing,
  connectionId: string,
  { verdict, trace, rule, ms }: TestResult,
): Promise<void> {
  await writeLog(tx, ctx, ctx.actor, [
    {
      connectionId,
      action: 'test',
      verb: 'probe',
      status: verdict === 'ok' ? 'success' : 'failure',
      ms,
      trace: trace ?? undefined,
      rule: rule ?? undefined,
      errorClass: verdict === 'ok' ? undefined : verdict,
    },
  ]);
}

/** A test that found nothing out leaves the status as it was. */
function statusAfter(verdict: Verdict): ConnectionStatus | undefined {
  if (verdict === 'unknown' || verdict === 'rate_limited') return undefined;
  return verdict;
}
