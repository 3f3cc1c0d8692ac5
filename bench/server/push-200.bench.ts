import { v7 } from 'uuid';
import { push } from '../../server/sync/push.ts';
import { CONTRACT_VERSION } from '../../shared/sync/contract.ts';
import type { SaleRecord } from '../../shared/sync/sale-record.ts';
import type { Measured } from '../measured.ts';
import { measureAgainstFloor } from './measure.ts';
import { type BenchShop, benchSale, withBenchShop } from './shop.ts';

const SALES = 200;

/**
 * A push of 200 sales of five lines, from the request's text to the answer's (reading, checking, hashing, comparing,
 * storing), against bare multi-row inserts of the same rows in one transaction.
 */
export default async function push200(rounds = 40): Promise<Measured> {
  return withBenchShop(5_000, async (shop) => {
    let seq = 0;
    const batch = () => Array.from({ length: SALES }, () => benchSale(shop, ++seq));
    const prepared = Array.from({ length: rounds + Math.ceil(rounds / 4) }, () => {
      const sales = batch();
      return { body: JSON.stringify(sales), rows: rowsOfSales(shop, batch()) };
    });
    const services = {
      db: shop.db,
      log: { error: (details: object, message: string) => console.error(message, details) },
      now: () => Date.now(),
      newId: () => v7(),
    };
    const pusher = { tenantId: shop.tenantId, deviceId: shop.deviceId, rescue: false };
    let applied = 0;
    const times = await measureAgainstFloor(
      rounds,
      async (round) => {
        const records: unknown[] = JSON.parse(prepared[round]?.body ?? '[]');
        const { answers } = await push(services, pusher, CONTRACT_VERSION, records);
        applied += answers.filter((answer) => answer.status === 'applied').length;
        JSON.stringify(answers);
      },
      async (round) => {
        const rows = prepared[round]?.rows;
        if (!rows) throw new Error('nothing prepared');
        await shop.raw.begin(async (sql) => {
          await sql`insert into sale ${sql(rows.sales)}`;
          await sql`insert into sale_line ${sql(rows.lines)}`;
          await sql`insert into payment ${sql(rows.payments)}`;
          await sql`insert into stock_movement ${sql(rows.movements)}`;
        });
      },
    );
    if (applied !== prepared.length * SALES)
      throw new Error(`only ${applied} sales were applied without a flag`);
    const perSecond = Math.round(SALES / (times.value / 1000));
    return {
      name: 'push of 200 sales',
      ...times,
      unit: 'ms',
      bar: 2.5,
      detail: { sales: SALES, linesPerSale: 5, perSecond },
    };
  });
}

function rowsOfSales(shop: BenchShop, sales: SaleRecord[]) {
  const tenant_id = shop.tenantId;
  return {
    sales: sales.map((sale) => ({
      tenant_id,
      id: sale.id,
      outlet_id: sale.outletId,
      device_id: sale.deviceId,
      staff_id: sale.staffId,
      receipt_seq: sale.receiptSeq,
      receipt_number: sale.receiptNumber,
      sold_at: new Date(sale.soldAt),
      clock_offset_ms: sale.clockOffsetMs,
      device_counter: sale.deviceCounter,
      received_at: new Date(),
      occurred_at: new Date(sale.soldAt),
      subtotal: sale.subtotal,
      discount: sale.discount,
      tax: sale.tax,
      rounding: sale.rounding,
      total: sale.total,
      line_count: sale.lines.length,
      content_hash: '0'.repeat(64),
    })),
    lines: sales.flatMap((sale) =>
      sale.lines.map((line) => ({
        tenant_id,
        sale_id: sale.id,
        line_no: line.lineNo,
        product_id: line.productId,
        sku: line.sku,
        name: line.name,
        unit: line.unit,
        quantity_milli: line.quantityMilli,
        unit_price: line.unitPrice,
        line_total: line.lineTotal,
        tax_class: line.taxClass,
      })),
    ),
    payments: sales.flatMap((sale) =>
      sale.payments.map((payment) => ({ tenant_id, sale_id: sale.id, ...payment })),
    ),
    movements: sales.flatMap((sale) =>
      sale.lines.map((line) => ({
        tenant_id,
        id: v7(),
        outlet_id: sale.outletId,
        product_id: line.productId,
        quantity_milli: -line.quantityMilli,
        reason: 'sale',
        sale_id: sale.id,
      })),
    ),
  };
}
