import { type SQL, sql } from 'drizzle-orm';
import { type Db, rowsOf } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { DocumentPage, MovementPage, OnHandPage } from './inputs.ts';

interface Reader {
  db: Db;
  tenantId: string;
}

export interface OnHandRow {
  productId: string;
  outletId: string;
  sku: string;
  name: string;
  unit: string;
  onHandMilli: number;
  lowStockMilli: number | null;
  cost: number;
  /** on hand at cost, none below zero; rupiah */
  value: number;
}

const VALUE = sql`greatest(0, round(l.on_hand_milli::numeric * p.cost / 1000))`;

/** What lies where, by name; the sums are over all pages. */
export async function listOnHand({ db, tenantId }: Reader, page: OnHandPage) {
  const { outletId, search, only, cursor, limit } = page;
  const conditions = [sql`not p.deleted`];
  if (outletId) conditions.push(sql`l.outlet_id = ${outletId}`);
  for (const word of search.split(/\s+/).filter(Boolean)) {
    const like = word.replace(/[\\%_]/g, '\\$&');
    conditions.push(sql`(p.name ilike ${`%${like}%`} or p.sku ilike ${`${like}%`})`);
  }
  if (only === 'low') conditions.push(LOW);
  if (only === 'belowZero') conditions.push(sql`l.on_hand_milli < 0`);
  if (only === 'moved') conditions.push(sql`l.on_hand_milli <> 0`);
  const where = sql.join(conditions, sql` and `);
  const from = sql`stock_level l join product p on p.tenant_id = l.tenant_id and p.id = l.product_id`;
  const after = cursor
    ? sql`and (lower(p.name), p.id, l.outlet_id) > (${cursor.name}, ${cursor.id}::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')`
    : sql``;
  return db.tenant(tenantId, async (tx) => {
    const rows = rowsOf<OnHandRow & { key: string }>(
      await tx.execute(sql`
        select p.id as "productId", l.outlet_id as "outletId", p.sku, p.name, p.unit,
          l.on_hand_milli::float8 as "onHandMilli", p.low_stock_milli::float8 as "lowStockMilli", p.cost::float8 as cost,
          ${VALUE}::float8 as value, lower(p.name) as key
        from ${from} where ${where} ${after} order by lower(p.name), p.id, l.outlet_id limit ${limit + 100}`),
    );
    const [sums] = rowsOf<{ total: number; value: number; belowZero: number }>(
      await tx.execute(sql`select count(*)::float8 as total, coalesce(sum(${VALUE}), 0)::float8 as value,
        count(*) filter (where l.on_hand_milli < 0)::float8 as "belowZero" from ${from} where ${where}`),
    );
    // A page ends between products, never between the outlets of one.
    let end = Math.min(limit, rows.length);
    while (end > 0 && end < rows.length && rows[end]?.productId === rows[end - 1]?.productId) end += 1;
    const last = end < rows.length ? rows[end - 1] : undefined;
    return {
      rows: rows.slice(0, end).map(({ key: _key, ...row }): OnHandRow => row),
      total: sums?.total ?? 0,
      value: sums?.value ?? 0,
      belowZero: sums?.belowZero ?? 0,
      next: last ? { name: last.key, id: last.productId } : null,
    };
  });
}

/** A product without a threshold is never low. */
const LOW = sql`(p.low_stock_milli is not null and l.on_hand_milli <= p.low_stock_milli)`;

/** What is at or below its threshold, the emptiest first; `missingMilli` brings it back to the threshold. */
export async function listLowStock(
  { db, tenantId }: Reader,
  { outletId }: { outletId?: string | undefined },
) {
  return db.tenant(tenantId, async (tx) =>
    rowsOf<Omit<OnHandRow, 'value' | 'cost'> & { missingMilli: number }>(
      await tx.execute(sql`
        select p.id as "productId", o.id as "outletId", p.sku, p.name, p.unit,
          coalesce(l.on_hand_milli, 0)::float8 as "onHandMilli", p.low_stock_milli::float8 as "lowStockMilli",
          (p.low_stock_milli - coalesce(l.on_hand_milli, 0))::float8 as "missingMilli"
        from product p
          join outlet o on o.tenant_id = p.tenant_id and o.active ${outletId ? sql`and o.id = ${outletId}` : sql``}
          left join stock_level l on l.tenant_id = p.tenant_id and l.outlet_id = o.id and l.product_id = p.id
        where p.low_stock_milli is not null and not p.deleted and p.active
          and coalesce(l.on_hand_milli, 0) <= p.low_stock_milli
        order by p.low_stock_milli - coalesce(l.on_hand_milli, 0) desc, lower(p.name), p.id, o.id limit 1000`),
    ),
  );
}

