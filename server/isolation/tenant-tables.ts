import { sql } from 'drizzle-orm';
import { type Db, rowsOf } from '../db/connect.ts';

const TENANT_TABLES = sql`
  select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
           where i.indrelid = c.oid and i.indisprimary) as leads
    from pg_class c
    join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     and not c.relispartition
     and c.relname not in ('membership', 'enrolment_code')
   order by 1`;

/** The tables that hold rows of tenants, as the database describes them. */
export async function tenantTables(
  db: Db,
): Promise<{ name: string; enabled: boolean; forced: boolean; leads: string }[]> {
  return rowsOf(await db.unscoped.execute(TENANT_TABLES));
}

/** Every row of the tenant in every table, as text. */
export async function everythingOf(db: Db, tenantId: string): Promise<string> {
  const tables = ['membership', 'enrolment_code', ...(await tenantTables(db)).map(({ name }) => name)];
  const parts = [];
  for (const name of tables) {
    const rows = rowsOf<{ row: string }>(
      await db.unscoped.execute(
        sql`select t::text as row from ${sql.identifier(name)} t where tenant_id = ${tenantId} order by 1`,
      ),
    );
    parts.push(`${name}\n${rows.map(({ row }) => row).join('\n')}`);
  }
  return parts.join('\n');
}
