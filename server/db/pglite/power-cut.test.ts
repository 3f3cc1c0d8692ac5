import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPglite } from './open-pglite.ts';
import { type Recording, recordFolder } from './power-cut-recorder.ts';

const cuts = Number(process.env.GERAI_CUTS ?? 8);
const seed = Number(process.env.GERAI_SEED ?? 1);
const rowCount = 120;
const acknowledgedAt: number[] = [];
const checkpoints: [from: number, to: number][] = [];
let work: string;
let recording: Recording;
let readyAt: number;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'gerai-cut-'));
  recording = recordFolder(join(work, 'data'));
  const db = await openPglite(join(work, 'data'));
  await db.exec('create table ack (n integer primary key, filler text not null)');
  readyAt = recording.now();
  for (let n = 1; n <= rowCount; n++) {
    await db.query('insert into ack values ($1, $2)', [n, 'x'.repeat(n % 7 === 0 ? 5000 : 200)]);
    acknowledgedAt.push(recording.now());
    if (n % 45 === 0) await db.exec('select pg_switch_wal()');
    if (n % 25 === 0) {
      const from = recording.now();
      await db.exec('checkpoint');
      checkpoints.push([from, recording.now()]);
    }
  }
  await db.close();
  recording.stop();
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

test(
  `a power cut at any moment loses no acknowledged row (${cuts} cuts, seed ${seed})`,
  async () => {
    const random = seededRandom(seed);
    for (let cut = 0; cut < cuts; cut++) {
      const [from, to] = span(cut);
      const moment = from + Math.floor(random() * (to - from + 1));
      const acknowledged = acknowledgedAt.filter((at) => at <= moment).length;
      const found = await rowsAfter(moment, random);
      expect(found, `cut ${cut} at ${moment}: ${acknowledged} acknowledged`).toBeGreaterThanOrEqual(
        acknowledged,
      );
    }
  },
  20_000 + cuts * 5_000,
);

test('the same cut loses every row where flushes do nothing', async () => {
  expect(await rowsAfter(acknowledgedAt.at(-1) ?? 0, () => 0, readyAt)).toBe(0);
});

/** Most cuts fall anywhere; some into the first start, before there is a table, and some into a checkpoint. */
function span(cut: number): [from: number, to: number] {
  if (cut % 4 === 3) return [0, readyAt];
  const checkpoint = checkpoints[(cut >> 1) % checkpoints.length];
  if (cut % 2 === 1 && checkpoint) return checkpoint;
  return [readyAt, recording.now()];
}

async function rowsAfter(moment: number, random: () => number, flushedUntil?: number): Promise<number> {
  const dataDir = mkdtempSync(join(work, 'after-'));
  recording.cut(dataDir, moment, random, { flushedUntil });
  const db = await openPglite(dataDir);
  try {
    const { rows: tables } = await db.query("select 1 from pg_tables where tablename = 'ack'");
    if (tables.length === 0) return 0;
    // Reads every row whole, so that a torn page shows itself by its checksum; none may be missing in between.
    const { rows } = await db.query<{ count: number; last: number }>(
      'select count(*)::int as count, coalesce(max(n), 0)::int as last from ack where length(filler) >= 200',
    );
    expect(rows[0]?.last).toBe(rows[0]?.count);
    return rows[0]?.count ?? 0;
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Mulberry32, so that a seed names a run. */
function seededRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
