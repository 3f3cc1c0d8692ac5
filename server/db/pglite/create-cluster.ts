import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { fromSystemError, stoppedDatabase } from './data-folder-error.ts';
import { DurableNodeFs } from './durable-node-fs.ts';
import { fsyncFolder } from './folder-lock.ts';
import { clusterFolder, unfinishedClusterFolder } from './inspect-folder.ts';

/**
 * Makes an empty cluster, which is there whole or not at all: PGlite copies initdb's files without
 * any fsync, so it is made beside its place, flushed file by file, and renamed.
 */
export async function createCluster(dataDir: string): Promise<void> {
  const unfinished = unfinishedClusterFolder(dataDir);
  rmSync(unfinished, { recursive: true, force: true });
  const log: string[] = [];
  const onStderr = (line: string): boolean => {
    log.push(line);
    return false;
  };
  const fs = new DurableNodeFs(unfinished, () => {});
  try {
    const db = await PGlite.create({ fs, onStderr });
    await db.close();
  } catch (error) {
    await fs.closeFs();
    rmSync(unfinished, { recursive: true, force: true });
    throw fromSystemError(dataDir, error) ?? stoppedDatabase(dataDir, [String(error), ...log].join('\n'));
  }
  fsyncTree(unfinished);
  renameSync(unfinished, clusterFolder(dataDir));
  fsyncFolder(dataDir);
  fsyncFolder(dirname(resolve(dataDir)));
}

function fsyncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) fsyncTree(path);
    else fsyncFile(path);
  }
  fsyncFolder(folder);
}

function fsyncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
