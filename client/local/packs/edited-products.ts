import type { ProductRow } from '../../../shared/sync/pull.ts';
import type { ProductEditDraft } from '../day-types.ts';
import type { LedgerDb } from '../ledger/ledger-db.ts';
import { type Acting, writeAction } from '../ledger/write-action.ts';
import { LocalError } from '../types.ts';

/** An edit stays on top of the catalogue for this long after its confirmation: the pull that brings it is on its way. */
const UNTIL_PULLED_MS = 60_000;

/** Products made or changed on this device that the catalogue does not show yet, oldest edit first. */
export async function editedRows(
  db: LedgerDb,
  nowMs: number,
  rowOf: (productId: string) => ProductRow | undefined,
): Promise<ProductRow[]> {
  const rows = await db.transaction('r', db.records, db.outbox, async () => {
    const all = await db.records.where('kind').equals('productEdit').toArray();
    const unsent = await db.outbox.bulkGet(all.map((row) => row.counter));
    return all.filter(({ ackedAtMs }, index) =>
      ackedAtMs === undefined
        ? unsent[index]?.refusedAtMs === undefined
        : nowMs - ackedAtMs < UNTIL_PULLED_MS && ackedAtMs <= nowMs,
    );
  });
  const edited = new Map<string, ProductRow>();
  for (const { record } of rows) {
    if (record.kind !== 'productEdit') continue;
    const { productId, fields } = record;
    const before = edited.get(productId) ?? rowOf(productId);
    edited.set(productId, editRow(before ?? newRow(productId), fields));
  }
  return [...edited.values()];
}

function editRow(row: ProductRow, fields: ProductEditDraft['fields']): ProductRow {
  const [id, sku, barcodes, name, categoryId, unit, price, ...rest] = row;
  return [
    id,
    fields.sku ?? sku,
    fields.barcodes ?? barcodes,
    fields.name ?? name,
    fields.categoryId === undefined ? categoryId : fields.categoryId,
    fields.unit ?? unit,
    fields.price ?? price,
    ...rest,
  ];
}

function newRow(productId: string): ProductRow {
  return [productId, '', [], '', null, 'pcs', 0, 'standard', null, 1];
}

/** Records a product made or changed at the till; returns its id. */
export function recordProductEdit(
  db: LedgerDb,
  acting: Acting,
  { staffId, productId, fields, approvals }: ProductEditDraft,
): Promise<string> {
  const { name, price } = fields;
  if (productId === undefined ? !name?.trim() : name !== undefined && !name.trim())
    throw new LocalError('invalidDraft', { field: 'name' });
  const sound = price === undefined ? productId !== undefined : Number.isSafeInteger(price) && price >= 0;
  if (!sound) throw new LocalError('invalidDraft', { field: 'price' });
  return writeAction(db, acting, async (writer) => {
    const record = writer.add({
      kind: 'productEdit',
      ...writer.header(staffId),
      productId: productId ?? writer.newId(),
      existing: productId !== undefined,
      fields,
      ...(approvals?.length ? { approvals: [...approvals] } : {}),
    });
    await writer.auditApprovals(staffId, record.id, approvals);
    return record.productId;
  });
}
