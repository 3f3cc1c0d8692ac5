import postgres from 'postgres';
import { v7 } from 'uuid';
import { connect, type Db } from '../../server/db/connect.ts';
import { migrate } from '../../server/db/migrate.ts';
import { lineTotal } from '../../shared/pricing/price-cart.ts';
import { receiptNumber } from '../../shared/receipt-number.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import { PLAIN_LINE, PLAIN_SALE } from '../../shared/sync/upcast.ts';
import { withPostgres } from './measure.ts';

/** A shop with many products on a Postgres of its own, and a bare connection beside ours for the floor. */
export interface BenchShop {
  db: Db;
  /** one connection, as the tables' owner */
  raw: postgres.Sql;
  tenantId: string;
  outletId: string;
  deviceId: string;
  staffId: string;
  products: { id: string; sku: string; name: string; price: number }[];
}

export async function withBenchShop<T>(
  productCount: number,
  work: (shop: BenchShop) => Promise<T>,
): Promise<T> {
  return withPostgres(async (databaseUrl) => {
    const config = { databaseUrl, poolSize: 1 };
    const db = await connect(config);
    const raw = postgres(databaseUrl, { max: 1, onnotice: () => {} });
    try {
      await migrate(db, config);
      return await work(await seed(db, raw, productCount));
    } finally {
      await raw.end();
      await db.close();
    }
  });
}

const NAMES = [
  'Kopi Susu Gula Aren',
  'Mi Goreng Instan 85 g',
  'Beras Pandan Wangi',
  'Sabun Mandi Cair',
  'Teh Botol',
];

async function seed(db: Db, raw: postgres.Sql, productCount: number): Promise<BenchShop> {
  const [tenantId, outletId, deviceId, staffId, categoryId] = [v7(), v7(), v7(), v7(), v7()];
  const products = Array.from({ length: productCount }, (_, index) => ({
    id: v7(),
    sku: String(100_000 + index),
    name: `${NAMES[index % NAMES.length]} ${index}`,
    price: 1_000 + (index % 500) * 100,
  }));
  await raw`insert into tenant (id, slug, name) values (${tenantId}, ${`bench-${tenantId}`}, 'Bench')`;
  await raw`insert into outlet (tenant_id, id, code, name) values (${tenantId}, ${outletId}, 'PST', 'Pusat')`;
  await raw`insert into staff (tenant_id, id, name, role) values (${tenantId}, ${staffId}, 'Sari', 'cashier')`;
  await raw`insert into device (tenant_id, id, outlet_id, code, name, credential_hash)
    values (${tenantId}, ${deviceId}, ${outletId}, 'A1', 'Tablet', 'x')`;
  for (let start = 0; start < products.length; start += 5_000)
    await raw`insert into product ${raw(
      products.slice(start, start + 5_000).map((product, index) => ({
        tenant_id: tenantId,
        ...product,
        barcodes: [`899${String(start + index).padStart(10, '0')}`],
        category_id: categoryId,
      })),
    )}`;
  await raw`vacuum analyze`;
  return { db, raw, tenantId, outletId, deviceId, staffId, products };
}

/** A sale of five different products, paid with a round amount. */
export function benchSale(shop: BenchShop, receiptSeq: number): SaleRecord {
  const lines = Array.from({ length: 5 }, (_, index) => {
    const product = shop.products[(receiptSeq * 37 + index * 1_009) % shop.products.length];
    if (!product) throw new Error('the shop has no products');
    const quantityMilli = (1 + (index % 3)) * 1_000;
    return {
      lineNo: index + 1,
      productId: product.id,
      sku: product.sku,
      name: product.name,
      unit: 'pcs',
      quantityMilli,
      unitPrice: product.price,
      lineTotal: lineTotal({ unitPrice: product.price, quantityMilli }),
      taxClass: 'standard' as const,
      ...PLAIN_LINE,
    };
  });
  const total = lines.reduce((sum, line) => sum + line.lineTotal, 0);
  const tendered = Math.ceil(total / 50_000) * 50_000;
  return {
    kind: 'sale',
    id: v7(),
    outletId: shop.outletId,
    deviceId: shop.deviceId,
    staffId: shop.staffId,
    receiptSeq,
    receiptNumber: receiptNumber('PST', 'A1', receiptSeq),
    soldAt: Date.now() - 60_000,
    clockOffsetMs: 120,
    deviceCounter: receiptSeq,
    ...PLAIN_SALE,
    lines,
    subtotal: total,
    discount: 0,
    tax: 0,
    rounding: 0,
    total,
    payments: [{ id: v7(), method: 'cash', amount: total, tendered, change: tendered - total }],
  };
}
