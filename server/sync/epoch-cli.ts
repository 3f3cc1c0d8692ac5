import { readConfig } from '../config.ts';
import { connect } from '../db/connect.ts';
import { StartError } from '../start-error.ts';
import { raiseEpoch } from './epoch.ts';

/** `npm run epoch:raise`: after an older dump was restored into the same cluster, every device pulls afresh. */
async function main(): Promise<void> {
  const { databaseUrl, dataDir } = readConfig(process.argv.slice(2), process.env);
  const db = await connect(databaseUrl ? { databaseUrl } : { dataDir: `${dataDir}/db` });
  try {
    process.stdout.write(`The epoch is ${(await raiseEpoch(db)).epoch} now. Start the server.\n`);
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
