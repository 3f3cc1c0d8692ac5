import type { PGlite } from '@electric-sql/pglite';
import { type DataFolderError, stoppedDatabase } from './data-folder-error.ts';

export type PanicWatch = {
  /** To be given every line Postgres writes to its log. */
  onLogLine: (line: string) => void;
  /** From here on a panic ends the database instead of hanging the process. */
  guard: (db: PGlite) => void;
};

/**
 * After a panic (a failed fsync, a full disk while the log grows) real Postgres dies and recovers.
 * PGlite swallows it: the next statement never returns and blocks the event loop with it. So from
 * the panic on, every statement is refused here, and `onStopped` is told once.
 */
export function watchForPanic(dataDir: string, onStopped: (error: DataFolderError) => void): PanicWatch {
  let stopped: DataFolderError | undefined;
  const onLogLine = (line: string): void => {
    if (stopped || !/\bPANIC:/.test(line)) return;
    const error = stoppedDatabase(dataDir, line);
    stopped = error;
    setImmediate(() => onStopped(error));
  };
  const guard = (db: PGlite): void => {
    const run = db.execProtocolRawSync.bind(db);
    // Every way to run a statement, close() included, ends in this method.
    db.execProtocolRawSync = (message) => {
      if (stopped) throw stopped;
      const answer = run(message);
      if (stopped) throw stopped;
      return answer;
    };
  };
  return { onLogLine, guard };
}
