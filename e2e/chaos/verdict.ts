import { sql } from 'drizzle-orm';
import { connect, type DbConfig, rowsOf } from '../../server/db/connect.ts';
import type { LedgerSale, ShownSale } from './tablet.ts';

interface StoredSale {
  id: string;
  device_id: string;
  receipt_seq: number;
  receipt_number: string;
  total: number;
  line_sum: number;
  lines: number;
}

/** Compares what the server holds with what the screens said and what the devices recorded; returns every violation. */
export async function findViolations(
  config: DbConfig,
  tablets: { name: string; shown: ShownSale[]; ledger: LedgerSale[]; refused: number }[],
): Promise<string[]> {
  const db = await connect(config);
  try {
    const [tenant] = rowsOf<{ id: string }>(
      await db.system((tx) => tx.execute(sql`select id from tenant where slug = 'demo'`)),
    );
    if (!tenant) return ['the demo tenant is gone'];
    const { stored, sold } = await db.tenant(tenant.id, async (tx) => ({
      stored: rowsOf<StoredSale>(
        await tx.execute(sql`
          select s.id, s.device_id, s.receipt_seq, s.receipt_number, s.total::float8 as total,
                 (select sum(line_total)::float8 from sale_line l where l.tenant_id = s.tenant_id and l.sale_id = s.id) as line_sum,
                 (select count(*)::int from sale_line l where l.tenant_id = s.tenant_id and l.sale_id = s.id) as lines
            from sale s order by s.device_id, s.receipt_seq`),
      ),
      sold: rowsOf<{ product_id: string; quantity: number }>(
        await tx.execute(sql`
          select product_id, sum(-quantity_milli)::float8 as quantity from stock_movement where reason = 'sale' group by product_id`),
      ),
    }));
    return compare(stored, sold, tablets);
  } finally {
    await db.close();
  }
}

function compare(
  stored: StoredSale[],
  sold: { product_id: string; quantity: number }[],
  tablets: { name: string; shown: ShownSale[]; ledger: LedgerSale[]; refused: number }[],
): string[] {
  const violations: string[] = [];
  const byId = new Map(stored.map((sale) => [sale.id, sale]));
  const recorded = new Map(
    tablets.flatMap((tablet) => tablet.ledger.map((sale) => [sale.id, sale] as const)),
  );
  for (const tablet of tablets) {
    if (tablet.refused > 0) violations.push(`${tablet.name}: ${tablet.refused} records refused`);
    for (const sale of tablet.shown) {
      const found = byId.get(sale.id);
      if (!found)
        violations.push(
          `S1 ${tablet.name}: ${sale.receipt} (${sale.id}) was shown as paid and is not on the server`,
        );
      else if (found.total !== sale.total)
        violations.push(`S5 ${sale.receipt}: shown ${sale.total}, stored ${found.total}`);
      else if (found.receipt_number !== sale.receipt)
        violations.push(`S2 ${sale.receipt}: stored as ${found.receipt_number}`);
      if (!tablet.ledger.some((own) => own.id === sale.id))
        violations.push(`S1 ${tablet.name}: ${sale.receipt} is missing on the device`);
    }
    if (new Set(tablet.shown.map((sale) => sale.id)).size !== tablet.shown.length)
      violations.push(`S2 ${tablet.name}: an id was shown twice`);
  }
  for (const sale of stored) {
    const own = recorded.get(sale.id);
    if (!own) violations.push(`S3 ${sale.receipt_number}: on the server, on no device`);
    else if (own.total !== sale.total || own.lines.length !== sale.lines || sale.line_sum !== sale.total) {
      violations.push(
        `S5 ${sale.receipt_number}: device ${own.total} in ${own.lines.length} lines, server ${sale.total} in ${sale.lines}`,
      );
    }
  }
  for (const sale of recorded.values()) {
    if (!byId.has(sale.id))
      violations.push(`S6 ${sale.id}: recorded on a device, not on the server though nothing is pending`);
  }
  const sequences = Map.groupBy(stored, (sale) => sale.device_id);
  for (const [deviceId, sales] of sequences) {
    const numbers = sales.map((sale) => sale.receipt_seq);
    numbers.forEach((number, index) => {
      if (number !== index + 1)
        violations.push(`S2 device ${deviceId}: receipt ${number} stands at place ${index + 1}`);
    });
  }
  const wanted = new Map<string, number>();
  for (const sale of recorded.values()) {
    for (const line of sale.lines) {
      if (line.productId) wanted.set(line.productId, (wanted.get(line.productId) ?? 0) + line.quantityMilli);
    }
  }
  for (const { product_id, quantity } of sold) {
    if (wanted.get(product_id) !== quantity) {
      violations.push(
        `S4 product ${product_id}: devices sold ${wanted.get(product_id) ?? 0}, the server moved ${quantity}`,
      );
    }
    wanted.delete(product_id);
  }
  for (const [product, quantity] of wanted)
    violations.push(`S4 product ${product}: devices sold ${quantity}, the server moved none`);
  return violations;
}
