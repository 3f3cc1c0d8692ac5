import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Binaries, findBinaries, type RunAs, runAs } from './find-binaries.ts';

export interface ThrowawayPostgres {
  url: string;
  folder: string;
  source: Binaries['source'];
  stop(): Promise<void>;
}

/** Settings of a database that lives for minutes: nothing needs to survive. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '64MB',
};

/**
 * The server is watched by a shell that holds our end of a pipe: when this process ends, however it ends,
 * the pipe closes, and the shell stops the server and removes its folder.
 */
const WATCH = '"$0" "$@" <&- & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$FOLDER"';

/** Starts a Postgres of its own in a temporary folder, on a free port of 127.0.0.1. */
export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const user = runAs();
  const folder = mkdtempSync(join(tmpdir(), 'gerai-pg-'));
  chmodSync(folder, 0o700);
  try {
    if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
    const binaries = findBinaries(folder, user);
    const password = randomBytes(12).toString('hex');
    initialise(folder, binaries, user, password);
    return await firstFreePort(folder, binaries, user, password);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function initialise(folder: string, binaries: Binaries, user: RunAs, password: string) {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(passwordFile, user.uid, user.gid);
  const args = [
    '-D',
    join(folder, 'data'),
    '-U',
    'postgres',
    '--pwfile',
    passwordFile,
    '-A',
    'scram-sha-256',
  ];
  const initdb = join(binaries.folder, 'initdb');
  execFileSync(initdb, [...args, '--encoding=UTF8', '--locale=C', '--no-sync'], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function firstFreePort(folder: string, binaries: Binaries, user: RunAs, password: string) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      const stop = await run(folder, binaries, user, port);
      const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
      return { url, folder, source: binaries.source, stop };
    } catch (error) {
      // Someone else may have taken the port in between.
      if (attempt === 3 || !String(error).includes('could not bind')) throw error;
    }
  }
}

/** Resolves once the server accepts connections, with the function that stops it and removes its folder. */
function run(folder: string, binaries: Binaries, user: RunAs, port: number): Promise<() => Promise<void>> {
  const settings = Object.entries({ ...SETTINGS, port: String(port), unix_socket_directories: folder });
  const args = [
    '-D',
    join(folder, 'data'),
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const watcher = spawn('/bin/sh', ['-c', WATCH, join(binaries.folder, 'postgres'), ...args], {
    ...user,
    cwd: tmpdir(),
    env: { ...process.env, LC_ALL: 'C', FOLDER: folder },
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => watcher.once('close', () => resolve()));
  const stop = async () => {
    watcher.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return new Promise((resolve, reject) => {
    const log: string[] = [];
    watcher.once('error', reject);
    watcher.once('close', () => reject(new Error(`Postgres ended early:\n${log.join('\n')}`)));
    createInterface(watcher.stderr).on('line', (line) => {
      log.push(line);
      if (log.length > 50) log.shift();
      if (line.includes('ready to accept connections')) resolve(stop);
      if (line.includes('FATAL:')) reject(new Error(`Postgres does not start:\n${log.join('\n')}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
