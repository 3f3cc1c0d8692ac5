/**
 * npm run test:powercut -- [--rounds 8] [--seed 1]
 *
 * Shows that acknowledged rows of the embedded database survive a power cut. A writer works on an
 * ext4 file system in an image file; right after an acknowledgement it is frozen and the image is
 * copied. The copy holds what had reached the "disk" and nothing that was only in memory (the file
 * system writes back on its own after 30 s at the earliest). It is mounted, as after a power cut, and
 * the rows are counted. PGlite as it comes goes through the same and must lose rows, or the procedure
 * would prove nothing.
 *
 * Needs root, Linux and a loop device; elsewhere it says `skipped: reason` and exits with 0.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import { openPglite } from '../server/db/pglite/open-pglite.ts';

type Mode = 'durable' | 'stock';
type Round = { mode: Mode; round: number; acknowledged: number; found: number; note: string };

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '8' }, seed: { type: 'string', default: '1' } },
});
const rounds = Number(flags.rounds);
const random = seededRandom(Number(flags.seed));
const writer = join(import.meta.dirname, '../server/db/pglite/insert-until-killed.ts');
const imageBytes = 192 * 1024 * 1024;

const reason = whyNot();
if (reason) {
  console.log(`skipped: ${reason}`);
  process.exit(0);
}

// In memory where possible, so that the flushes cost nothing.
const work = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'gerai-powercut-'));
const mounted = new Set<string>();
const results: Round[] = [];
try {
  for (let round = 1; round <= rounds; round++) results.push(await cutPower('durable', round));
  for (let round = 1; round <= Math.min(rounds, 3); round++) results.push(await cutPower('stock', round));
} finally {
  for (const folder of mounted) unmount(folder);
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = report(results) ? 0 : 1;

async function cutPower(mode: Mode, round: number): Promise<Round> {
  const image = join(work, `${mode}-${round}.img`);
  const imageAfterCut = join(work, `${mode}-${round}-after-cut.img`);
  const disk = join(work, `${mode}-${round}`);
  const diskAfterCut = join(work, `${mode}-${round}-after-cut`);
  writeFileSync(image, '');
  truncateSync(image, imageBytes);
  run('mkfs.ext4', '-q', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image);
  mount(image, disk);
  if (mode === 'stock') await prepareStock(join(disk, 'data'));

  const child = spawn(process.execPath, [writer, join(disk, 'data'), mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const acknowledged = await freezeAfter(child, 1 + Math.floor(random() * 150));
  copyFileSync(image, imageAfterCut);
  child.kill('SIGKILL');
  await exited;
  unmount(disk);

  mount(imageAfterCut, diskAfterCut);
  const { found, note } = await countRows(mode, join(diskAfterCut, 'data'), acknowledged);
  unmount(diskAfterCut);
  for (const file of [image, imageAfterCut]) rmSync(file);
  return { mode, round, acknowledged, found, note };
}

/** To be fair to PGlite as it comes: its empty database is on the disk before the first row. */
async function prepareStock(folder: string): Promise<void> {
  const db = await PGlite.create(folder);
  await db.exec('create table ack (n integer primary key, filler text not null)');
  await db.close();
  run('sync');
}

/** Freezes the writer at its `count`th row; returns the last row it had acknowledged by then. */
async function freezeAfter(child: ChildProcess, count: number): Promise<number> {
  if (!child.stdout) throw new Error('the writer has no output');
  let last = 0;
  let frozen: NodeJS.Timeout | undefined;
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the writer ended early (${code})`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      last = Number(line);
      if (last < count) return;
      child.kill('SIGSTOP');
      // What it printed before it stopped is acknowledged too: read the pipe until it is quiet.
      clearTimeout(frozen);
      frozen = setTimeout(() => resolve(last), 50);
    });
  });
}

async function countRows(
  mode: Mode,
  folder: string,
  acknowledged: number,
): Promise<{ found: number; note: string }> {
  let db: PGlite | undefined;
  try {
    db = mode === 'stock' ? await PGlite.create(folder) : await openPglite(folder);
    const { rows } = await db.query<{ found: number }>(
      'select count(*)::int as found from ack where n <= $1',
      [acknowledged],
    );
    return { found: rows[0]?.found ?? 0, note: '' };
  } catch (error) {
    return { found: 0, note: (error as Error).message.slice(0, 60) };
  } finally {
    await db?.close();
  }
}

function report(all: Round[]): boolean {
  console.table(
    all.map(({ mode, round, acknowledged, found, note }) => ({
      database: mode === 'stock' ? 'PGlite as it comes' : 'ours',
      round,
      acknowledged,
      'after the cut': found,
      lost: acknowledged - found,
      note,
    })),
  );
  const lostNothing = (mode: Mode) => all.filter((r) => r.mode === mode && r.found === r.acknowledged).length;
  const stockRounds = all.filter((r) => r.mode === 'stock').length;
  const controlLost = stockRounds - lostNothing('stock');
  console.log(`control, PGlite as it comes: ${controlLost} of ${stockRounds} rounds lost rows`);
  if (controlLost < stockRounds) console.log('the control kept its rows: this run proves nothing');
  console.log(`${lostNothing('durable')} of ${rounds} rounds lost nothing`);
  return lostNothing('durable') === rounds && controlLost === stockRounds;
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return `needs Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'needs root, to mount an image file';
  for (const tool of ['mkfs.ext4', 'mount', 'umount', 'losetup']) {
    if (spawnSync(tool, ['--version']).error) return `needs ${tool}`;
  }
  const free = spawnSync('losetup', ['-f']);
  if (free.status !== 0) return `no loop device (${free.stderr.toString().trim()})`;
  return undefined;
}

function mount(image: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  // commit=300: the journal is written when someone asks for it, not by chance every 5 s.
  run('mount', '-t', 'ext4', '-o', 'loop,data=ordered,commit=300', image, folder);
  mounted.add(folder);
}

function unmount(folder: string): void {
  // Lazily: a database that failed to start may still hold files of it open.
  run('umount', '--lazy', folder);
  mounted.delete(folder);
}

function run(command: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args);
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.toString().trim()}`);
}

/** Mulberry32, so that a seed names a run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
