import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { StartError } from '../start-error.ts';
import { type Db, type DbConfig, rowsOf } from './connect.ts';

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));
const policies = readFileSync(new URL('./policies.sql', import.meta.url), 'utf8');
const LOCK = 0x6765_7261; // any number that is ours

/** Brings the schema up to this version and fences every table; safe when several processes start at once. */
export async function migrate(db: Db, config: DbConfig): Promise<void> {
  await refuseNewerSchema(db);
  if ('databaseUrl' in config) {
    // A session lock needs one connection of its own for the whole time.
    const client = postgres(config.databaseUrl, { max: 1, onnotice: () => {} });
    try {
      await client`select pg_advisory_lock(${LOCK})`;
      await migratePostgres(drizzlePostgres(client), { migrationsFolder });
      await client.unsafe(policies);
    } finally {
      await client.end({ timeout: 5 });
    }
  } else {
    await migratePglite(db.unscoped as unknown as Parameters<typeof migratePglite>[0], { migrationsFolder });
    await db.runScript(policies);
  }
}

async function refuseNewerSchema(db: Db): Promise<void> {
  const [known] = rowsOf<{ found: string | null }>(
    await db.unscoped.execute(sql`select to_regclass('drizzle.__drizzle_migrations')::text as found`),
  );
  if (!known?.found) return;
  const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as {
    entries: { when: number }[];
  };
  const [row] = rowsOf<{ newest: string | number | null }>(
    await db.unscoped.execute(sql`select max(created_at) as newest from drizzle.__drizzle_migrations`),
  );
  if (Number(row?.newest ?? 0) > Math.max(...journal.entries.map((entry) => entry.when))) {
    throw new StartError(
      'This database was made by a newer Gerai; install that version or restore an older backup.',
    );
  }
}
