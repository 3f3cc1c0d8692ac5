import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { DataFolderError } from './data-folder-error.ts';
import { clusterFolder, POSTGRES_MAJOR, unfinishedClusterFolder } from './inspect-folder.ts';
import { checkpointIfLong } from './keep-wal-short.ts';
import { openPglite } from './open-pglite.ts';

const isRoot = process.getuid?.() === 0;
const realFsync = fs.fsyncSync;
let work: string;
let template: string;
let copies = 0;

beforeAll(async () => {
  work = fs.mkdtempSync(join(tmpdir(), 'gerai-pglite-'));
  template = join(work, 'template');
  const db = await openPglite(template);
  await db.exec('create table kept (n integer primary key); insert into kept select generate_series(1, 100)');
  await db.close();
});
afterEach(() => replaceFsync(realFsync));
afterAll(() => fs.rmSync(work, { recursive: true, force: true }));

test('without a folder it is in memory', async () => {
  const db = await openPglite(undefined);
  expect((await db.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await db.close();
});

test('the Postgres inside is the version that folders are checked against', async () => {
  const db = await openPglite(undefined);
  const { rows } = await db.query<{ server_version: string }>('show server_version');
  expect(rows[0]?.server_version.split('.')[0]).toBe(POSTGRES_MAJOR);
  await db.close();
});

test('a closed folder was shut down cleanly, is free, and keeps its rows', async () => {
  const dataDir = copyOfTemplate();
  for (let round = 0; round < 2; round++) {
    const db = await openPglite(dataDir);
    expect(await count(db)).toBe(100);
    await db.close();
    // The field `state` of pg_control: 1 is "shut down", so the checkpoint is written.
    expect(fs.readFileSync(join(clusterFolder(dataDir), 'global/pg_control')).readInt32LE(16)).toBe(1);
    expect(fs.readdirSync(dataDir).sort()).toEqual(['lock', 'postgres']);
  }
});

test('an acknowledged row has been flushed to the disk', async () => {
  const db = await openPglite(copyOfTemplate());
  let flushes = 0;
  replaceFsync((handle) => {
    flushes++;
    realFsync(handle);
  });
  for (let n = 1001; n <= 1010; n++) {
    const before = flushes;
    await db.query('insert into kept values ($1)', [n]);
    expect(flushes).toBeGreaterThan(before);
  }
  const { rows } = await db.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'wal_sync_method') order by name",
  );
  expect(rows.map(({ name, setting }) => `${name}=${setting}`)).toEqual([
    'fsync=on',
    'full_page_writes=on',
    'synchronous_commit=on',
    'wal_sync_method=fsync',
  ]);
  await db.close();
});

test('a disk that fails to flush refuses the row and ends the database instead of hanging', async () => {
  const dataDir = copyOfTemplate();
  let heard: DataFolderError | undefined;
  const stopped = new Promise<void>((resolve) => {
    openPglite(dataDir, (error) => {
      heard = error;
      resolve();
    }).then(async (db) => {
      replaceFsync(() => {
        throw Object.assign(new Error('disk failed'), { code: 'EIO' });
      });
      await expect(db.query('insert into kept values (2001)')).rejects.toMatchObject({
        code: 'DATABASE_STOPPED',
      });
      replaceFsync(realFsync);
      await expect(db.query('insert into kept values (2002)')).rejects.toMatchObject({
        code: 'DATABASE_STOPPED',
      });
      await db.close();
    });
  });
  await stopped;
  expect(heard?.code).toBe('DATABASE_STOPPED');
  await expect.poll(() => fs.existsSync(join(dataDir, 'lock.pid'))).toBe(false);
  const again = await openPglite(dataDir);
  expect((await again.query('select n from kept where n = 2002')).rows).toEqual([]);
  expect(await count(again)).toBeGreaterThanOrEqual(100);
  await again.close();
});

