import { and, eq, sql } from 'drizzle-orm';
import { connectionState } from '../connections/tables.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { ownerNotice } from './tables.ts';

const MIN_FAILURES = 3;
const MAX_FAILED_SHARE = 0.05;
const KEY_STATUSES = ['bad_key', 'forbidden', 'no_balance', 'misconfigured', 'key_undecryptable'];

/** What the owner was last told of a connection. */
export type AlertState = 'ok' | 'failing' | 'keys';

/**
 * Tells the owner when a connection turned bad (more than 5 % of an hour's calls failed, or its keys were refused) and
 * when it is well again: on the change only, once for all processes. `tx` must be in the tenant's scope.
 */
export async function noteHealth(
  tx: Tx,
  { now, newId }: { now: () => number; newId: () => string },
  of: { tenantId: string; connectionId: string; label: string },
): Promise<void> {
  const { tenantId, connectionId, label } = of;
  const mine = and(eq(connectionState.tenantId, tenantId), eq(connectionState.connectionId, connectionId));
  const [state] = await tx.select().from(connectionState).where(mine);
  if (!state) return;
  const next = await stateNow(tx, of, state.status, state.alerted as AlertState, now());
  if (next.state === state.alerted) return;
  const turned = await tx
    .update(connectionState)
    .set({ alerted: next.state })
    .where(and(mine, eq(connectionState.alerted, state.alerted)))
    .returning({ id: connectionState.connectionId });
  if (turned.length === 0) return; // another process told it
  await tx.insert(ownerNotice).values({
    tenantId,
    id: newId(),
    at: new Date(now()),
    code: next.state === 'ok' ? 'connection.recovered' : `connection.${next.state}`,
    severity: next.state === 'ok' ? 'info' : next.state === 'keys' ? 'critical' : 'warning',
    connectionId,
    values: { label, failed: next.failed, total: next.total, status: state.status },
  });
}

async function stateNow(
  tx: Tx,
  { tenantId, connectionId }: { tenantId: string; connectionId: string },
  status: string,
  before: AlertState,
  now: number,
): Promise<{ state: AlertState; failed: number; total: number }> {
  const since = (minutes: number) => sql`${new Date(now - minutes * 60_000).toISOString()}::timestamptz`;
  const [row] = rowsOf<{ failed: number; total: number; lately: number }>(
    await tx.execute(sql`
      select count(*) filter (where status = 'failure')::int as failed, count(*)::int as total,
             count(*) filter (where status = 'failure' and at > ${since(10)})::int as lately
        from integration_log
       where tenant_id = ${tenantId} and connection_id = ${connectionId} and at > ${since(60)}
         and action in ('transaction', 'error', 'test')`),
  );
  const { failed = 0, total = 0, lately = 0 } = row ?? {};
  if (KEY_STATUSES.includes(status)) return { state: 'keys', failed, total };
  const failing = failed >= MIN_FAILURES && failed > total * MAX_FAILED_SHARE;
  // An hour's average forgets slowly: ten minutes without a failure and a call that went well are enough.
  const well = status === 'ok' && (lately === 0 || before === 'keys');
  if (before !== 'ok' && !well) return { state: before, failed, total };
  return { state: failing && !(before !== 'ok' && well) ? 'failing' : 'ok', failed, total };
}
