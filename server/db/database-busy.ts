import { sql } from 'drizzle-orm';
import type { Db } from './connect.ts';

/** Codes of the driver and of the network when nobody answers at the database's address. */
const AWAY = new Set([
  'DEADLINE',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
]);
/**
 * SQLSTATEs that pass by themselves (PostgreSQL manual, appendix A): lost connections, too many of them, shutdown and
 * start, a standby not yet promoted, timeouts, locks and transactions that got in each other's way.
 */
const PASSING = /^(08...|53...|57P0[1-5]|57014|25006|25P03|40001|40P01|55P03)$/;

/** Whether the database, not the request, is why this failed: the same request may succeed in a moment. */
export function isDatabaseBusy(error: unknown): boolean {
  let cause = error;
  // Libraries wrap it as the cause, some more than once.
  for (let depth = 0; depth < 8 && typeof cause === 'object' && cause !== null; depth += 1) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && (AWAY.has(code) || PASSING.test(code))) return true;
    cause = (cause as { cause?: unknown }).cause;
  }
  return false;
}

/** Whether the database answers now: for failures that don't tell their cause. */
export async function databaseAnswers(db: Db): Promise<boolean> {
  return db
    .system((tx) => tx.execute(sql`select 1`))
    .then(
      () => true,
      () => false,
    );
}
