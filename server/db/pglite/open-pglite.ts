import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createCluster } from './create-cluster.ts';
import { DataFolderError, fromPostgresLog, fromSystemError } from './data-folder-error.ts';
import { DurableNodeFs } from './durable-node-fs.ts';
import { lockFolder } from './folder-lock.ts';
import { clusterFolder, inspectFolder, prepareFolder } from './inspect-folder.ts';

/**
 * Opens the embedded database: in `dataDir`, which is created where missing, or in memory when
 * undefined. A row whose insert was acknowledged survives kill -9 and a power cut. One process at a
 * time; `close()` writes a checkpoint and frees the folder. Throws a DataFolderError.
 */
export async function openPglite(dataDir: string | undefined): Promise<PGlite> {
  if (dataDir === undefined) return PGlite.create();
  try {
    return await openInFolder(dataDir);
  } catch (error) {
    if (error instanceof DataFolderError) throw error;
    throw fromSystemError(dataDir, error) ?? error;
  }
}

async function openInFolder(dataDir: string): Promise<PGlite> {
  prepareFolder(dataDir);
  const lock = lockFolder(dataDir);
  try {
    if (inspectFolder(dataDir) === 'empty') await createCluster(dataDir);
    return await startCluster(dataDir, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startCluster(dataDir: string, onClosed: () => void): Promise<PGlite> {
  const log: string[] = [];
  let starting = true;
  const onStderr = (line: string): boolean => {
    if (starting) log.push(line);
    return false;
  };
  const folder = clusterFolder(dataDir);
  const pidFile = join(folder, 'postmaster.pid');
  const hadPidFile = existsSync(pidFile);
  const fs = new DurableNodeFs(folder, onClosed);
  try {
    return await PGlite.create({ fs, startParams: durableStartParams, onStderr });
  } catch (error) {
    // A panic leaves it behind; a damaged folder stays as it was found.
    if (!hadPidFile) rmSync(pidFile, { force: true });
    throw fromPostgresLog(dataDir, log.length ? log : [String(error)]);
  } finally {
    starting = false;
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
