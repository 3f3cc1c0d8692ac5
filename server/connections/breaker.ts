import { sql } from 'drizzle-orm';
import { rowsOf, type Tx } from '../db/connect.ts';
import type { connectionState } from './tables.ts';

export const OPENS_AFTER = 3;
export const OPEN_MS = 60_000;
/** longer than any call may take, so that two never probe together */
const PROBE_MS = 45_000;

export type BreakerState = 'closed' | 'open' | 'half_open';
type State = Pick<typeof connectionState.$inferSelect, 'openUntil'>;

/** Closed until three calls in a row failed; then open for a minute; then one call at a time tries. */
export function breakerOf(state: State | null | undefined, now: number): BreakerState {
  if (!state?.openUntil) return 'closed';
  return state.openUntil.getTime() > now ? 'open' : 'half_open';
}

/** Whether this caller is the one that tries while the breaker is half-open. One of all processes is. */
export async function claimProbe(
  tx: Tx,
  tenantId: string,
  connectionId: string,
  now: number,
): Promise<boolean> {
  const claimed = await tx.execute(sql`
    update connection_state set probe_until = ${new Date(now + PROBE_MS).toISOString()}::timestamptz
     where tenant_id = ${tenantId} and connection_id = ${connectionId}
       and open_until <= ${new Date(now).toISOString()}::timestamptz
       and (probe_until is null or probe_until <= ${new Date(now).toISOString()}::timestamptz)
    returning 1`);
  return rowsOf(claimed).length === 1;
}

/**
 * Counts how a call ended, in the row that all processes share. A success closes the breaker; the third failure in a
 * row, or one while half-open, opens it. Whether it opened or closed just now.
 */
export async function countOutcome(
  tx: Tx,
  at: { tenantId: string; connectionId: string; now: number },
  outcome: { ok: boolean; code?: string },
): Promise<'opened' | 'closed' | 'same'> {
  const { tenantId, connectionId } = at;
  const now = sql`${new Date(at.now).toISOString()}::timestamptz`;
  const until = sql`${new Date(at.now + OPEN_MS).toISOString()}::timestamptz`;
  if (outcome.ok) {
    // Most successes change nothing, and then write nothing: the row is shared by all tills.
    const rows = rowsOf<{ was: string | null }>(
      await tx.execute(sql`
        update connection_state s set streak = 0, open_until = null, probe_until = null, status = 'ok', last_ok_at = ${now}
          from (select tenant_id, connection_id, open_until from connection_state
            where tenant_id = ${tenantId} and connection_id = ${connectionId}
              and (streak > 0 or open_until is not null or status <> 'ok' or last_ok_at is null
                or last_ok_at < ${now} - interval '30 seconds') for update) before
         where s.tenant_id = before.tenant_id and s.connection_id = before.connection_id
        returning before.open_until::text as was`),
    );
    return rows[0]?.was ? 'closed' : 'same';
  }
  const rows = rowsOf<{ streak: number; was: string | null }>(
    await tx.execute(sql`
      with before as (select open_until from connection_state
        where tenant_id = ${tenantId} and connection_id = ${connectionId} for update)
      insert into connection_state as s (tenant_id, connection_id, streak, last_error_at, last_error_code)
        values (${tenantId}, ${connectionId}, 1, ${now}, ${outcome.code ?? 'unknown'})
      on conflict (tenant_id, connection_id) do update
        set streak = s.streak + 1, probe_until = null, last_error_at = ${now},
            last_error_code = ${outcome.code ?? 'unknown'},
            open_until = case when s.open_until is not null or s.streak + 1 >= ${OPENS_AFTER}
              then ${until} else null end
      returning streak, (select open_until::text from before) as was`),
  );
  const [row] = rows;
  return row && row.streak >= OPENS_AFTER && row.was === null ? 'opened' : 'same';
}
