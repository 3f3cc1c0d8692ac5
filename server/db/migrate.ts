import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { StartError } from '../start-error.ts';
import { type Db, type DbConfig, type Drizzle, rowsOf } from './connect.ts';

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));
const policies = readFileSync(new URL('./policies.sql', import.meta.url), 'utf8');
/** Held while a process migrates; any number that is ours. */
export const MIGRATION_LOCK = 0x6765_7261;

/** Brings the schema up to this version and fences every table; safe when several processes start at once. */
export async function migrate(db: Db, config: DbConfig): Promise<void> {
  if ('databaseUrl' in config) {
    // A session lock needs one connection of its own for the whole time.
    const client = postgres(config.databaseUrl, { max: 1, onnotice: () => {} });
    try {
      await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
      const own = drizzlePostgres(client) as unknown as Drizzle;
      // Asked only now: a newer version may have held the lock before.
      await refuseNewerSchema(own);
      await migratePostgres(own as never, { migrationsFolder });
      await fence(own, async (script) => void (await client.unsafe(script)));
    } finally {
      await client.end({ timeout: 5 });
    }
  } else {
    await refuseNewerSchema(db.unscoped);
    await migratePglite(db.unscoped as never, { migrationsFolder });
    await fence(db.unscoped, db.runScript);
  }
}

/**
 * Runs policies.sql once per schema, not at every start: it locks every table, and other processes may be serving.
 * Waits shortly and tries again rather than standing in their way.
 */
async function fence(database: Drizzle, runScript: (script: string) => Promise<void>): Promise<void> {
  const mark = createHash('sha256').update(policies).update(String(newestMigration())).digest('hex');
  if (await isFenced(database, mark)) return;
  const script = `set local lock_timeout = '3s';\n${policies}\n
    insert into instance_meta (key, value) values ('fenced', '"${mark}"')
      on conflict (key) do update set value = excluded.value;`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runScript(`begin;\n${script}\ncommit;`);
    } catch (error) {
      await runScript('rollback');
      const inTheWay = ['40P01', '55P03'].includes((error as { code?: string }).code ?? '');
      if (!inTheWay || attempt === 20) throw error;
    }
  }
}

/** The mark alone is not enough: a restored dump may lack the roles or their rights. */
async function isFenced(database: Drizzle, mark: string): Promise<boolean> {
  const [row] = rowsOf<{ fenced: boolean }>(
    await database.execute(sql`
      select exists (select from instance_meta where key = 'fenced' and value = ${JSON.stringify(mark)}::text::jsonb)
         and (select count(*) from pg_roles where rolname in ('gerai_app', 'gerai_system')) = 2
         and coalesce((select has_table_privilege(oid, 'sale', 'insert') from pg_roles where rolname = 'gerai_app'), false)
         as fenced`),
  );
  return row?.fenced === true;
}

function newestMigration(): number {
  const journal = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8')) as {
    entries: { when: number }[];
  };
  return Math.max(...journal.entries.map((entry) => entry.when));
}

async function refuseNewerSchema(database: Drizzle): Promise<void> {
  const [known] = rowsOf<{ found: string | null }>(
    await database.execute(sql`select to_regclass('drizzle.__drizzle_migrations')::text as found`),
  );
  if (!known?.found) return;
  const [row] = rowsOf<{ newest: string | number | null }>(
    await database.execute(sql`select max(created_at) as newest from drizzle.__drizzle_migrations`),
  );
  if (Number(row?.newest ?? 0) > newestMigration()) {
    throw new StartError(
      'This database was made by a newer Gerai; install that version or restore an older backup.',
    );
  }
}
