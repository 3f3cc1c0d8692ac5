import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corruptFolder, foreignFolder, otherPostgres } from './data-folder-error.ts';

/** The major version of the Postgres inside PGlite. */
export const POSTGRES_MAJOR = '18';

/** Where Postgres' own files are; beside it lie the lock and, for a moment, a cluster being made. */
export const clusterFolder = (dataDir: string): string => join(dataDir, 'postgres');
export const unfinishedClusterFolder = (dataDir: string): string => join(dataDir, 'postgres.new');

/** Creates the folder where missing; refuses one that is someone else's before touching anything. */
export function prepareFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const entries = readdirSync(dataDir);
  if (entries.includes('PG_VERSION')) {
    throw foreignFolder(dataDir, 'another program keeps a Postgres database there');
  }
  // A typing error in --data must not start an empty shop in someone's documents.
  const strange = entries.find((entry) => !entry.startsWith('.') && !ours.has(entry));
  if (strange && !entries.includes('postgres')) throw foreignFolder(dataDir, `it holds ${strange}`);
}

/** Whether the folder has a cluster to start; throws where it has one that must not be started. */
export function inspectFolder(dataDir: string): 'empty' | 'cluster' {
  const folder = clusterFolder(dataDir);
  if (!existsSync(folder)) return 'empty';
  const versionFile = join(folder, 'PG_VERSION');
  // Without this file PGlite would run initdb over what is left.
  if (!existsSync(versionFile)) throw corruptFolder(dataDir, 'PG_VERSION is missing');
  const version = readFileSync(versionFile, 'utf8').trim();
  if (!/^\d{1,3}(\.\d+)?$/.test(version)) throw corruptFolder(dataDir, 'PG_VERSION is not a number');
  if (version !== POSTGRES_MAJOR) throw otherPostgres(dataDir, version, POSTGRES_MAJOR);
  return 'cluster';
}

const ours = new Set(['postgres', 'postgres.new', 'lock', 'lock-journal', 'lock.pid', 'lost+found']);
