import { randomBytes } from 'node:crypto';
import { afterAll, describe, inject } from 'vitest';
import { connect, type Db, type DbConfig, fromPglite } from './connect.ts';
import { asAdmin, withDatabase } from './testing/global-setup.ts';
import { openMigratedPglite } from './testing/migrated-pglite.ts';

/** A fresh, migrated database. `config` opens it a second time (Postgres only: PGlite here lives in memory). */
export interface TestDb {
  db: Db;
  config: DbConfig;
  close(): Promise<void>;
}

export type OpenTestDb = () => Promise<TestDb>;

/**
 * Runs a suite on Postgres and on PGlite. `open` gives a fresh migrated database at each call,
 * typically once in `beforeAll`; whatever was opened is closed after the suite.
 */
export function describeOnBothEngines(
  name: string,
  suite: (open: OpenTestDb, engine: Db['engine']) => void,
): void {
  describeOnPostgres(name, suite);
  describe(`${name} [pglite]`, () => suite(closedAfterwards(openTestPglite), 'pglite'));
}

/** For what PGlite, with its single connection, cannot show: transactions side by side. */
export function describeOnPostgres(
  name: string,
  suite: (open: OpenTestDb, engine: Db['engine']) => void,
): void {
  describe(`${name} [postgres]`, () => suite(closedAfterwards(openTestPostgres), 'postgres'));
}

function closedAfterwards(openOne: OpenTestDb): OpenTestDb {
  const opened: TestDb[] = [];
  afterAll(async () => {
    for (const testDb of opened.splice(0)) await testDb.close();
  });
  return async () => {
    const testDb = await openOne();
    opened.push(testDb);
    return testDb;
  };
}

/** A copy of the migrated template on the run's Postgres; `close` drops it. */
export async function openTestPostgres(): Promise<TestDb> {
  const { url, template } = inject('testPostgres');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await asAdmin(url, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  const config = { databaseUrl: withDatabase(url, name) };
  const db = await connect(config);
  const close = async () => {
    await db.close();
    await asAdmin(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
  };
  return { db, config, close };
}

/** A migrated PGlite in memory. */
export async function openTestPglite(): Promise<TestDb> {
  const db = fromPglite(await openMigratedPglite());
  return { db, config: { dataDir: undefined }, close: () => db.close() };
}