export interface Movement {
  id: string;
  outletId: string;
  productId: string;
  productName: string;
  unit: string;
  quantityMilli: number;
  reason: string;
  saleId: string | null;
  sourceId: string | null;
  /** of the sale */
  receiptNumber: string | null;
  deviceName: string | null;
  staffName: string | null;
  /** epoch ms */
  occurredAt: number;
  storedAt: number;
}

const MOVEMENT = sql`m.id, m.outlet_id as "outletId", m.product_id as "productId", p.name as "productName", p.unit,
  m.quantity_milli::float8 as "quantityMilli", m.reason, m.sale_id as "saleId", m.source_id as "sourceId",
  s.receipt_number as "receiptNumber", v.name as "deviceName", f.name as "staffName",
  (extract(epoch from m.occurred_at) * 1000)::float8 as "occurredAt", (extract(epoch from m.at) * 1000)::float8 as "storedAt"`;
/** Who moved it: by the sale, or else the document. */
const WHO = sql`
  left join product p on p.tenant_id = m.tenant_id and p.id = m.product_id
  left join sale s on s.tenant_id = m.tenant_id and s.id = m.sale_id
  left join stock_document d on d.tenant_id = m.tenant_id and d.id = m.source_id
  left join device v on v.tenant_id = m.tenant_id and v.id = coalesce(s.device_id, d.device_id)
  left join staff f on f.tenant_id = m.tenant_id and f.id = coalesce(s.staff_id, d.staff_id)`;

/** Newest first. */
export async function listMovements({ db, tenantId }: Reader, page: MovementPage) {
  const { outletId, productId, cursor, limit } = page;
  const conditions = [sql`true`];
  if (outletId) conditions.push(sql`m.outlet_id = ${outletId}`);
  if (productId) conditions.push(sql`m.product_id = ${productId}`);
  if (cursor) conditions.push(before(sql`m.occurred_at`, sql`m.id`, cursor));
  const rows = await db.tenant(tenantId, async (tx) =>
    rowsOf<Movement & { micros: number }>(
      await tx.execute(sql`
        select ${MOVEMENT}, (extract(epoch from m.occurred_at) * 1000000)::float8 as micros from stock_movement m ${WHO}
        where ${sql.join(conditions, sql` and `)} order by m.occurred_at desc, m.id desc limit ${limit + 1}`),
    ),
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    movements: rows.slice(0, limit).map(({ micros: _micros, ...row }): Movement => row),
    next: last ? { at: last.micros, id: last.id } : null,
  };
}

/**
 * Why a product stands where it stands in an outlet: its newest movements with the balance after each, and from which
 * one on it was below zero. Which tablet sold what, and when, is in every row.
 */
export async function explainStock(
  { db, tenantId }: Reader,
  { outletId, productId }: { outletId: string; productId: string },
) {
  const rows = await db.tenant(tenantId, async (tx) => {
    const [product] = rowsOf(await tx.execute(sql`select 1 from product where id = ${productId}`));
    if (!product) throw new Refusal('notFound');
    return rowsOf<Movement & { balanceMilli: number }>(
      await tx.execute(sql`
        select ${MOVEMENT}, m.balance::float8 as "balanceMilli" from (
          select x.*, sum(x.quantity_milli) over (order by x.occurred_at, x.id) as balance from stock_movement x
          where x.tenant_id = ${tenantId} and x.outlet_id = ${outletId} and x.product_id = ${productId}
        ) m ${WHO} order by m.occurred_at desc, m.id desc limit 200`),
    );
  });
  return {
    onHandMilli: rows[0]?.balanceMilli ?? 0,
    movements: rows,
    /** movements after which there was less than nothing, newest first */
    belowZero: rows.filter((row) => row.balanceMilli < 0 && row.quantityMilli < 0),
  };
}

