import { sql } from 'drizzle-orm';
import type { DeviceRecord, RowVersions } from '../../shared/sync/contract.ts';
import { rowsOf, type Tx } from '../db/connect.ts';
import { recordset } from '../db/recordset.ts';
import type { HashedRecord } from './arrival.ts';

/** Of more goods than this a device waits for the next pull: no record of a shop names so many. */
const MAX_PRODUCTS = 2_000;

/**
 * How new the sums are that hold these stored records: customers by id, stock by product. A device counts a record on
 * top of what it pulled until it has pulled a row at least as new. A row's sequence is drawn under the row's lock, so
 * of two versions the higher number is the later one.
 */
export async function rowVersions(
  tx: Tx,
  tenantId: string,
  stored: readonly HashedRecord[],
): Promise<RowVersions> {
  const records = stored.map(({ record }) => record);
  const outletId = records.at(-1)?.outletId;
  const customers = new Set(records.flatMap((record) => customerOf(record) ?? []));
  const products = new Set(
    records.flatMap((record) => (record.outletId === outletId ? productsOf(record) : [])),
  );
  const versions: RowVersions = {};
  const ids = (of: Set<string>) => [...of].map((id) => ({ id }));
  if (customers.size > 0) {
    const rows = rowsOf<Version>(
      await tx.execute(sql`select r.id, held.seq from ${recordset(ids(customers), sql`id uuid`)}
        join customer own on own.tenant_id = ${tenantId} and own.id = r.id
        join customer held on held.tenant_id = own.tenant_id and held.id = coalesce(own.merged_into, own.id)`),
    );
    versions.customer = byId(rows);
  }
  if (products.size > 0 && products.size <= MAX_PRODUCTS) {
    const rows = rowsOf<Version>(
      await tx.execute(sql`select r.id, l.seq from ${recordset(ids(products), sql`id uuid`)}
        join stock_level l on l.tenant_id = ${tenantId} and l.outlet_id = ${outletId} and l.product_id = r.id`),
    );
    versions.stock = byId(rows);
  }
  return versions;
}

interface Version {
  id: string;
  /** as the driver gives it */
  seq: string | number;
}

function byId(rows: readonly Version[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ id, seq }) => [id, Number(seq)]));
}

function customerOf(record: DeviceRecord): string | null {
  return 'customerId' in record ? (record.customerId ?? null) : null;
}

function productsOf(record: DeviceRecord): string[] {
  switch (record.kind) {
    case 'sale':
    case 'refund':
      return record.lines.flatMap(({ productId, components = [] }) => [
        ...(productId === null ? [] : [productId]),
        ...components.map((part) => part.productId),
      ]);
    case 'stockDocument':
      return record.lines.map(({ productId }) => productId);
    default:
      return [];
  }
}
