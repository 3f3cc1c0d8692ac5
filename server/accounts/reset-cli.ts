import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { connect, type DbConfig } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { StartError } from '../start-error.ts';
import { findByEmail } from './people.ts';
import { makeResetLink } from './reset-link.ts';

/** `npm run reset-password -- --email X [--data DIR]`: prints the one-time link with which X chooses a new password. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { email: { type: 'string' }, data: { type: 'string' } } });
  if (!values.email) throw new StartError('Say whose password: npm run reset-password -- --email X');
  const config = readConfig(values.data ? ['--data', values.data] : [], process.env);
  const dbConfig: DbConfig = config.databaseUrl
    ? { databaseUrl: config.databaseUrl }
    : { dataDir: `${config.dataDir}/db` };
  if (!config.databaseUrl && !existsSync(`${config.dataDir}/db`))
    throw new StartError(`There is no data in ${config.dataDir}: say --data DIR or set DATABASE_URL.`);
  const email = values.email.toLowerCase();
  const db = await connect(dbConfig);
  try {
    await migrate(db, dbConfig);
    const link = await db.system(async (tx) => {
      const person = await findByEmail(tx, email);
      if (!person) throw new StartError(`Nobody signs in with ${email}.`);
      return makeResetLink(tx, { now: () => Date.now(), newId: () => v7() }, person.id);
    });
    process.stdout.write(`Open this on your server within an hour; it works once:\n  ${link.path}\n`);
  } finally {
    await db.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof StartError ? `${error.message}\n` : `${(error as Error)?.message ?? error}\n`,
  );
  process.exitCode = 1;
});