test('a folder in use is refused with the process that uses it', async () => {
  const dataDir = copyOfTemplate();
  const db = await openPglite(dataDir);
  const error = await failure(dataDir);
  expect(error.code).toBe('DATA_FOLDER_LOCKED');
  expect(error.message).toContain(`process ${process.pid}`);
  expect(openInChild(dataDir)).toContain('DATA_FOLDER_LOCKED');
  await db.close();
  expect(openInChild(dataDir)).toContain('opened');
});

test('what a killed first start left behind is thrown away', async () => {
  const dataDir = join(work, 'half-made');
  fs.mkdirSync(unfinishedClusterFolder(dataDir), { recursive: true });
  fs.writeFileSync(join(unfinishedClusterFolder(dataDir), 'PG_VERSION'), `${POSTGRES_MAJOR}\n`);
  const db = await openPglite(dataDir);
  expect((await db.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await db.close();
  expect(fs.existsSync(unfinishedClusterFolder(dataDir))).toBe(false);
});

const damages: Record<string, (cluster: string) => void> = {
  'garbage in pg_control': (cluster) =>
    fs.writeFileSync(join(cluster, 'global/pg_control'), Buffer.alloc(8192, 0xab)),
  'a short pg_control': (cluster) => fs.truncateSync(join(cluster, 'global/pg_control'), 100),
  'no pg_control': (cluster) => fs.rmSync(join(cluster, 'global/pg_control')),
  'a truncated log': (cluster) => {
    for (const file of logFiles(cluster)) fs.truncateSync(file, 8192);
  },
  'no log': (cluster) => {
    for (const file of logFiles(cluster)) fs.rmSync(file);
  },
  'no postgresql.conf': (cluster) => fs.rmSync(join(cluster, 'postgresql.conf')),
  'no PG_VERSION': (cluster) => fs.rmSync(join(cluster, 'PG_VERSION')),
  'garbage in PG_VERSION': (cluster) => fs.writeFileSync(join(cluster, 'PG_VERSION'), Buffer.alloc(64, 0xfe)),
  'nothing left': (cluster) => {
    fs.rmSync(cluster, { recursive: true });
    fs.mkdirSync(cluster);
  },
};

test.each(Object.keys(damages))(
  'a damaged folder (%s) gets a sentence and is left as it is',
  async (name) => {
    const dataDir = copyOfTemplate();
    damages[name]?.(clusterFolder(dataDir));
    const before = fingerprint(dataDir);
    const error = await failure(dataDir);
    expect(error.code).toBe('DATA_FOLDER_CORRUPT');
    expectOneSentence(error, dataDir);
    expect(fingerprint(dataDir)).toBe(before);
  },
);

test('a cluster of another Postgres is named and left as it is', async () => {
  const dataDir = copyOfTemplate();
  fs.writeFileSync(join(clusterFolder(dataDir), 'PG_VERSION'), '16\n');
  const before = fingerprint(dataDir);
  const error = await failure(dataDir);
  expect(error.code).toBe('DATA_FOLDER_OTHER_POSTGRES');
  expect(error.message).toContain('made by Postgres 16');
  expectOneSentence(error, dataDir);
  expect(fingerprint(dataDir)).toBe(before);
});

test.each([
  ['someone else’s files', (folder: string) => fs.writeFileSync(join(folder, 'thesis.docx'), 'x')],
  ['a plain Postgres folder', (folder: string) => fs.writeFileSync(join(folder, 'PG_VERSION'), '18\n')],
])('%s are not made into a data folder', async (_name, fill) => {
  const folder = fs.mkdtempSync(join(work, 'foreign-'));
  fill(folder);
  const before = fingerprint(folder);
  const error = await failure(folder);
  expect(error.code).toBe('DATA_FOLDER_FOREIGN');
  expectOneSentence(error, folder);
  expect(fingerprint(folder)).toBe(before);
});

test('a file in the place of the folder is refused', async () => {
  const path = join(work, 'a-file');
  fs.writeFileSync(path, 'x');
  const error = await failure(path);
  expect(error.code).toBe('DATA_FOLDER_FOREIGN');
  expectOneSentence(error, path);
  expect(fs.readFileSync(path, 'utf8')).toBe('x');
});

test.skipIf(process.platform === 'win32')('a folder that may not be written is refused', () => {
  const dataDir = copyOfTemplate();
  fs.chmodSync(work, 0o755);
  fs.chmodSync(dataDir, 0o555);
  fs.chmodSync(join(dataDir, 'lock'), 0o444);
  expect(openInChild(dataDir, true)).toContain('DATA_FOLDER_NOT_WRITABLE');
  expect(openInChild(join(dataDir, 'below'), true)).toContain('DATA_FOLDER_NOT_WRITABLE');
  fs.chmodSync(dataDir, 0o755);
});

test.skipIf(!isRoot || process.platform !== 'linux')(
  'a full disk is named, at creation and later',
  async () => {
    const disk = fs.mkdtempSync(join(work, 'disk-'));
    const mount = (options: string) =>
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status).toBe(0);
    mount('size=20m');
    try {
      const error = await failure(join(disk, 'new'));
      expect(error.code).toBe('DATA_FOLDER_DISK_FULL');
      expectOneSentence(error, disk);
      mount('remount,size=200m');
      fs.cpSync(template, join(disk, 'old'), { recursive: true });
      fs.writeFileSync(join(disk, 'filler'), Buffer.alloc(1024));
      const { bavail, bsize } = fs.statfsSync(disk);
      fs.writeFileSync(join(disk, 'filler'), Buffer.alloc(bavail * bsize));
      expect((await failure(join(disk, 'old'))).code).toBe('DATA_FOLDER_DISK_FULL');
      fs.rmSync(join(disk, 'filler'));
      const db = await openPglite(join(disk, 'old'));
      expect(await count(db)).toBe(100);
      await db.close();
    } finally {
      spawnSync('umount', [disk]);
    }
  },
);

test('a long log gets a checkpoint', async () => {
  const db = await openPglite(copyOfTemplate());
  expect(await checkpointIfLong(db)).toBe(false);
  await db.exec('insert into kept select generate_series(10001, 20000)');
  expect(await checkpointIfLong(db, 100_000)).toBe(true);
  expect(await checkpointIfLong(db, 100_000)).toBe(false);
  await db.close();
});

function copyOfTemplate(): string {
  const dataDir = join(work, `copy-${++copies}`);
  fs.cpSync(template, dataDir, { recursive: true });
  return dataDir;
}

async function failure(dataDir: string): Promise<DataFolderError> {
  return openPglite(dataDir).then(
    () => {
      throw new Error('it opened');
    },
    (error) => error,
  );
}

async function count(db: Awaited<ReturnType<typeof openPglite>>): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    'select count(*)::int as count from kept where n <= 100',
  );
  return rows[0]?.count ?? 0;
}

