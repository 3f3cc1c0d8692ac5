import { StartError } from '../../start-error.ts';

export type DataFolderErrorCode =
  | 'DATA_FOLDER_LOCKED'
  | 'DATA_FOLDER_NOT_WRITABLE'
  | 'DATA_FOLDER_FOREIGN'
  | 'DATA_FOLDER_CORRUPT'
  | 'DATA_FOLDER_OTHER_POSTGRES'
  | 'DATA_FOLDER_DISK_FULL'
  | 'DATABASE_STOPPED';

/**
 * Why the embedded database can't be used. `message` is one plain sentence for whoever started the
 * server, who then exits with 1; `detail` is what Postgres or the operating system said, for the log.
 */
export class DataFolderError extends StartError {
  readonly code: DataFolderErrorCode;
  readonly detail: string | undefined;

  constructor(code: DataFolderErrorCode, message: string, detail?: string) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

export const lockedFolder = (folder: string, holder: string): DataFolderError =>
  new DataFolderError(
    'DATA_FOLDER_LOCKED',
    `The data folder ${folder} is in use by another running Gerai (${holder}): stop that one first, or start this one with another --data folder.`,
  );

export const foreignFolder = (folder: string, what: string): DataFolderError =>
  new DataFolderError(
    'DATA_FOLDER_FOREIGN',
    `${folder} is not a Gerai data folder (${what}), nothing in it was changed: name an empty or a new folder with --data.`,
  );

export const corruptFolder = (folder: string, detail: string): DataFolderError =>
  new DataFolderError(
    'DATA_FOLDER_CORRUPT',
    `The database in ${folder} is damaged and does not start (${firstLine(detail)}), nothing in it was deleted: keep a copy of the folder, then restore your latest backup into a new one.`,
    detail,
  );

export const otherPostgres = (folder: string, found: string, expected: string): DataFolderError =>
  new DataFolderError(
    'DATA_FOLDER_OTHER_POSTGRES',
    `The database in ${folder} was made by Postgres ${found} and this Gerai needs Postgres ${expected}: start it with the Gerai version that made it.`,
  );

/** Postgres gave up in the middle of work, most often because the disk failed or is full. */
export const stoppedDatabase = (folder: string, panic: string): DataFolderError =>
  new DataFolderError(
    'DATABASE_STOPPED',
    `The database in ${folder} had to stop (${firstLine(panic)}), everything acknowledged before is kept: check the disk and its free space, then start again.`,
    panic,
  );

/** The sentence for an error of the operating system, or undefined where it is not about the folder. */
export function fromSystemError(folder: string, error: unknown): DataFolderError | undefined {
  const { message = '' } = error as Error;
  switch (systemCode(error as NodeJS.ErrnoException)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder, message);
    case 'ENOTDIR':
    case 'EEXIST':
      return foreignFolder(folder, 'it is not a folder');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENAMETOOLONG':
      return notWritable(folder, message);
    default:
      return undefined;
  }
}

/** The sentence for what Postgres wrote while it failed to start. */
export function fromPostgresLog(folder: string, log: readonly string[]): DataFolderError {
  const said = log.filter((line) => /\b(PANIC|FATAL|ERROR):/.test(line)).join('\n');
  const detail = said || log.join('\n') || 'it stopped without a message';
  if (/No space left on device|Quota exceeded/i.test(detail)) return diskFull(folder, detail);
  if (/Permission denied|Read-only file system|not permitted/i.test(detail)) {
    return notWritable(folder, detail);
  }
  return corruptFolder(folder, detail);
}

const notWritable = (folder: string, detail: string): DataFolderError =>
  new DataFolderError(
    'DATA_FOLDER_NOT_WRITABLE',
    `The data folder ${folder} can't be created or written by this user: give the user access to it, or name another folder with --data.`,
    detail,
  );

const diskFull = (folder: string, detail: string): DataFolderError =>
  new DataFolderError(
    'DATA_FOLDER_DISK_FULL',
    `The disk that holds ${folder} is full, nothing was lost: free some space and start again.`,
    detail,
  );

/** Postgres' first complaint, without its "2026-01-31 08:00:00.000 UTC [42] FATAL:  ". */
const firstLine = (text: string): string =>
  (text.split('\n')[0] ?? '')
    .replace(/^.*?\b(PANIC|FATAL|ERROR):\s*/, '')
    .trim()
    .slice(0, 200);

/** Files written through Emscripten fail with a number of its own instead of Node's code. */
const emscriptenCodes: Record<number, string> = {
  2: 'EACCES',
  19: 'EDQUOT',
  51: 'ENOSPC',
  63: 'EPERM',
  69: 'EROFS',
};

const systemCode = ({ name, code, errno = 0 }: NodeJS.ErrnoException): string | undefined =>
  name === 'ErrnoError' ? emscriptenCodes[errno] : code;
