import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/connect.ts';
import { rowsOf } from '../../db/connect.ts';
import { recordset } from '../../db/recordset.ts';
import type { KnownProduct } from './candidate.ts';
import type { ImportPlan } from './plan-import.ts';

/** Rows of one statement: few round trips, and no parameter of many megabytes. */
const CHUNK = 5_000;

export interface WriteStamp {
  tenantId: string;
  newId: () => string;
  now: () => number;
}

/** Writes what a plan says, in a few statements whatever its size. `tx` holds the catalogue's lock since the plan was made. */
export async function writePlan(
  tx: Tx,
  { tenantId, newId, now }: WriteStamp,
  plan: Pick<ImportPlan, 'added' | 'changed' | 'newCategories'>,
  outletId: string | null,
): Promise<void> {
  await inChunks(plan.newCategories, (names) =>
    tx.execute(sql`
      insert into category (tenant_id, id, name)
      select ${tenantId}::uuid, r.id, r.name from ${recordset(
        names.map((name) => ({ id: newId(), name })),
        sql`id uuid, name text`,
      )} on conflict do nothing`),
  );
  const categoryId = await categoryIds(tx, [
    ...plan.added.map((one) => one.category),
    ...plan.changed.map((one) => one.after.category),
  ]);
  const row = (id: string, one: Omit<KnownProduct, 'id'>) => ({
    ...one,
    id,
    category_id: one.category === null ? null : (categoryId.get(one.category) ?? null),
    tax_class: one.taxClass,
  });
  const columns = sql`id uuid, sku text, barcodes text[], name text, category_id uuid, unit text,
    price int8, cost int8, tax_class text, active bool`;
  const at = sql`${new Date(now()).toISOString()}::timestamptz`;

  const moved = plan.changed.filter((one) => one.changes.some(({ field }) => field === 'barcode'));
  // Two products may swap a barcode, which is unique at every moment: let go of all, then take.
  await inChunks(moved, (some) =>
    tx.execute(sql`
      update product p set barcodes = '{}' from ${recordset(
        some.map(({ before }) => ({ id: before.id })),
        sql`id uuid`,
      )} where p.tenant_id = ${tenantId}::uuid and p.id = r.id`),
  );
  await inChunks(plan.changed, (some) =>
    tx.execute(sql`
      update product p set barcodes = r.barcodes, name = r.name, category_id = r.category_id, unit = r.unit,
        price = r.price, cost = r.cost, tax_class = r.tax_class, active = r.active, updated_at = ${at}
      from ${recordset(
        some.map(({ after }) => row(after.id, after)),
        columns,
      )} where p.tenant_id = ${tenantId}::uuid and p.id = r.id`),
  );
  const added = plan.added.map((one) => ({ ...row(newId(), one), stockMilli: one.stockMilli }));
  await inChunks(added, (some) =>
    tx.execute(sql`
      insert into product (tenant_id, id, sku, barcodes, name, category_id, unit, price, cost, tax_class, active, updated_at)
      select ${tenantId}::uuid, r.id, r.sku, r.barcodes, r.name, r.category_id, r.unit, r.price, r.cost, r.tax_class, r.active, ${at}
      from ${recordset(some, columns)}`),
  );
  if (outletId === null) return;
  await inChunks(
    added.filter((one) => one.stockMilli !== 0),
    (some) =>
      tx.execute(sql`
        insert into stock_movement (tenant_id, id, outlet_id, product_id, quantity_milli, reason, at)
        select ${tenantId}::uuid, r.id, ${outletId}::uuid, r.product_id, r.quantity_milli, 'opening', ${at}
        from ${recordset(
          some.map((one) => ({ id: newId(), product_id: one.id, quantity_milli: one.stockMilli })),
          sql`id uuid, product_id uuid, quantity_milli int8`,
        )}`),
  );
}

/** Ids by the names as the plan spells them; the database's own idea of lower case decides, as its index does. */
async function categoryIds(tx: Tx, names: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names)].filter((name) => name !== null).map((name) => ({ name }));
  if (wanted.length === 0) return new Map();
  const found = rowsOf<{ name: string; id: string }>(
    await tx.execute(sql`
      select r.name, c.id from ${recordset(wanted, sql`name text`)}
      join category c on lower(c.name) = lower(r.name) and not c.deleted`),
  );
  return new Map(found.map(({ name, id }) => [name, id]));
}

async function inChunks<T>(rows: readonly T[], write: (some: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) await write(rows.slice(from, from + CHUNK));
}
