import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockedFolder } from './data-folder-error.ts';

export type FolderLock = { release: () => void };

/**
 * Takes the folder for this process, or throws DATA_FOLDER_LOCKED with the holder's process id.
 *
 * Node has no file lock. SQLite's exclusive lock on an empty file is one, on every platform: the
 * operating system drops it however its process ends, so there is no stale lock to judge by a
 * process id (which would be wrong between two containers that share a volume).
 */
export function lockFolder(folder: string): FolderLock {
  const holderFile = join(folder, 'lock.pid');
  const lockFile = join(folder, 'lock');
  // SQLite hides the errno of a failed open, so ask first. Trap: a process that closes any handle of
  // this file of its own loses the lock (POSIX), so an existing file must not be opened here.
  if (existsSync(lockFile)) accessSync(lockFile, constants.W_OK);
  else closeSync(openSync(lockFile, 'a'));
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw lockedFolder(folder, `process ${holderOf(holderFile)}`);
  }
  try {
    writeFileSync(holderFile, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    release: () => {
      if (!lock.isOpen) return;
      rmSync(holderFile, { force: true });
      lock.close();
    },
  };
}

/** Makes a finished rename or a new entry in `folder` survive a power cut. */
export function fsyncFolder(folder: string): void {
  // Windows can't open a folder as a file, and needs no such thing.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const SQLITE_BUSY = 5;

function holderOf(holderFile: string): string {
  try {
    return readFileSync(holderFile, 'utf8').trim() || 'unknown';
  } catch {
    return 'unknown';
  }
}
