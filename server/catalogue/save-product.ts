import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { type Acting, byUser } from '../accounts/acting.ts';
import { audit } from '../accounts/audit.ts';
import { outlet } from '../accounts/tables.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { stockMovement } from '../stock/tables.ts';
import { announce } from '../sync/changes.ts';
import { settleCategory } from './categories.ts';
import { codesOf, refuseBadLinks } from './check-extras.ts';
import type { ProductInput } from './inputs.ts';
import { lockCatalogue } from './lock-catalogue.ts';
import { picture, product, productBarcode } from './tables.ts';

/** Adds (no `id`) or changes a product. Refuses a SKU or barcode that another one has, and names that product. */
export async function saveProduct(ctx: Acting, input: ProductInput): Promise<{ id: string; sku: string }> {
  const { db, tenantId, newId } = ctx;
  const { id: givenId, category: choice, barcodes: given, sku: typedSku, openingStock, ...rest } = input;
  const barcodes = [...new Set(given)];
  const { extras: wanted, lowStockMilli, ...fields } = rest;
  return db.tenant(tenantId, async (tx) => {
    await lockCatalogue(tx, tenantId);
    const [before] = givenId
      ? await tx
          .select()
          .from(product)
          .where(and(eq(product.id, givenId), eq(product.deleted, false)))
      : [];
    if (givenId && !before) throw new Refusal('notFound');
    // The stock of a product that was sold is a count's business, not the form's.
    if (before && openingStock) throw new Refusal('badInput', { field: 'openingStock' });
    const id = before?.id ?? newId();
    const sku = typedSku || before?.sku || barcodes[0] || (await nextSku(tx));
    // What is not named stays; an empty object is no extras at all, so that the row on the wire stays short.
    const extras =
      wanted === undefined ? before?.extras : Object.keys(wanted ?? {}).length > 0 ? wanted : null;
    await refuseTaken(tx, { id, sku, barcodes: codesOf(barcodes, extras) });
    if (wanted) await refuseBadLinks(tx, id, wanted);
    if (fields.pictureId) {
      const found = await tx.select({ id: picture.id }).from(picture).where(eq(picture.id, fields.pictureId));
      if (found.length === 0) throw new Refusal('notFound', { field: 'pictureId' });
    }
    const { categoryId, made } = await settleCategory(tx, ctx, choice);
    const row = {
      ...fields,
      ...(extras === undefined ? {} : { extras }),
      ...(lowStockMilli === undefined ? {} : { lowStockMilli }),
      sku,
      barcodes,
      categoryId,
      updatedAt: new Date(ctx.now()),
    };
    if (before) await tx.update(product).set(row).where(eq(product.id, id));
    else await tx.insert(product).values({ tenantId, id, ...row });
    if (openingStock) await storeOpening(tx, ctx, id, openingStock);
    await audit(tx, ctx, {
      ...byUser(ctx),
      action: before ? 'product.changed' : 'product.created',
      target: id,
      detail: before
        ? { sku, price: { from: before.price, to: row.price }, cost: { from: before.cost, to: row.cost } }
        : { sku, name: row.name, price: row.price, ...(openingStock && { openingStock }) },
    });
    await announce(tx, tenantId, made ? ['category', 'product'] : ['product']);
    return { id, sku };
  });
}

/** The first fact about the product's stock (S4). */
async function storeOpening(
  tx: Tx,
  { tenantId, newId, now }: Acting,
  productId: string,
  { outletId, quantityMilli }: NonNullable<ProductInput['openingStock']>,
): Promise<void> {
  const [place] = await tx.select({ active: outlet.active }).from(outlet).where(eq(outlet.id, outletId));
  if (!place?.active) throw new Refusal('notFound', { field: 'openingStock' });
  await tx.insert(stockMovement).values({
    tenantId,
    id: newId(),
    outletId,
    productId,
    quantityMilli,
    reason: 'opening',
    at: new Date(now()),
  });
}

async function refuseTaken(tx: Tx, { id, sku, barcodes }: { id: string; sku: string; barcodes: string[] }) {
  // Barcodes first: a SKU that nobody typed is the barcode itself.
  const [taken] = await tx
    .select({ barcode: productBarcode.barcode, name: product.name })
    .from(productBarcode)
    .innerJoin(
      product,
      and(eq(product.tenantId, productBarcode.tenantId), eq(product.id, productBarcode.productId)),
    )
    .where(and(inArray(productBarcode.barcode, barcodes), ne(productBarcode.productId, id)))
    .limit(1);
  if (taken)
    throw new Refusal('barcodeTaken', {
      field: 'barcodes',
      values: { barcode: taken.barcode, product: taken.name },
    });
  const sameSku = await tx
    .select({ id: product.id })
    .from(product)
    .where(and(eq(product.sku, sku), eq(product.deleted, false), ne(product.id, id)));
  if (sameSku.length > 0) throw new Refusal('skuTaken', { field: 'sku', values: { sku } });
}

/** `P000001`, `P000002`, …: for goods without any code. */
export async function nextSku(tx: Tx): Promise<string> {
  const [row] = rowsOf<{ last: string | null }>(
    await tx.execute(sql`select max(sku) as last from product where sku ~ '^P[0-9]{6}$'`),
  );
  return `P${String(Number(row?.last?.slice(1) ?? 0) + 1).padStart(6, '0')}`;
}
