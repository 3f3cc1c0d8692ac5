import type { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { StartError } from '../start-error.ts';

export type Drizzle = PgDatabase<PgQueryResultHKT, Record<string, never>>;
/** A running transaction in one scope. */
export type Tx = Drizzle;

/**
 * The only way to the database. Both engines run the same SQL.
 * `tenant` fences the transaction to one tenant's rows by role and row-level security (T1);
 * `system` sees installation tables only (users, sessions, memberships, tenants) and no tenant's rows.
 */
export interface Db {
  readonly engine: 'postgres' | 'pglite';
  tenant<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  system<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Unscoped, as the connecting user: for the sign-in library, migrations and tests only. */
  readonly unscoped: Drizzle;
  /**
   * Calls back with each payload notified on `channel`; a wake-up only, may repeat or be lost while the connection is:
   * `onListening` says that it stands (again), so whatever happened before may have gone unheard.
   */
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    onListening?: () => void,
  ): Promise<() => Promise<void>>;
  /** Runs several statements in one go, outside any scope: for migrations. */
  runScript(script: string): Promise<void>;
  close(): Promise<void>;
}

export type DbConfig =
  | { databaseUrl: string; poolSize?: number }
  | {
      dataDir: string | undefined;
      /** the embedded database stopped for good (failed fsync, full disk): nothing more will be stored */
      onStopped?: (reason: Error) => void;
    };

/** Rows of a raw query, whichever driver answered. */
export function rowsOf<Row>(result: unknown): Row[] {
  return Array.isArray(result) ? (result as Row[]) : (result as { rows: Row[] }).rows;
}

/** From here on the transaction sees this tenant's rows only. For the few actions that cross scopes in one transaction. */
export async function enterTenant(tx: Tx, tenantId: string): Promise<void> {
  await tx.execute(
    sql`select set_config('role', 'gerai_app', true), set_config('gerai.tenant', ${tenantId}, true)`,
  );
}

/** From here on the transaction sees installation tables only. */
export async function enterSystem(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('role', 'gerai_system', true)`);
}

/** A line that drops packets is not told closed for many minutes; nobody waits that long. */
const BEGIN_WITHIN_MS = 20_000;
/** A large import is one transaction of many statements, each of which Postgres itself ends after a minute. */
const END_WITHIN_MS = 120_000;

/** As `scoped`, but rejects with what isDatabaseBusy knows when the database does not answer in time. */
function fenced(unscoped: Drizzle): Pick<Db, 'tenant' | 'system'> {
  const { tenant, system } = scoped(unscoped);
  const inTime = <T>(
    run: (work: (tx: Tx) => Promise<T>) => Promise<T>,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const late = Object.assign(new Error('the database did not answer in time'), { code: 'DEADLINE' });
      let over = false;
      const giveUp = () => {
        over = true;
        reject(late);
      };
      let timer = setTimeout(giveUp, BEGIN_WITHIN_MS);
      const started = (tx: Tx) => {
        clearTimeout(timer);
        // Nobody waits for it any more: nothing must be done behind the caller's back.
        if (over) throw late;
        timer = setTimeout(giveUp, END_WITHIN_MS);
        return work(tx);
      };
      run(async (tx) => started(tx))
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  return {
    tenant: (tenantId, work) => inTime((run) => tenant(tenantId, run), work),
    system: (work) => inTime(system, work),
  };
}

function scoped(unscoped: Drizzle) {
  return {
    tenant: <T>(tenantId: string, work: (tx: Tx) => Promise<T>) =>
      unscoped.transaction(async (tx) => {
        await enterTenant(tx as unknown as Tx, tenantId);
        return work(tx as unknown as Tx);
      }),
    system: <T>(work: (tx: Tx) => Promise<T>) =>
      unscoped.transaction(async (tx) => {
        await enterSystem(tx as unknown as Tx);
        return work(tx as unknown as Tx);
      }),
  };
}

/** Opens Postgres (`databaseUrl`) or the embedded database (`dataDir`, undefined in memory). Throws StartError. */
export async function connect(config: DbConfig): Promise<Db> {
  return 'databaseUrl' in config
    ? connectPostgres(config.databaseUrl, config.poolSize ?? 10)
    : connectPglite(config.dataDir, config.onStopped);
}

async function connectPostgres(databaseUrl: string, poolSize: number): Promise<Db> {
  let client: postgres.Sql;
  try {
    client = postgres(databaseUrl, {
      max: poolSize,
      connect_timeout: 10,
      onnotice: () => {},
      // Short transactions keep the pull horizon moving (S8).
      connection: {
        application_name: 'gerai',
        idle_in_transaction_session_timeout: 15_000,
        statement_timeout: 60_000,
      },
    });
    const [row] = await client`select current_setting('server_version_num')::int as version`;
    if (row?.version < 150_000) throw new StartError('Gerai needs Postgres 15 or newer.');
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    throw new StartError(
      `DATABASE_URL does not lead to a working Postgres (${reason}). Check host, name, user and password.`,
    );
  }
  const unscoped = drizzlePostgres(client) as unknown as Drizzle;
  return {
    engine: 'postgres',
    unscoped,
    ...fenced(unscoped),
    listen: async (channel, onPayload, onListening) => {
      const subscription = await client.listen(channel, onPayload, onListening);
      return () => subscription.unlisten();
    },
    runScript: async (script) => void (await client.unsafe(script)),
    close: () => client.end({ timeout: 5 }),
  };
}

async function connectPglite(dataDir: string | undefined, onStopped?: (reason: Error) => void): Promise<Db> {
  // Loaded only when used: an installation on Postgres never pays for it.
  const { openPglite } = await import('./pglite/open-pglite.ts');
  return fromPglite(await openPglite(dataDir, onStopped));
}

/** For tests, which bring an open PGlite of their own. */
export function fromPglite(client: PGlite): Db {
  const unscoped = drizzlePglite({ client }) as unknown as Drizzle;
  return {
    engine: 'pglite',
    unscoped,
    ...scoped(unscoped),
    listen: (channel, onPayload) => client.listen(channel, onPayload),
    runScript: async (script) => void (await client.exec(script)),
    close: () => client.close(),
  };
}
