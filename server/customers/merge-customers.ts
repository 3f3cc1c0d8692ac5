import { sql } from 'drizzle-orm';
import { rowsOf, type Tx } from '../db/connect.ts';

/**
 * Makes `customerId` another id of `into`, which keeps its own words and takes over where it has none. Sales, payments
 * and the ledger stay as they were written and are found through the id that stays. `tx` holds the customers' lock;
 * both exist and neither is merged.
 */
export async function mergeCustomers(
  tx: Tx,
  tenantId: string,
  { customerId, into }: { customerId: string; into: string },
): Promise<void> {
  // The number is unique among those that are not merged: let go first.
  const [other] = rowsOf<
    Record<'name' | 'phone' | 'email' | 'address' | 'note', string> & { member: boolean }
  >(
    await tx.execute(
      sql`select name, phone, email, address, note, member from customer where id = ${customerId}`,
    ),
  );
  await tx.execute(sql`
    update customer set merged_into = ${into}, debt = 0, deposit = 0, updated_at = now()
    where tenant_id = ${tenantId} and (id = ${customerId} or merged_into = ${customerId})`);
  const { name = '', phone = '', email = '', address = '', note = '', member = false } = other ?? {};
  await tx.execute(sql`
    update customer set
      name = coalesce(nullif(name, ''), ${name}), phone = coalesce(nullif(phone, ''), ${phone}),
      email = coalesce(nullif(email, ''), ${email}), address = coalesce(nullif(address, ''), ${address}),
      note = coalesce(nullif(note, ''), ${note}), member = member or ${member}, updated_at = now(),
      debt = sums.debt, deposit = sums.deposit
    from (
      select coalesce(sum(e.amount) filter (where account = 'debt'), 0)::int8 as debt,
        coalesce(sum(e.amount) filter (where account = 'deposit'), 0)::int8 as deposit
      from customer_entry e join customer c on c.tenant_id = e.tenant_id and c.id = e.customer_id
      where e.tenant_id = ${tenantId} and coalesce(c.merged_into, c.id) = ${into}
    ) sums
    where tenant_id = ${tenantId} and id = ${into}`);
}
