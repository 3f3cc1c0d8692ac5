import { and, asc, eq } from 'drizzle-orm';
import {
  type ImportIssue,
  type ImportReport,
  MAX_IMPORT_ROWS,
  MAX_REPORT_ENTRIES,
} from '../../../shared/catalogue/import-report.ts';
import { audit, type Deed } from '../../accounts/audit.ts';
import { outlet } from '../../accounts/tables.ts';
import type { Db, Tx } from '../../db/connect.ts';
import { Refusal } from '../../refusal.ts';
import { announce } from '../../sync/changes.ts';
import { categoryNames, knownProducts } from '../known-products.ts';
import { lockCatalogue } from '../lock-catalogue.ts';
import { catalogueImport } from '../tables.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import { type ProductFile, readFile } from './read-file.ts';
import { writePlan } from './write-plan.ts';

export interface ImportRequest {
  tenantId: string;
  actor: Pick<Deed, 'actorKind' | 'actorId'>;
  bytes: Uint8Array;
  mode: 'dry-run' | 'apply';
  /** minted by the sender; needed to apply: the same id again answers the first report */
  importId: string | undefined;
  /** where opening stock of new products goes; undefined: the first outlet */
  outletId: string | undefined;
}

/**
 * Reads a product file and tells what it does to the catalogue; with `apply` also does it, all valid rows in one
 * transaction. Throws a Refusal when the file as a whole can't be read, and then nothing happened.
 */
export async function importProducts(
  ports: { db: Db; now: () => number; newId: () => string },
  request: ImportRequest,
): Promise<ImportReport> {
  const { tenantId, mode, importId } = request;
  const started = ports.now();
  const apply = mode === 'apply';
  if (apply && importId === undefined) throw new Refusal('badInput', { field: 'importId' });
  const file = readFile(request.bytes);
  if ('problem' in file) throw new Refusal(file.problem, { values: { max: MAX_IMPORT_ROWS } });
  return ports.db.tenant(tenantId, async (tx) => {
    if (apply && importId) {
      await lockCatalogue(tx, tenantId);
      const before = await reportOf(tx, importId);
      if (before) return { ...before, replayed: true };
    }
    const place = await openingOutlet(tx, request.outletId);
    const plan = planImport(file.rows, await knownProducts(tx), await categoryNames(tx));
    if (apply) await writePlan(tx, { tenantId, ...ports }, plan, place?.id ?? null);
    const report = tell(plan, file, mode, place, ports.now() - started);
    if (apply && importId) {
      await tx.insert(catalogueImport).values({ tenantId, id: importId, at: new Date(ports.now()), report });
      await audit(
        tx,
        { tenantId, ...ports },
        { ...request.actor, action: 'product.imported', target: importId, detail: { counts: report.counts } },
      );
      await announce(tx, tenantId, ['category', 'product']);
    }
    return report;
  });
}

async function reportOf(tx: Tx, importId: string): Promise<ImportReport | undefined> {
  const [found] = await tx
    .select({ report: catalogueImport.report })
    .from(catalogueImport)
    .where(eq(catalogueImport.id, importId));
  return found?.report;
}

async function openingOutlet(
  tx: Tx,
  outletId: string | undefined,
): Promise<{ id: string; name: string } | null> {
  const [found] = await tx
    .select({ id: outlet.id, name: outlet.name })
    .from(outlet)
    .where(and(eq(outlet.active, true), outletId === undefined ? undefined : eq(outlet.id, outletId)))
    .orderBy(asc(outlet.id))
    .limit(1);
  if (!found && outletId !== undefined) throw new Refusal('notFound', { field: 'outlet' });
  return found ?? null;
}

function tell(
  plan: ImportPlan,
  file: ProductFile,
  mode: ImportReport['mode'],
  place: ImportReport['outlet'],
  tookMs: number,
): ImportReport {
  const byRow = <T extends { row: number }>(list: T[]) => list.sort((a, b) => a.row - b.row);
  const cut = <T>(list: T[]) => list.slice(0, MAX_REPORT_ENTRIES);
  const lists = [plan.added, plan.changed, plan.refused, plan.warnings, plan.newCategories];
  return {
    mode,
    replayed: false,
    counts: {
      rows: plan.rows,
      added: plan.added.length,
      changed: plan.changed.length,
      unchanged: plan.unchanged,
      refused: new Set(plan.refused.map(({ row }) => row)).size,
      warnings: plan.warnings.length,
      blankRows: file.blankRows,
      withoutCategory: plan.withoutCategory,
      newCategories: plan.newCategories.length,
      openingStock: place ? plan.added.filter((one) => one.stockMilli !== 0).length : 0,
    },
    refusedByReason: countCodes(plan.refused),
    warningsByReason: countCodes(plan.warnings),
    file: {
      encoding: file.encoding,
      delimiter: file.delimiter,
      columns: file.columns,
      ignoredColumns: file.ignoredColumns,
    },
    outlet: place,
    newCategories: cut(plan.newCategories),
    added: cut(plan.added).map(({ row, sku, name, price }) => ({ row, sku, name, price })),
    changed: cut(plan.changed).map(({ row, after, changes }) => ({
      row,
      sku: after.sku,
      name: after.name,
      changes,
    })),
    refused: cut(byRow(plan.refused)),
    warnings: cut(byRow(plan.warnings)),
    truncated: lists.some((list) => list.length > MAX_REPORT_ENTRIES),
    tookMs,
  };
}

function countCodes<Code extends string>(issues: ImportIssue<Code>[]): Partial<Record<Code, number>> {
  const counts: Partial<Record<Code, number>> = {};
  const seen = new Set<string>();
  for (const { code, row } of issues) {
    const key = `${code} ${row}`;
    if (!seen.has(key)) counts[code] = (counts[code] ?? 0) + 1;
    seen.add(key);
  }
  return counts;
}
