import { type SQL, sql } from 'drizzle-orm';
import { normalisePhone } from '../../shared/customers/normalise-phone.ts';
import { type Db, rowsOf, type Tx } from '../db/connect.ts';
import { Refusal } from '../refusal.ts';
import type { CustomerPage } from './inputs.ts';

export interface CustomerListed {
  id: string;
  /** empty: known only from a sale, or erased */
  name: string;
  phone: string;
  email: string;
  address: string;
  note: string;
  member: boolean;
  consent: boolean;
  debtLimit: number | null;
  debt: number;
  deposit: number;
  erased: boolean;
  /** epoch ms */
  createdAt: number;
}

export interface CustomersListed {
  customers: CustomerListed[];
  total: number;
  /** over all that the filter lets through */
  debt: number;
  deposit: number;
  next: { key: string | number; id: string } | null;
}

const COLUMNS = sql`c.id, c.name, c.phone, c.email, c.address, c.note, c.member, c.consent,
  c.debt_limit::float8 as "debtLimit", c.debt::float8 as debt, c.deposit::float8 as deposit,
  c.erased_at is not null as erased, (extract(epoch from c.created_at) * 1000)::float8 as "createdAt"`;

/** A page of customers that are not merged into another; every word of the search in the name, or part of the phone. */
export async function listCustomers(
  { db, tenantId }: { db: Db; tenantId: string },
  page: CustomerPage,
): Promise<CustomersListed> {
  const { key, type, descending } = SORTS[page.sort];
  const { cursor, limit } = page;
  if (cursor && (typeof cursor.key === 'string') !== (type === 'text'))
    throw new Refusal('badInput', { field: 'cursor' });
  const where = matching(page);
  const past = descending ? sql`<` : sql`>`;
  const direction = descending ? sql`desc` : sql`asc`;
  const after = cursor
    ? sql`and (${key}, c.id) ${past} (${String(cursor.key)}::${sql.raw(type)}, ${cursor.id}::uuid)`
    : sql``;
  const { rows, sums } = await db.tenant(tenantId, async (tx) => ({
    rows: rowsOf<CustomerListed & { key: string }>(
      await tx.execute(sql`select ${COLUMNS}, (${key})::text as key from customer c where ${where} ${after}
        order by ${key} ${direction}, c.id ${direction} limit ${limit + 1}`),
    ),
    sums: rowsOf<{ total: number; debt: number; deposit: number }>(
      await tx.execute(sql`select count(*)::float8 as total, coalesce(sum(debt), 0)::float8 as debt,
        coalesce(sum(deposit), 0)::float8 as deposit from customer c where ${where}`),
    )[0],
  }));
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    customers: rows.slice(0, limit).map(({ key: _key, ...row }) => row),
    total: sums?.total ?? 0,
    debt: sums?.debt ?? 0,
    deposit: sums?.deposit ?? 0,
    next: last ? { key: type === 'text' ? last.key : Number(last.key), id: last.id } : null,
  };
}

const SORTS: Record<CustomerPage['sort'], { key: SQL; type: 'text' | 'int8'; descending: boolean }> = {
  name: { key: sql`lower(c.name)`, type: 'text', descending: false },
  debt: { key: sql`c.debt`, type: 'int8', descending: true },
  newest: { key: sql`(extract(epoch from c.created_at) * 1000000)::int8`, type: 'int8', descending: true },
};

function matching({ search, only }: CustomerPage): SQL {
  const like = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = [sql`c.merged_into is null`];
  const words = search.split(/\s+/).filter(Boolean);
  if (words.length > 0) {
    const inName = sql.join(
      words.map((word) => sql`c.name ilike ${like(word)}`),
      sql` and `,
    );
    const digits = (normalisePhone(search) || search).replace(/\D/g, '');
    conditions.push(
      digits.length >= 3 ? sql`((${inName}) or c.phone like ${`%${digits}%`})` : sql`(${inName})`,
    );
  }
  if (only === 'owing') conditions.push(sql`c.debt > 0`);
  if (only === 'deposit') conditions.push(sql`c.deposit > 0`);
  if (only === 'members') conditions.push(sql`c.member`);
  return sql.join(conditions, sql` and `);
}

export interface CustomerShown extends CustomerListed {
  /** other ids of the same person */
  aliases: string[];
  ledger: {
    source: string;
    sourceId: string;
    account: 'debt' | 'deposit';
    amount: number;
    occurredAt: number;
  }[];
  sales: { id: string; receiptNumber: string; outletId: string; total: number; occurredAt: number }[];
  payments: { id: string; purpose: string; method: string; amount: number; occurredAt: number }[];
}

/** One customer, under any of their ids, with the newest of what they bought and paid. */
export async function getCustomer(
  { db, tenantId }: { db: Db; tenantId: string },
  customerId: string,
): Promise<CustomerShown> {
  return db.tenant(tenantId, (tx) => readCustomer(tx, customerId, 200));
}

/** `limit`: newest rows of each kind. Throws Refusal `notFound`. */
export async function readCustomer(tx: Tx, customerId: string, limit: number): Promise<CustomerShown> {
  const [customer] = rowsOf<CustomerListed & { aliases: string[] }>(
    await tx.execute(sql`select ${COLUMNS},
        coalesce((select json_agg(a.id) from customer a where a.merged_into = c.id), '[]'::json) as aliases
      from customer c where c.id = (select coalesce(merged_into, id) from customer where id = ${customerId})`),
  );
  if (!customer) throw new Refusal('notFound');
  const ids = sql`${`{${[customer.id, ...customer.aliases].join(',')}}`}::uuid[]`;
  const at = sql`(extract(epoch from occurred_at) * 1000)::float8 as "occurredAt"`;
  const newest = sql`order by occurred_at desc limit ${limit}`;
  return {
    ...customer,
    ledger: rowsOf(
      await tx.execute(sql`select source, source_id as "sourceId", account, amount::float8 as amount, ${at}
        from customer_entry where customer_id = any(${ids}) ${newest}`),
    ),
    sales: rowsOf(
      await tx.execute(sql`select id, receipt_number as "receiptNumber", outlet_id as "outletId",
        total::float8 as total, ${at} from sale where customer_id = any(${ids}) ${newest}`),
    ),
    payments: rowsOf(
      await tx.execute(sql`select id, purpose, method, amount::float8 as amount, ${at}
        from customer_payment where customer_id = any(${ids}) ${newest}`),
    ),
  };
}
