import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { rowsOf } from './connect.ts';
import { describeOnBothEngines } from './testing.ts';

describeOnBothEngines('a test database', (open, engine) => {
  test('is migrated, and its own', async () => {
    const [first, second] = [await open(), await open()];
    expect(first.db.engine).toBe(engine);

    await first.db.runScript('create table only_here (id int)');
    const lookUp = sql`select to_regclass('only_here') is not null as here, to_regclass('sync_seq') is not null as migrated`;
    expect(rowsOf(await first.db.unscoped.execute(lookUp))).toEqual([{ here: true, migrated: true }]);
    expect(rowsOf(await second.db.unscoped.execute(lookUp))).toEqual([{ here: false, migrated: true }]);
  });
});
