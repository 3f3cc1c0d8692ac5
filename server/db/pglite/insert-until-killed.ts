/**
 * Test helper, run as a process of its own: inserts rows one by one and prints each number after
 * its insert was acknowledged, until it is killed. Arguments: folder, and `stock` for PGlite as it
 * comes (the negative control of the power cut).
 */
import { writeSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { openPglite } from './open-pglite.ts';

const [folder = '', mode = 'durable'] = process.argv.slice(2);
const db = mode === 'stock' ? await PGlite.create(folder) : await openPglite(folder);
await db.exec('create table if not exists ack (n integer primary key, filler text not null)');
const { rows } = await db.query<{ next: number }>('select coalesce(max(n), 0) + 1 as next from ack');
// writeSync, so that a printed number is in the pipe before the next insert begins.
for (let n = rows[0]?.next ?? 1; ; n++) {
  await db.query('insert into ack values ($1, $2)', [n, 'x'.repeat(200)]);
  writeSync(1, `${n}\n`);
  // New log files and rewritten data files in between, so that their fsyncs are tried too.
  if (n % 17 === 0) await db.exec('select pg_switch_wal()');
  if (n % 40 === 0) await db.exec('checkpoint');
}