/** Documents, newest first, with what their counts differed by. */
export async function listDocuments({ db, tenantId }: Reader, page: DocumentPage) {
  const { outletId, type, cursor, limit } = page;
  const conditions = [sql`true`];
  if (outletId) conditions.push(sql`(d.outlet_id = ${outletId} or d.to_outlet_id = ${outletId})`);
  if (type) conditions.push(sql`d.type = ${type}`);
  if (cursor) conditions.push(before(sql`d.occurred_at`, sql`d.id`, cursor));
  const rows = await db.tenant(tenantId, async (tx) =>
    rowsOf<DocumentListed & { micros: number }>(
      await tx.execute(sql`select ${DOCUMENT}, (extract(epoch from d.occurred_at) * 1000000)::float8 as micros
        from stock_document d ${DOCUMENT_WHO}
        where ${sql.join(conditions, sql` and `)} order by d.occurred_at desc, d.id desc limit ${limit + 1}`),
    ),
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    documents: rows.slice(0, limit).map(({ micros: _micros, ...row }): DocumentListed => row),
    next: last ? { at: last.micros, id: last.id } : null,
  };
}

export interface DocumentListed {
  id: string;
  type: 'receive' | 'transfer' | 'count' | 'waste';
  outletId: string;
  toOutletId: string | null;
  reference: string;
  note: string;
  lineCount: number;
  flags: string[];
  deviceName: string | null;
  staffName: string | null;
  occurredAt: number;
}

const DOCUMENT = sql`d.id, d.type, d.outlet_id as "outletId", d.to_outlet_id as "toOutletId", d.reference, d.note,
  d.line_count::float8 as "lineCount", to_json(d.flags) as flags, v.name as "deviceName", f.name as "staffName",
  (extract(epoch from d.occurred_at) * 1000)::float8 as "occurredAt"`;
const DOCUMENT_WHO = sql`left join device v on v.tenant_id = d.tenant_id and v.id = d.device_id
  left join staff f on f.tenant_id = d.tenant_id and f.id = d.staff_id`;

/** One document with its lines; of a count what was believed, found, and the difference. */
export async function getDocument({ db, tenantId }: Reader, documentId: string) {
  return db.tenant(tenantId, async (tx) => {
    const [document] = rowsOf<DocumentListed>(
      await tx.execute(
        sql`select ${DOCUMENT} from stock_document d ${DOCUMENT_WHO} where d.id = ${documentId}`,
      ),
    );
    if (!document) throw new Refusal('notFound');
    const lines = rowsOf<{
      productId: string;
      name: string | null;
      unit: string | null;
      quantityMilli: number;
      expectedMilli: number | null;
      cost: number | null;
      reason: string | null;
      /** of a count: shelf minus what the server knows of before it, late arrivals included */
      varianceMilli: number | null;
    }>(
      await tx.execute(sql`
        select l.product_id as "productId", p.name, p.unit, l.quantity_milli::float8 as "quantityMilli",
          l.expected_milli::float8 as "expectedMilli", l.cost::float8 as cost, l.reason,
          case when l.counted_at is null then null else coalesce((select sum(m.quantity_milli) from stock_movement m
            where m.tenant_id = l.tenant_id and m.source_id = l.document_id and m.product_id = l.product_id), 0)::float8
          end as "varianceMilli"
        from stock_document_line l left join product p on p.tenant_id = l.tenant_id and p.id = l.product_id
        where l.document_id = ${documentId} order by l.line_no`),
    );
    return { ...document, lines };
  });
}

/** Behind the last row seen, newest first; the moment is in microseconds. */
function before(moment: SQL, id: SQL, cursor: { at: number; id: string }): SQL {
  return sql`((extract(epoch from ${moment}) * 1000000)::int8, ${id}) < (${cursor.at}::int8, ${cursor.id}::uuid)`;
}
