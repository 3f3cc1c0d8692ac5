import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { readConfig } from '../config.ts';
import { connect, type DbConfig } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { openInstanceKeys } from '../instance-keys.ts';
import { StartError } from '../start-error.ts';
import { rotateKeys } from './rotate-keys.ts';
import { openVault } from './vault.ts';

/** `npm run keys:rotate [-- --data DIR]`: brings everything that is sealed under the first key of GERAI_KEYS. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const config = readConfig(values.data ? ['--data', values.data] : [], process.env);
  const dbConfig: DbConfig = config.databaseUrl
    ? { databaseUrl: config.databaseUrl, poolSize: 2 }
    : { dataDir: `${config.dataDir}/db` };
  if (!config.databaseUrl && !existsSync(`${config.dataDir}/db`))
    throw new StartError(`There is no data in ${config.dataDir}: say --data DIR or set DATABASE_URL.`);
  const db = await connect(dbConfig);
  try {
    await migrate(db, dbConfig);
    const keys = await openInstanceKeys(db, config);
    const ports = { db, keys, vault: openVault(keys), now: () => Date.now(), newId: () => v7() };
    const report = await rotateKeys(ports, ({ tenants, secrets }, all) => {
      process.stdout.write(`\rshops ${tenants} of ${all}, secrets ${secrets}`);
    });
    const { tenants, secrets, pins, own, leftovers } = report;
    process.stdout.write(
      `\nDone: ${tenants} shops, ${secrets} secrets, ${pins} PINs, ${own} keys of the installation are under "${keys.newestKeyId}".\n`,
    );
    for (const { tenantId, connectionId, field } of leftovers)
      process.stdout.write(
        `No key opens "${field}" of connection ${connectionId} (shop ${tenantId}): enter it anew there.\n`,
      );
    process.stdout.write(
      leftovers.length === 0
        ? 'Older keys may leave GERAI_KEYS now. Owners sign in again after the restart.\n'
        : 'Put the missing key back into GERAI_KEYS and run this again, or let go of what it sealed.\n',
    );
  } finally {
    await db.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof StartError ? error.message : ((error as Error)?.stack ?? error)}\n`,
  );
  process.exitCode = 1;
});
