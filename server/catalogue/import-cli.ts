import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { type ImportReport, MAX_IMPORT_BYTES } from '../../shared/catalogue/import-report.ts';
import { tenant } from '../accounts/tables.ts';
import { readConfig } from '../config.ts';
import { connect, type Db, type DbConfig } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { Refusal } from '../refusal.ts';
import { StartError } from '../start-error.ts';
import { importProducts } from './import/import-products.ts';

const USAGE = 'npm run import:products -- --tenant SLUG --file FILE [--dry-run] [--data DIR]';

/** Imports a product file into the tenant with this slug: prints the report, then applies it unless `--dry-run`. */
async function main(): Promise<void> {
  const { tenant: slug, file, dryRun, data } = readFlags();
  const config = readConfig(data ? ['--data', data] : [], process.env);
  const dbConfig: DbConfig = config.databaseUrl
    ? { databaseUrl: config.databaseUrl }
    : { dataDir: `${config.dataDir}/db` };
  const bytes = readBytes(file);
  const db = await connect(dbConfig);
  try {
    await migrate(db, dbConfig);
    const tenantId = await findTenant(db, slug);
    const ports = { db, now: () => Date.now(), newId: () => v7() };
    const run = (mode: 'dry-run' | 'apply') =>
      importProducts(ports, {
        tenantId,
        actor: { actorKind: 'system', actorId: 'command line' },
        bytes,
        mode,
        importId: randomUUID(),
        outletId: undefined,
      });
    const started = Date.now();
    const plan = await run('dry-run');
    process.stdout.write(printable(plan));
    if (dryRun) return void process.stdout.write('Nothing was changed (dry run).\n');
    const { counts } = await run('apply');
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(
      `Applied in ${seconds} s: ${counts.added} added, ${counts.changed} changed, ${counts.refused} refused.\n`,
    );
  } finally {
    await db.close();
  }
}

function readFlags(): { tenant: string; file: string; dryRun: boolean; data: string | undefined } {
  const options = {
    tenant: { type: 'string' },
    file: { type: 'string' },
    data: { type: 'string' },
    apply: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  } as const;
  let flags: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    flags = parseArgs({ options }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message}. Usage: ${USAGE}`);
  }
  if (!flags.tenant || !flags.file || (flags.apply && flags['dry-run']))
    throw new StartError(`Usage: ${USAGE}`);
  return { tenant: flags.tenant, file: flags.file, dryRun: flags['dry-run'] ?? false, data: flags.data };
}

function readBytes(file: string): Uint8Array {
  try {
    if (statSync(file).size > MAX_IMPORT_BYTES)
      throw new StartError(`${file} is larger than 24 MB. Split it into several files.`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`Can't read ${file} (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function findTenant(db: Db, slug: string): Promise<string> {
  const [found] = await db.system((tx) =>
    tx.select({ id: tenant.id }).from(tenant).where(eq(tenant.slug, slug)),
  );
  if (!found) throw new StartError(`There is no tenant "${slug}" in this database.`);
  return found.id;
}

function printable(report: ImportReport): string {
  const { counts, file } = report;
  const lines = [
    `${counts.rows} rows (${file.encoding}, columns ${file.columns.join(', ')})`,
    ...(file.ignoredColumns.length ? [`Ignored columns: ${file.ignoredColumns.join(', ')}`] : []),
    `  added ${counts.added}, changed ${counts.changed}, unchanged ${counts.unchanged}, refused ${counts.refused}`,
    `  new categories ${counts.newCategories}, without category ${counts.withoutCategory}, with opening stock ${counts.openingStock}${report.outlet ? ` (at ${report.outlet.name})` : ''}`,
    ...Object.entries(report.warningsByReason).map(([code, count]) => `  warning ${code}: ${count} rows`),
    ...report.refused.map(
      ({ row, column, code, reason }) => `  refused row ${row}, ${column ?? 'row'}: ${reason} [${code}]`,
    ),
    ...(report.truncated ? ['  (lists were cut; the counts are complete)'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

main().catch((error: unknown) => {
  const known = error instanceof StartError || error instanceof Refusal;
  process.stderr.write(known ? `${(error as Error).message}\n` : `${(error as Error)?.stack ?? error}\n`);
  process.exitCode = 1;
});
