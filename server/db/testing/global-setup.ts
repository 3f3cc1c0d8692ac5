import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { connect } from '../connect.ts';
import { migrate } from '../migrate.ts';
import { startThrowawayPostgres } from './throwaway-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server on which tests may create databases, and a migrated one to copy. */
    testPostgres: { url: string; template: string };
  }
}

/** Once per vitest run: a Postgres (DATABASE_URL's, or a throwaway one) with one migrated template database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL || undefined;
  const throwaway = given ? undefined : await startThrowawayPostgres();
  const url = given ?? throwaway?.url ?? '';
  const template = `gerai_test_${randomBytes(4).toString('hex')}`;
  const stop = async () => {
    if (given) await dropAll(url, template);
    await throwaway?.stop();
  };
  try {
    await createTemplate(url, template);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('testPostgres', { url, template });
  return stop;
}

async function createTemplate(url: string, template: string) {
  await asAdmin(url, (sql) => sql`create database ${sql(template)}`);
  const config = { databaseUrl: withDatabase(url, template), poolSize: 1 };
  const db = await connect(config);
  try {
    await migrate(db, config);
  } finally {
    await db.close();
  }
}

/** The template and every copy left over by a test file that died: copies carry the template's name. */
async function dropAll(url: string, template: string) {
  await asAdmin(url, async (sql) => {
    const found = await sql<{ name: string }[]>`
      select datname as name from pg_database where starts_with(datname, ${template})`;
    for (const { name } of found) await sql`drop database if exists ${sql(name)} with (force)`;
  });
}

/** Runs `work` on a connection of its own to the server's own database. */
export async function asAdmin<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
