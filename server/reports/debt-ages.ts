import { sql } from 'drizzle-orm';
import type { Rupiah } from '../../shared/money.ts';
import { type Db, rowsOf } from '../db/connect.ts';

export interface CustomerDebtAge {
  customerId: string;
  name: string;
  phone: string;
  debt: Rupiah;
  /** epoch ms of the oldest purchase that is not paid back */
  oldestAt: number;
  /** of the debt: up to 30 days old, up to 60, up to 90, older */
  ages: [Rupiah, Rupiah, Rupiah, Rupiah];
}

/**
 * Customers who owe, oldest debt first, at most 500. Repayments settle the oldest purchases first, so that what is owed
 * is made of the newest ones: `now` is epoch ms.
 */
export async function debtAges(db: Db, tenantId: string, now: number): Promise<CustomerDebtAge[]> {
  const rows = rowsOf<{ age: CustomerDebtAge }>(
    await db.tenant(tenantId, (tx) =>
      tx.execute(sql`
        with owing as (
          select id, name, phone, debt from customer
          where tenant_id = ${tenantId} and debt > 0 and merged_into is null
        ), bought as (
          select c.id, c.debt, e.occurred_at, e.amount,
            sum(e.amount) over (partition by c.id order by e.occurred_at desc, e.source_id desc) as up_to
          from owing c
            join customer own on own.tenant_id = ${tenantId} and (own.id = c.id or own.merged_into = c.id)
            join customer_entry e on e.tenant_id = ${tenantId} and e.customer_id = own.id
          where e.account = 'debt' and e.amount > 0
        ), open as (
          select id, occurred_at, least(amount, debt - (up_to - amount)) as amount from bought
          where up_to - amount < debt
        ), aged as (
          select id, occurred_at, amount,
            (${now}::float8 / 1000 - extract(epoch from occurred_at)) / 86400 as days from open
        )
        select json_build_object('customerId', c.id, 'name', c.name, 'phone', c.phone, 'debt', c.debt,
          'oldestAt', round(extract(epoch from min(a.occurred_at)) * 1000)::int8,
          'ages', json_build_array(coalesce(sum(a.amount) filter (where days <= 30), 0),
            coalesce(sum(a.amount) filter (where days > 30 and days <= 60), 0),
            coalesce(sum(a.amount) filter (where days > 60 and days <= 90), 0),
            coalesce(sum(a.amount) filter (where days > 90), 0))) as age
        from owing c join aged a on a.id = c.id group by c.id, c.name, c.phone, c.debt
        order by min(a.occurred_at), c.id limit 500`),
    ),
  );
  return rows.map(({ age }) => age);
}
