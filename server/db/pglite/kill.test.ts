import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPglite } from './open-pglite.ts';

const writer = join(import.meta.dirname, 'insert-until-killed.ts');
const kills = Number(process.env.GERAI_KILLS ?? 3);
let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gerai-kill-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Lets the writer acknowledge `count` rows, kills it, and returns the last number it printed. */
async function killAfter(count: number): Promise<number> {
  const child = spawn(process.execPath, [writer, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let last = 0;
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (++seen === count) child.kill('SIGKILL');
  }
  await exited;
  return last;
}

test(`kill -9 loses no acknowledged row (${kills} kills)`, { timeout: 20_000 + kills * 5_000 }, async () => {
  // A fixed sequence of small primes: the kill lands at another place in the log each time.
  for (let round = 0; round < kills; round++) {
    const acknowledged = await killAfter(1 + ((round * 37) % 101));
    expect(acknowledged).toBeGreaterThan(0);
    const db = await openPglite(dataDir);
    const { rows } = await db.query<{ count: number }>(
      'select count(*)::int as count from ack where n <= $1',
      [acknowledged],
    );
    expect(rows[0]?.count).toBe(acknowledged);
    await db.close();
  }
});
