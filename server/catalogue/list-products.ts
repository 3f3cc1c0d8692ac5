import { type SQL, sql } from 'drizzle-orm';
import type { ProductExtras } from '../../shared/catalogue/product-extras.ts';
import type { TaxClass } from '../../shared/sync/sale-record.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { ProductFilter, ProductPage } from './inputs.ts';

export interface ProductListed {
  id: string;
  sku: string;
  barcodes: string[];
  name: string;
  categoryId: string | null;
  categoryName: string | null;
  unit: string;
  price: number;
  cost: number;
  taxClass: TaxClass;
  pictureId: string | null;
  active: boolean;
  extras: ProductExtras | null;
  lowStockMilli: number | null;
  /** over all outlets, in thousandths */
  stockMilli: number;
  /** epoch ms */
  updatedAt: number;
}

export interface ProductsListed {
  products: ProductListed[];
  /** of all pages */
  total: number;
  next: { key: string | number; id: string } | null;
}

type Row = Omit<ProductListed, 'price' | 'cost' | 'stockMilli' | 'updatedAt'> & {
  price: string;
  cost: string;
  stockMilli: string;
  updatedAt: string;
  key: string;
};

/** The condition on `product p` that a filter means; every word of the search must be in the name. */
export function matching({ search, category, active }: ProductFilter): SQL {
  const like = (word: string) => word.replace(/[\\%_]/g, '\\$&');
  const words = search.split(/\s+/).filter(Boolean);
  const conditions = [sql`not p.deleted`];
  if (words.length > 0) {
    const inName = sql.join(
      words.map((word) => sql`p.name ilike ${`%${like(word)}%`}`),
      sql` and `,
    );
    const prefix = `${like(search)}%`;
    conditions.push(sql`((${inName}) or p.sku ilike ${prefix} or p.id in (
      select b.product_id from product_barcode b where b.tenant_id = current_tenant() and b.barcode like ${prefix}))`);
  }
  if (category === 'none') conditions.push(sql`p.category_id is null`);
  else if (category !== undefined) conditions.push(sql`p.category_id = ${category}::uuid`);
  if (active !== undefined) conditions.push(sql`p.active = ${active}`);
  return sql.join(conditions, sql` and `);
}

/** One page of products in a stable order, with how many there are in all. */
export async function listProducts(
  { db, tenantId }: { db: Db; tenantId: string },
  page: ProductPage,
): Promise<ProductsListed> {
  const { key, type } = sortKey(page.sort);
  const { cursor, limit } = page;
  if (cursor && (typeof cursor.key === 'string') !== (type === 'text'))
    throw new Refusal('badInput', { field: 'cursor' });
  const where = matching(page);
  const direction = page.descending ? sql`desc` : sql`asc`;
  const past = page.descending ? sql`<` : sql`>`;
  const after = cursor
    ? sql`and (${key}, p.id) ${past} (${String(cursor.key)}::${sql.raw(type)}, ${cursor.id}::uuid)`
    : sql``;
  const found = await db.tenant(tenantId, async (tx) => ({
    rows: rowsOf<Row>(
      await tx.execute(sql`
        with page as (
          select p.*, ${key} as sort_key from product p ${page.sort === 'stock' ? STOCK_OF_ALL : sql``}
          where ${where} ${after} order by ${key} ${direction}, p.id ${direction} limit ${limit + 1}
        )
        select p.id, p.sku, to_json(p.barcodes) as barcodes, p.name, p.category_id as "categoryId",
          c.name as "categoryName", p.unit, p.price, p.cost, p.tax_class as "taxClass",
          p.picture_id as "pictureId", p.active, p.extras, p.low_stock_milli::float8 as "lowStockMilli",
          ${stockOf(sql`p.id`)} as "stockMilli",
          (extract(epoch from p.updated_at) * 1000)::int8 as "updatedAt", p.sort_key::text as key
        from page p left join category c on c.tenant_id = p.tenant_id and c.id = p.category_id and not c.deleted
        order by p.sort_key ${direction}, p.id ${direction}`),
    ),
    total: Number(
      rowsOf<{ total: string }>(
        await tx.execute(sql`select count(*) as total from product p where ${where}`),
      )[0]?.total ?? 0,
    ),
  }));
  const last = found.rows.length > limit ? found.rows[limit - 1] : undefined;
  return {
    products: found.rows.slice(0, limit).map(({ key: _key, ...row }) => ({
      ...row,
      price: Number(row.price),
      cost: Number(row.cost),
      stockMilli: Number(row.stockMilli),
      updatedAt: Number(row.updatedAt),
    })),
    total: found.total,
    next: last ? { key: type === 'text' ? last.key : Number(last.key), id: last.id } : null,
  };
}

/** One product as the list shows it, or a Refusal. */
export async function getProduct({ db, tenantId }: { db: Db; tenantId: string }, productId: string) {
  const [row] = await db.tenant(tenantId, async (tx) =>
    rowsOf<Omit<Row, 'key'>>(
      await tx.execute(sql`
        select p.id, p.sku, to_json(p.barcodes) as barcodes, p.name, p.category_id as "categoryId",
          c.name as "categoryName", p.unit, p.price, p.cost, p.tax_class as "taxClass",
          p.picture_id as "pictureId", p.active, p.extras, p.low_stock_milli::float8 as "lowStockMilli",
          ${stockOf(sql`p.id`)} as "stockMilli",
          (extract(epoch from p.updated_at) * 1000)::int8 as "updatedAt"
        from product p left join category c on c.tenant_id = p.tenant_id and c.id = p.category_id and not c.deleted
        where p.id = ${productId}::uuid and not p.deleted`),
    ),
  );
  if (!row) throw new Refusal('notFound');
  const listed: ProductListed = {
    ...row,
    price: Number(row.price),
    cost: Number(row.cost),
    stockMilli: Number(row.stockMilli),
    updatedAt: Number(row.updatedAt),
  };
  return listed;
}

/** Outlet by outlet, which is how the index of movements is laid out. */
const stockOf = (productId: SQL) => sql`coalesce((
  select sum(m.quantity_milli) from outlet o
  join stock_movement m on m.tenant_id = o.tenant_id and m.outlet_id = o.id and m.product_id = ${productId}), 0)::int8`;

const STOCK_OF_ALL = sql`left join (
  select m.product_id, sum(m.quantity_milli)::int8 as milli from stock_movement m group by m.product_id
) s on s.product_id = p.id`;

function sortKey(sort: ProductPage['sort']): { key: SQL; type: 'text' | 'int8' } {
  switch (sort) {
    case 'name':
      return { key: sql`lower(p.name)`, type: 'text' };
    case 'price':
      return { key: sql`p.price`, type: 'int8' };
    case 'stock':
      return { key: sql`coalesce(s.milli, 0)`, type: 'int8' };
    case 'updated':
      return { key: sql`(extract(epoch from p.updated_at) * 1000000)::int8`, type: 'int8' };
  }
}
