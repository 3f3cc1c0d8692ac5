import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createCluster } from './create-cluster.ts';
import { DataFolderError, fromPostgresLog, fromSystemError } from './data-folder-error.ts';
import { DurableNodeFs } from './durable-node-fs.ts';
import { lockFolder } from './folder-lock.ts';
import { clusterFolder, inspectFolder, prepareFolder } from './inspect-folder.ts';
import { keepWalShort } from './keep-wal-short.ts';
import { watchForPanic } from './stop-on-panic.ts';

type OnStopped = (error: DataFolderError) => void;

/**
 * Opens the embedded database: in `dataDir`, which is created where missing, or in memory when
 * undefined. A row whose insert was acknowledged survives kill -9 and a power cut. One process at a
 * time; `close()` writes a checkpoint and frees the folder. Throws a DataFolderError.
 *
 * `onStopped` hears when the database gave up while running (DATABASE_STOPPED): every statement
 * fails from then on, so end the process; the next start recovers.
 */
export async function openPglite(
  dataDir: string | undefined,
  onStopped: OnStopped = () => {},
): Promise<PGlite> {
  if (dataDir === undefined) return PGlite.create();
  try {
    return await openInFolder(dataDir, onStopped);
  } catch (error) {
    if (error instanceof DataFolderError) throw error;
    throw fromSystemError(dataDir, error) ?? error;
  }
}

async function openInFolder(dataDir: string, onStopped: OnStopped): Promise<PGlite> {
  prepareFolder(dataDir);
  const lock = lockFolder(dataDir);
  try {
    if (inspectFolder(dataDir) === 'empty') await createCluster(dataDir);
    let stopCheckpoints = (): void => {};
    const onClosed = (): void => {
      stopCheckpoints();
      lock.release();
    };
    const db = await startCluster(dataDir, onStopped, onClosed);
    stopCheckpoints = keepWalShort(db);
    return db;
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startCluster(dataDir: string, onStopped: OnStopped, onClosed: () => void): Promise<PGlite> {
  const folder = clusterFolder(dataDir);
  const pidFile = join(folder, 'postmaster.pid');
  const hadPidFile = existsSync(pidFile);
  const log: string[] = [];
  let onLogLine = (line: string): unknown => log.push(line);
  const onStderr = (line: string): boolean => {
    onLogLine(line);
    return false;
  };
  const fs = new DurableNodeFs(folder, onClosed);
  try {
    const db = await PGlite.create({ fs, startParams: durableStartParams, onStderr });
    const watch = watchForPanic(dataDir, onStopped);
    watch.guard(db);
    onLogLine = watch.onLogLine;
    return db;
  } catch (error) {
    await fs.closeFs();
    // A panic leaves it behind; a damaged folder stays as it was found.
    if (!hadPidFile) rmSync(pidFile, { force: true });
    throw fromPostgresLog(dataDir, log.length ? log : [String(error)]);
  }
}

/** PGlite's own start parameters say `-F`: no fsync, ever. */
const durableStartParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['-c', 'fsync=on'],
  ...['-c', 'wal_sync_method=fsync'],
  ...['-c', 'full_page_writes=on'],
  ...['-c', 'synchronous_commit=on'],
];
