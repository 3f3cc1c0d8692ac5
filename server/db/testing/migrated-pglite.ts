import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { fromPglite } from '../connect.ts';
import { migrate } from '../migrate.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'gerai');

/**
 * Creating a cluster takes PGlite over a second, loading one a fifth of that. So the migrated cluster is kept
 * in a file named after everything that it is made from.
 */
export async function openMigratedPglite(): Promise<PGlite> {
  const file = join(cache, `pglite-${fingerprint()}.tar`);
  if (existsSync(file)) return PGlite.create({ loadDataDir: new Blob([readFileSync(file)]) });

  const client = await PGlite.create();
  await migrate(fromPglite(client), { dataDir: undefined });
  const dump = await client.dumpDataDir('none');
  keep(file, Buffer.from(await dump.arrayBuffer()));
  return client;
}

function keep(file: string, dump: Buffer): void {
  mkdirSync(cache, { recursive: true });
  for (const old of globSync(join(cache, 'pglite-*.tar'))) if (old !== file) rmSync(old, { force: true });
  // Another test file may read or write it at this moment, so it appears whole or not at all.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, dump);
  renameSync(unfinished, file);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const sources = globSync(['drizzle/*.sql', 'drizzle/meta/_journal.json', 'server/db/policies.sql'], {
    cwd: root,
  });
  sources.push('server/db/migrate.ts');
  for (const source of sources.sort()) hash.update(readFileSync(join(root, source)));
  hash.update(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json')));
  return hash.digest('hex').slice(0, 16);
}
