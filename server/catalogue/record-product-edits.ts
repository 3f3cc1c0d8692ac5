import { and, eq, inArray, ne } from 'drizzle-orm';
import type { RecordFlag } from '../../shared/sync/contract.ts';
import type { ProductEditRecord } from '../../shared/sync/day-records.ts';
import { audit } from '../accounts/audit.ts';
import type { Tx } from '../db/connect.ts';
import { isPermitted } from '../sales/permitted.ts';
import { readPermissionFacts } from '../settings/permission-facts.ts';
import type { Arrival, HashedRecord, RecordOutcome } from '../sync/arrival.ts';
import { headerFlags, headerRefusal, readHeaderFacts } from '../sync/header-facts.ts';
import { insertPushed } from '../sync/insert-pushed.ts';
import { recordOnce } from '../sync/record-once.ts';
import { lockCatalogue } from './lock-catalogue.ts';
import { nextSku } from './save-product.ts';
import { category, product, productBarcode, productEdit } from './tables.ts';

/**
 * Makes or changes products as tills recorded them; only what a record names changes, and the last to arrive holds. A
 * barcode or SKU that another product has stays there: the product is stored without it and flagged.
 */
export async function recordProductEdits(
  tx: Tx,
  tenantId: string,
  edits: readonly HashedRecord<'productEdit'>[],
  arrival: Arrival,
): Promise<RecordOutcome[]> {
  const records = edits.map(({ record }) => record);
  const facts = await readHeaderFacts(tx, tenantId, records);
  const permits = await readPermissionFacts(tx, tenantId, records);
  await lockCatalogue(tx, tenantId);
  return recordOnce(tx, tenantId, edits, {
    table: 'product_edit',
    refusal: (record) => headerRefusal(record, facts),
    insert: async (ordered) => {
      // What happens to the product decides its flags, so it comes first; of what is here already nothing happens.
      const known = await tx
        .select({ id: productEdit.id })
        .from(productEdit)
        .where(
          inArray(
            productEdit.id,
            ordered.map(({ record }) => record.id),
          ),
        );
      const fresh = ordered.filter(({ record }) => !known.some(({ id }) => id === record.id));
      const noticed = new Map<string, RecordFlag[]>();
      for (const { record } of edits)
        if (fresh.some((item) => item.record === record))
          noticed.set(record.id, await applyEdit(tx, tenantId, record, arrival));
      return insertPushed<'productEdit'>(
        tx,
        tenantId,
        'product_edit',
        { product_id: { type: 'uuid', from: 'productId' }, payload: { type: 'jsonb', from: 'payload' } },
        fresh.map((item) => ({ ...item, record: { ...item.record, payload: item.record } })),
        (record) => [
          ...headerFlags(record, record.at, facts, arrival),
          ...(isPermitted(record, ['editProduct'], permits) ? [] : (['notPermitted'] as const)),
          ...(noticed.get(record.id) ?? []),
        ],
        arrival.receivedAt,
      );
    },
  });
}

async function applyEdit(
  tx: Tx,
  tenantId: string,
  record: ProductEditRecord,
  arrival: Arrival,
): Promise<RecordFlag[]> {
  const { productId, fields } = record;
  const { barcodes, sku, name, price, unit } = fields;
  const [before] = await tx
    .select()
    .from(product)
    .where(and(eq(product.tenantId, tenantId), eq(product.id, productId)));
  // A change of what is gone, or of what never came: kept, and nothing to do it to.
  if (before?.deleted || (!before && (record.existing || name === undefined || price === undefined)))
    return ['unknownProduct'];
  const free = barcodes && (await freeBarcodes(tx, tenantId, productId, [...new Set(barcodes)]));
  const skuTaken = sku !== undefined && (await isSkuTaken(tx, tenantId, productId, sku));
  const flags: RecordFlag[] = skuTaken || (free && free.length < new Set(barcodes).size) ? ['codeTaken'] : [];
  const categoryId = fields.categoryId && (await isCategory(tx, tenantId, fields.categoryId));
  const change = {
    ...(name === undefined ? {} : { name }),
    ...(price === undefined ? {} : { price }),
    ...(unit === undefined ? {} : { unit }),
    ...(free === undefined ? {} : { barcodes: free }),
    ...(fields.categoryId === undefined || categoryId === false ? {} : { categoryId: fields.categoryId }),
    ...(sku === undefined || skuTaken ? {} : { sku }),
    updatedAt: new Date(arrival.receivedAt),
  };
  if (before)
    await tx
      .update(product)
      .set(change)
      .where(and(eq(product.tenantId, tenantId), eq(product.id, productId)));
  else {
    const own = free?.[0];
    const spare = own !== undefined && !(await isSkuTaken(tx, tenantId, productId, own)) ? own : undefined;
    await tx.insert(product).values({
      tenantId,
      id: productId,
      name: name as string,
      price: price as number,
      sku: spare ?? (await nextSku(tx)),
      ...change,
    });
  }
  await audit(
    tx,
    { tenantId, newId: arrival.newId, now: () => arrival.receivedAt },
    {
      actorKind: 'device',
      actorId: record.deviceId,
      action: before ? 'product.changed' : 'product.created',
      target: productId,
      detail: {
        staffId: record.staffId,
        recordId: record.id,
        ...(before && price !== undefined ? { price: { from: before.price, to: price } } : { price }),
      },
    },
  );
  return flags;
}

async function freeBarcodes(tx: Tx, tenantId: string, productId: string, barcodes: string[]) {
  const taken = await tx
    .select({ barcode: productBarcode.barcode })
    .from(productBarcode)
    .where(
      and(
        eq(productBarcode.tenantId, tenantId),
        inArray(productBarcode.barcode, barcodes),
        ne(productBarcode.productId, productId),
      ),
    );
  return barcodes.filter((code) => !taken.some(({ barcode }) => barcode === code));
}

async function isSkuTaken(tx: Tx, tenantId: string, productId: string, sku: string): Promise<boolean> {
  const held = await tx
    .select({ id: product.id })
    .from(product)
    .where(
      and(
        eq(product.tenantId, tenantId),
        eq(product.sku, sku),
        eq(product.deleted, false),
        ne(product.id, productId),
      ),
    );
  return held.length > 0;
}

async function isCategory(tx: Tx, tenantId: string, categoryId: string): Promise<boolean> {
  const found = await tx
    .select({ id: category.id })
    .from(category)
    .where(and(eq(category.tenantId, tenantId), eq(category.id, categoryId), eq(category.deleted, false)));
  return found.length > 0;
}
