import { and, asc, eq, sql } from 'drizzle-orm';
import { type Acting, byUser } from '../accounts/acting.ts';
import { audit } from '../accounts/audit.ts';
import { type Db, rowsOf, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { announce } from '../sync/changes.ts';
import { lockCatalogue } from './lock-catalogue.ts';
import { category } from './tables.ts';

/** Categories in the order of the till, each with how many products it has. */
export async function listCategories({ db, tenantId }: { db: Db; tenantId: string }) {
  const rows = await db.tenant(tenantId, async (tx) =>
    rowsOf<{ id: string; name: string; sortOrder: number; products: string }>(
      await tx.execute(sql`
        select c.id, c.name, c.sort_order as "sortOrder",
          (select count(*) from product p where p.tenant_id = c.tenant_id and p.category_id = c.id and not p.deleted) as products
        from category c where not c.deleted order by c.sort_order, lower(c.name), c.id`),
    ),
  );
  return rows.map((row) => ({ ...row, products: Number(row.products) }));
}

/** Adds (no `id`) or changes a category; names are unique whatever their case. */
export async function saveCategory(
  ctx: Acting,
  input: { id?: string | undefined; name: string; sortOrder?: number | undefined },
): Promise<{ id: string }> {
  const { db, tenantId, newId } = ctx;
  return db.tenant(tenantId, async (tx) => {
    await lockCatalogue(tx, tenantId);
    const holder = await findByName(tx, input.name);
    if (holder && holder !== input.id)
      throw new Refusal('nameTaken', { field: 'name', values: { name: input.name } });
    const id = input.id ?? newId();
    const { name, sortOrder } = input;
    if (input.id) {
      const changed = await tx
        .update(category)
        .set({ name, ...(sortOrder === undefined ? {} : { sortOrder }) })
        .where(and(eq(category.id, id), eq(category.deleted, false)))
        .returning({ id: category.id });
      if (changed.length === 0) throw new Refusal('notFound');
    } else await tx.insert(category).values({ tenantId, id, name, sortOrder: sortOrder ?? 0 });
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: input.id ? 'category.changed' : 'category.created',
      target: id,
      detail: { name },
    });
    await announce(tx, tenantId, ['category']);
    return { id };
  });
}

/** Removes a category; its products stay, without one. Answers how many those were. */
export async function removeCategory(ctx: Acting, categoryId: string): Promise<{ products: number }> {
  const { db, tenantId } = ctx;
  return db.tenant(tenantId, async (tx) => {
    await lockCatalogue(tx, tenantId);
    const removed = await tx
      .update(category)
      .set({ deleted: true })
      .where(and(eq(category.id, categoryId), eq(category.deleted, false)))
      .returning({ name: category.name });
    if (removed.length === 0) throw new Refusal('notFound');
    const at = new Date(ctx.now()).toISOString();
    const moved = rowsOf<{ id: string }>(
      await tx.execute(sql`
        update product set category_id = null, updated_at = ${at}::timestamptz
        where category_id = ${categoryId}::uuid and not deleted returning id`),
    );
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: 'category.removed',
      target: categoryId,
      detail: { name: removed[0]?.name, products: moved.length },
    });
    await announce(tx, tenantId, ['category', 'product']);
    return { products: moved.length };
  });
}

/** The id behind a choice on a form: null for none, an existing one, or one made now by its name. */
export async function settleCategory(
  tx: Tx,
  { tenantId, newId }: { tenantId: string; newId: () => string },
  choice: { id: string } | { name: string } | null,
): Promise<{ categoryId: string | null; made: boolean }> {
  if (choice === null) return { categoryId: null, made: false };
  if ('id' in choice) {
    const [found] = await tx
      .select({ id: category.id })
      .from(category)
      .where(and(eq(category.id, choice.id), eq(category.deleted, false)));
    if (!found) throw new Refusal('notFound', { field: 'category' });
    return { categoryId: found.id, made: false };
  }
  const known = await findByName(tx, choice.name);
  if (known) return { categoryId: known, made: false };
  const id = newId();
  await tx.insert(category).values({ tenantId, id, name: choice.name });
  return { categoryId: id, made: true };
}

async function findByName(tx: Tx, name: string): Promise<string | undefined> {
  const [found] = await tx
    .select({ id: category.id })
    .from(category)
    .where(and(sql`lower(${category.name}) = lower(${name})`, eq(category.deleted, false)))
    .orderBy(asc(category.id))
    .limit(1);
  return found?.id;
}
