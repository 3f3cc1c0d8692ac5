import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { listUnconfirmedQris } from '../sales/list-unconfirmed-qris.ts';

interface Amount {
  count: number;
  amount: Rupiah;
}

export interface MoneyAtRisk {
  /** QRIS that nobody saw arrive */
  qris: Amount;
  /** what customers owe */
  debt: Amount;
  /** shifts of the last seven days whose drawer did not hold what it should, and the sum of what was missing */
  variances: Amount;
  /** records of the last seven days that the server noticed something about */
  flagged: number;
}

/** Money that is somewhere else than it should be. `now` is epoch ms. */
export async function moneyAtRisk(db: Db, tenantId: string, now: number): Promise<MoneyAtRisk> {
  const weekAgo = sql`to_timestamp(${now - 7 * 86_400_000}::float8 / 1000)`;
  const { count, amount } = await listUnconfirmedQris(db, tenantId, { limit: 1 });
  const [found] = rowsOf<{ risk: Omit<MoneyAtRisk, 'qris'> }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`select json_build_object(
        'debt', (select json_build_object('count', count(*), 'amount', coalesce(sum(debt), 0))
          from customer where tenant_id = ${tenantId} and debt > 0 and merged_into is null),
        'variances', (select json_build_object('count', count(*), 'amount', coalesce(-sum(c.variance) filter
            (where c.variance < 0), 0))
          from shift s join shift_close c on c.tenant_id = ${tenantId} and c.shift_id = s.id
          where s.tenant_id = ${tenantId} and s.occurred_at >= ${weekAgo} and c.variance <> 0),
        'flagged', (select count(*) from sale
          where tenant_id = ${tenantId} and occurred_at >= ${weekAgo} and cardinality(flags) > 0)) as risk`),
    ),
  );
  if (!found) throw new Error('no answer');
  return { qris: { count, amount }, ...found.risk };
}
