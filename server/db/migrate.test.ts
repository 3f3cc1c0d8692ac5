import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { rowsOf } from './connect.ts';
import { MIGRATION_LOCK, migrate } from './migrate.ts';
import { describeOnPostgres } from './testing.ts';

describeOnPostgres('migrate', (open) => {
  test('S11 an older version that waited for a newer one to migrate goes no further', async () => {
    const { db, config } = await open();
    const newer = postgres((config as { databaseUrl: string }).databaseUrl, { max: 1, onnotice: () => {} });
    await newer`select pg_advisory_lock(${MIGRATION_LOCK})`;
    const older = migrate(db, config);
    older.catch(() => {});
    for (let waiting = false; !waiting; )
      waiting = rowsOf<{ waiting: boolean }>(
        await db.unscoped.execute(sql`select exists (select from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = current_database() and l.locktype = 'advisory' and not l.granted) as waiting`),
      )[0]?.waiting as boolean;
    await newer`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`;
    await newer.end();
    await expect(older).rejects.toThrow('newer Gerai');
  });
});
