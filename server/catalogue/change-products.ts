import { and, eq, sql } from 'drizzle-orm';
import { changePrice } from '../../shared/catalogue/change-price.ts';
import { type Acting, byUser } from '../accounts/acting.ts';
import { audit } from '../accounts/audit.ts';
import { auditEntry } from '../accounts/tables.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { recordset } from '../db/recordset.ts';
import { Refusal } from '../refusal.ts';
import { announce } from '../sync/changes.ts';
import { settleCategory } from './categories.ts';
import type { BulkInput } from './inputs.ts';
import { matching } from './list-products.ts';
import { lockCatalogue } from './lock-catalogue.ts';

const MAX_AT_ONCE = 10_000;

/** What a bulk change may touch; kept from before, so that it can be undone. */
interface Touched {
  id: string;
  price: number;
  categoryId: string | null;
  active: boolean;
  deleted: boolean;
}

/** `changeId` undoes it; `changed` products are different now. */
export interface ProductsChanged {
  changeId: string;
  changed: number;
}

/** The same change to many products, in one transaction with one audit entry. */
export async function changeProducts(ctx: Acting, input: BulkInput): Promise<ProductsChanged> {
  const { db, tenantId, newId } = ctx;
  const { change } = input;
  return db.tenant(tenantId, async (tx) => {
    await lockCatalogue(tx, tenantId);
    const before = await choose(tx, input.products);
    const { categoryId, made } = await settleCategory(
      tx,
      ctx,
      change.kind === 'category' ? change.category : null,
    );
    const after = before.map((one) => changed(one, change, categoryId));
    const different = after.filter((one, at) => !same(one, before[at]));
    const ids = new Set(different.map(({ id }) => id));
    await write(tx, ctx, different);
    const changeId = newId();
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: 'product.bulk',
      target: changeId,
      detail: { change, before: before.filter(({ id }) => ids.has(id)), after: different },
    });
    await announce(tx, tenantId, made ? ['category', 'product'] : ['product']);
    return { changeId, changed: different.length };
  });
}

function changed(one: Touched, change: BulkInput['change'], categoryId: string | null): Touched {
  switch (change.kind) {
    case 'active':
      return { ...one, active: change.active };
    case 'category':
      return { ...one, categoryId };
    case 'remove':
      return { ...one, deleted: true };
    case 'price': {
      const price = changePrice(one.price, change.price);
      if (price === null) throw new Refusal('badInput', { field: 'change.price.amount' });
      return { ...one, price };
    }
  }
}

/** Takes a bulk change back, for every product that nobody changed since; `changed` says how many. */
export async function undoChange(ctx: Acting, changeId: string): Promise<{ changed: number }> {
  const { db, tenantId } = ctx;
  return db.tenant(tenantId, async (tx) => {
    await lockCatalogue(tx, tenantId);
    const [entry] = await tx
      .select({ detail: auditEntry.detail })
      .from(auditEntry)
      .where(and(eq(auditEntry.action, 'product.bulk'), eq(auditEntry.target, changeId)));
    if (!entry) throw new Refusal('notFound');
    const { before, after } = entry.detail as { before: Touched[]; after: Touched[] };
    const now = new Map((await read(tx, sql`true`, after)).map((one) => [one.id, one]));
    const untouched = new Set(after.filter((one) => same(one, now.get(one.id))).map(({ id }) => id));
    const taken = await codesTaken(tx, before);
    const restored = before.filter(({ id }) => untouched.has(id) && !taken.has(id));
    await write(tx, ctx, restored);
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: 'product.bulkUndone',
      target: changeId,
      detail: { products: restored.length },
    });
    await announce(tx, tenantId, ['product']);
    return { changed: restored.length };
  });
}

async function choose(tx: Tx, products: BulkInput['products']): Promise<Touched[]> {
  if ('ids' in products)
    return read(
      tx,
      sql`not p.deleted`,
      products.ids.map((id) => ({ id })),
    );
  const found = await read(tx, matching(products.filter), undefined);
  if (found.length > MAX_AT_ONCE) throw new Refusal('tooLarge');
  return found;
}

async function read(tx: Tx, where: ReturnType<typeof sql>, some: { id: string }[] | undefined) {
  const rows = rowsOf<Touched>(
    await tx.execute(sql`
      select p.id, p.price, p.category_id as "categoryId", p.active, p.deleted from product p
      ${some ? sql`join ${recordset(some, sql`id uuid`)} on r.id = p.id` : sql``}
      where ${where} order by p.id limit ${MAX_AT_ONCE + 1}`),
  );
  return rows.map((row) => ({ ...row, price: Number(row.price) }));
}

async function write(tx: Tx, ctx: Acting, rows: Touched[]): Promise<void> {
  if (rows.length === 0) return;
  const at = new Date(ctx.now()).toISOString();
  await tx.execute(sql`
    update product p set price = r.price, category_id = r."categoryId", active = r.active, deleted = r.deleted,
      updated_at = ${at}::timestamptz
    from ${recordset(rows, sql`id uuid, price int8, "categoryId" uuid, active bool, deleted bool`)}
    where p.tenant_id = ${ctx.tenantId}::uuid and p.id = r.id`);
}

/** Removed products whose SKU or barcode went to another one meanwhile: they can't come back. */
async function codesTaken(tx: Tx, before: Touched[]): Promise<Set<string>> {
  const rows = rowsOf<{ id: string }>(
    await tx.execute(sql`
      select p.id from product p join ${recordset(before, sql`id uuid`)} on r.id = p.id
      where p.deleted and (
        exists (select from product o where o.tenant_id = p.tenant_id and o.sku = p.sku and not o.deleted)
        or exists (select from product_barcode b where b.tenant_id = p.tenant_id and b.barcode = any (barcodes_of(p.barcodes, p.extras))))`),
  );
  return new Set(rows.map(({ id }) => id));
}

function same(one: Touched, other: Touched | undefined): boolean {
  return (
    other !== undefined &&
    one.price === other.price &&
    one.categoryId === other.categoryId &&
    one.active === other.active &&
    one.deleted === other.deleted
  );
}
