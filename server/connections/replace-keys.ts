import { and, eq } from 'drizzle-orm';
import type { TestResult } from '../hub/call-target.ts';
import { Refusal } from '../refusal.ts';
import { type HubActing, noteChange } from './acting.ts';
import { checkFields, environmentFor } from './check-fields.ts';
import { findConnection, presetOf } from './connection-shown.ts';
import type { KeyReplacement } from './inputs.ts';
import { targetOf } from './open-target.ts';
import { makeToken, refuseProblems } from './save-connection.ts';
import { connection, connectionState } from './tables.ts';
import { probe, writeTest } from './test-now.ts';

/**
 * New keys for a connection, perhaps in the other mode: tried first, and swapped only when they passed. Refuses
 * `keyRejected` with the verdict (those in use stay), unless the test only could not be made and `anyway` was said;
 * and as `createConnection` for what was filled in.
 */
export async function replaceKeys(ctx: HubActing, input: KeyReplacement): Promise<TestResult> {
  const { tenantId } = ctx;
  const prepared = await ctx.db.tenant(tenantId, async (tx) => {
    const row = await findConnection(tx, tenantId, input.connectionId);
    return { row, stored: await ctx.vault.openAll(tx, tenantId, row.id) };
  });
  const { row, stored } = prepared;
  const preset = presetOf(row);
  const testMode = input.testMode ?? row.testMode;
  const environment =
    testMode === row.testMode && input.environment === undefined
      ? row.environment
      : environmentFor(preset, testMode, input.environment);
  if (environment === undefined) throw new Refusal('modeNotOffered', { field: 'testMode' });
  // Keys of one environment are no keys of another.
  const kept = environment === row.environment ? stored.secrets : {};
  const fields = checkFields(
    preset,
    environment,
    { ...row.cfg, ...input.values },
    new Set(Object.keys(kept)),
    makeToken,
  );
  refuseProblems(fields);

  const changed = { ...row, environment, testMode, cfg: fields.cfg };
  const secrets = { ...kept, ...fields.secrets };
  const result = await probe(ctx, targetOf(ctx.hub, changed, secrets));
  const unsure = result.verdict === 'unknown' || result.verdict === 'unreachable';
  const passed = result.verdict === 'ok' || result.verdict === 'rate_limited' || (unsure && input.anyway);
  await ctx.db.tenant(tenantId, async (tx) => {
    await writeTest(tx, ctx, row.id, result);
    if (!passed) return;
    const now = await findConnection(tx, tenantId, row.id, true);
    // Somebody else was quicker: what was tested is not what would be stored.
    if (now.updatedAt.getTime() !== row.updatedAt.getTime()) throw new Refusal('settingsChanged');
    const at = new Date(ctx.now());
    if (environment !== row.environment) await ctx.vault.remove(tx, tenantId, row.id);
    for (const [field, secret] of Object.entries(fields.secrets))
      await ctx.vault.put(tx, { tenantId, connectionId: row.id, field }, secret, at);
    await tx
      .update(connection)
      .set({
        environment,
        testMode,
        cfg: fields.cfg,
        ...(input.expiresAt === undefined
          ? {}
          : { expiresAt: input.expiresAt === null ? null : new Date(input.expiresAt) }),
        lastTestedAt: at,
        lastTestStatus: result.verdict,
        lastTestMessage: result.message,
        updatedBy: ctx.actor.id,
        updatedAt: at,
      })
      .where(and(eq(connection.tenantId, tenantId), eq(connection.id, row.id)));
    await tx
      .update(connectionState)
      .set({
        status: result.verdict === 'ok' ? 'ok' : 'untested',
        streak: 0,
        openUntil: null,
        probeUntil: null,
      })
      .where(and(eq(connectionState.tenantId, tenantId), eq(connectionState.connectionId, row.id)));
    await noteChange(tx, ctx, {
      connectionId: row.id,
      action: 'provider.key_replaced',
      detail: { fields: Object.keys(fields.secrets), environment, verdict: result.verdict },
    });
  });
  if (!passed) throw new Refusal('keyRejected', { field: 'values', values: { verdict: result.verdict } });
  return result;
}