function expectOneSentence(error: Error, folder: string): void {
  expect(error.message).toContain(folder);
  expect(error.message).not.toContain('\n');
  expect(error.message).toMatch(/\.$/);
}

/** Opens and closes the folder in a process of its own; `powerless` gives up the rights of root. */
function openInChild(dataDir: string, powerless = false): string {
  const module = JSON.stringify(join(import.meta.dirname, 'open-pglite.ts'));
  const code = `
    const { openPglite } = await import(${module});
    if (${powerless && isRoot}) { process.setgid(65534); process.setuid(65534); }
    await openPglite(${JSON.stringify(dataDir)}).then(
      async (db) => { await db.close(); console.log('opened'); },
      (error) => console.log(error.code));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

function logFiles(cluster: string): string[] {
  const folder = join(cluster, 'pg_wal');
  return fs
    .readdirSync(folder)
    .filter((file) => /^[0-9A-F]{24}$/.test(file))
    .map((file) => join(folder, file));
}

/** Every path in the folder with a hash of what it holds. */
function fingerprint(folder: string): string {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const hash = entry.isFile()
        ? createHash('sha256').update(fs.readFileSync(path)).digest('hex')
        : 'folder';
      return `${relative(folder, path)} ${hash}`;
    })
    .sort()
    .join('\n');
}

function replaceFsync(fsync: typeof fs.fsyncSync): void {
  fs.fsyncSync = fsync;
  syncBuiltinESMExports();
}
