import type { PGlite } from '@electric-sql/pglite';

const checkEveryMs = 30_000;
const longWalBytes = 16 * 1024 * 1024;

/**
 * Writes a checkpoint whenever 16 MB of log have gathered. Postgres does that in a process of its
 * own, which PGlite has not: without this the log grows, and recovery with it, until a clean close.
 * Returns the function that stops it.
 */
export function keepWalShort(db: PGlite): () => void {
  const timer = setInterval(() => {
    // A failure shows itself in the next statement that matters; here it must not end the process.
    checkpointIfLong(db).catch(() => {});
  }, checkEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Returns whether the log was long enough for a checkpoint. */
export async function checkpointIfLong(db: PGlite, limitBytes = longWalBytes): Promise<boolean> {
  const { rows } = await db.query<{ long: boolean }>(
    'select pg_current_wal_lsn() - redo_lsn > $1::numeric as long from pg_control_checkpoint()',
    [limitBytes],
  );
  if (!rows[0]?.long) return false;
  await db.exec('checkpoint');
  return true;
}
