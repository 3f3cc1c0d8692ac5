import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Acting, byUser } from '../accounts/acting.ts';
import { audit } from '../accounts/audit.ts';
import type { Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import { announce } from '../sync/changes.ts';
import type { CustomerInput } from './inputs.ts';
import { readCustomer } from './list-customers.ts';
import { lockCustomers } from './lock-customers.ts';
import { mergeCustomers } from './merge-customers.ts';
import { customer } from './tables.ts';

/** Adds (no `id`) or changes a customer. Refuses a number that another one has, and names that one. */
export async function saveCustomer(ctx: Acting, input: CustomerInput): Promise<{ id: string }> {
  const { tenantId, newId } = ctx;
  const { id: givenId, ...fields } = input;
  return changing(ctx, async (tx) => {
    const before = givenId === undefined ? undefined : await find(tx, givenId);
    if (before?.erasedAt) throw new Refusal('notFound');
    if (fields.phone !== '') {
      const [holder] = await tx
        .select({ id: customer.id, name: customer.name })
        .from(customer)
        .where(and(eq(customer.phone, fields.phone), isNull(customer.mergedInto)));
      if (holder && holder.id !== before?.id)
        throw new Refusal('phoneTaken', {
          field: 'phone',
          values: { phone: fields.phone, customer: holder.name, customerId: holder.id },
        });
    }
    const id = before?.id ?? newId();
    const row = { ...fields, updatedAt: new Date(ctx.now()) };
    if (before) await tx.update(customer).set(row).where(eq(customer.id, id));
    else await tx.insert(customer).values({ tenantId, id, ...row });
    // No personal data in what is never erased (T5).
    await note(tx, ctx, before ? 'customer.changed' : 'customer.created', id, {
      debtLimit: fields.debtLimit,
      member: fields.member,
      consent: fields.consent,
    });
    return { id };
  });
}

/** How much this customer may owe; null: what the outlet says. */
export async function setDebtLimit(
  ctx: Acting,
  input: { customerId: string; debtLimit: number | null },
): Promise<{ id: string }> {
  return changing(ctx, async (tx) => {
    const { id, debtLimit: from } = await find(tx, input.customerId);
    await tx.update(customer).set({ debtLimit: input.debtLimit }).where(eq(customer.id, id));
    await note(tx, ctx, 'customer.debtLimit', id, { from, to: input.debtLimit });
    return { id };
  });
}

/** Two entries of one person become one: `customerId` is found under `into` from now on. */
export async function mergeTwo(
  ctx: Acting,
  input: { customerId: string; into: string },
): Promise<{ id: string }> {
  return changing(ctx, async (tx) => {
    const [one, other] = [await find(tx, input.customerId), await find(tx, input.into)];
    if (one.id === other.id) return { id: other.id };
    if (one.erasedAt || other.erasedAt) throw new Refusal('notFound');
    await mergeCustomers(tx, ctx.tenantId, { customerId: one.id, into: other.id });
    await note(tx, ctx, 'customer.merged', one.id, { into: other.id });
    return { id: other.id };
  });
}

/**
 * Erases what is personal, under all ids, for good; sales, payments and the ledger stay, of nobody (T5). Refused while
 * money stands between the person and the shop.
 */
export async function eraseCustomer(ctx: Acting, customerId: string): Promise<{ id: string }> {
  return changing(ctx, async (tx) => {
    const { id, debt, deposit } = await find(tx, customerId);
    if (debt !== 0 || deposit !== 0) throw new Refusal('customerOwes');
    const mine = sql`(id = ${id} or merged_into = ${id})`;
    await tx.execute(sql`update customer_record set payload = null
      where customer_id in (select id from customer where ${mine})`);
    await tx.execute(sql`update customer set name = '', phone = '', email = '', address = '', note = '',
      member = false, consent = false, debt_limit = null, updated_at = now(),
      erased_at = to_timestamp(${ctx.now()}::float8 / 1000) where ${mine}`);
    await note(tx, ctx, 'customer.erased', id, {});
    return { id };
  });
}

/** Everything that is kept of one person, for them to read or take along (T5). */
export async function exportCustomer(ctx: Acting, customerId: string) {
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const shown = await readCustomer(tx, customerId, 100_000);
    await note(tx, ctx, 'customer.exported', shown.id, {});
    return shown;
  });
}

async function find(tx: Tx, customerId: string) {
  const [found] = await tx
    .select()
    .from(customer)
    .where(
      eq(customer.id, sql`(select coalesce(a.merged_into, a.id) from customer a where a.id = ${customerId})`),
    );
  if (!found) throw new Refusal('notFound');
  return found;
}

function changing<T>(ctx: Acting, change: (tx: Tx) => Promise<T>): Promise<T> {
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    await lockCustomers(tx, ctx.tenantId);
    const result = await change(tx);
    await announce(tx, ctx.tenantId, ['customer']);
    return result;
  });
}

function note(tx: Tx, ctx: Acting, action: string, target: string, detail: Record<string, unknown>) {
  return audit(tx, ctx, { ...byUser(ctx), action, target, detail });
}
