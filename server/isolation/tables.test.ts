import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { TEST_KEYS } from '../accounts/testing.ts';
import { type Db, rowsOf } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { plantTwo } from './plant.ts';
import { tenantTables } from './tenant-tables.ts';

describeOnBothEngines('T1 tenant isolation in the database', (open) => {
  let db: Db;
  let a: string;
  let b: string;
  beforeAll(async () => {
    ({ db } = await open());
    [a, b] = await plantTwo(db, TEST_KEYS);
  });

  test('every table of a tenant is fenced by row-level security, and its key leads with tenant_id', async () => {
    const tables = await tenantTables(db);
    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables)
      expect(table).toEqual({ name: table.name, enabled: true, forced: true, leads: 'tenant_id' });
    const crossing = rowsOf<{ name: string }>(
      await db.unscoped.execute(sql`
        select k.conname as name from pg_constraint k
          join pg_attribute t on t.attrelid = k.conrelid and t.attname = 'tenant_id'
         where k.contype = 'f' and not t.attnum = any (k.conkey)
           and k.conrelid::regclass::text not in ('membership', 'enrolment_code')`),
    );
    expect(crossing, 'a foreign key between tenant tables must carry tenant_id').toEqual([]);
  });

  test("the application's roles own nothing, can't log in, can't bypass and belong to nothing", async () => {
    const roles = rowsOf(
      await db.unscoped.execute(sql`
        select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
               (select count(*)::int from pg_class where relowner = r.oid) as owns,
               (select count(*)::int from pg_auth_members where member = r.oid) as belongs
          from pg_roles r where rolname in ('gerai_app', 'gerai_system') order by 1`),
    );
    const none = {
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owns: 0,
      belongs: 0,
    };
    expect(roles).toEqual([
      { rolname: 'gerai_app', ...none },
      { rolname: 'gerai_system', ...none },
    ]);
  });

  test('tenant B reads, changes, takes and plants nothing in any table of tenant A', async () => {
    for (const { name } of await tenantTables(db)) {
      const table = sql.identifier(name);
      const [row] = rowsOf<{ row: unknown }>(
        await db.unscoped.execute(
          sql`select to_jsonb(t)::text as row from ${table} t where tenant_id = ${a} limit 1`,
        ),
      );
      expect(row, `plant a row of "${name}" in server/isolation/plant.ts`).toBeDefined();
      const asB = (statement: ReturnType<typeof sql>) =>
        db.tenant(b, async (tx) => rowsOf<Record<string, unknown>>(await tx.execute(statement)));

      expect(await asB(sql`select 1 from ${table} where tenant_id = ${a}`), name).toEqual([]);
      expect(await asB(sql`select 1 from ${table} where tenant_id <> ${b}`), name).toEqual([]);
      expect((await asB(sql`select 1 as mine from ${table} limit 1`)).length, name).toBe(1);
      await expectNoneTouched(
        asB(sql`update ${table} set tenant_id = tenant_id where tenant_id = ${a} returning 1`),
        name,
      );
      await expectNoneTouched(asB(sql`delete from ${table} where tenant_id = ${a} returning 1`), name);
      await expectRefused(asB(sql`update ${table} set tenant_id = ${a} where tenant_id = ${b}`), name);
      await expectRefused(
        asB(
          sql`insert into ${table} select * from jsonb_populate_record(null::${table}, ${row?.row as string}::text::jsonb)`,
        ),
        name,
      );
    }
  });

  test('without a tenant there are no rows, and the system scope sees no table of a tenant', async () => {
    for (const { name } of await tenantTables(db)) {
      const look = sql`select 1 from ${sql.identifier(name)}`;
      expect(rowsOf(await db.tenant('', (tx) => tx.execute(look))), name).toEqual([]);
      await expectRefused(
        db.system((tx) => tx.execute(look)),
        name,
      );
    }
    for (const name of [
      'user',
      'session',
      'account',
      'verification',
      'membership',
      'enrolment_code',
      'instance_meta',
      'rate_limit',
    ])
      await expectRefused(
        db.tenant(b, (tx) => tx.execute(sql`select 1 from ${sql.identifier(name)}`)),
        name,
      );
    const seen = rowsOf(await db.tenant(b, (tx) => tx.execute(sql`select id from tenant`)));
    expect(seen).toEqual([{ id: b }]);
  });
});

/** Either not allowed at all (facts are append-only), or no row was there to touch. */
async function expectNoneTouched(touched: Promise<unknown[]>, name: string): Promise<void> {
  const outcome = await touched.catch((error: unknown) => causeOf(error));
  if (Array.isArray(outcome)) expect(outcome, name).toEqual([]);
  else expect(outcome, name).toMatch(/permission denied|row-level security/);
}

async function expectRefused(attempt: Promise<unknown>, name: string): Promise<void> {
  const outcome = await attempt.then(
    () => 'nothing stopped it',
    (error: unknown) => causeOf(error),
  );
  expect(outcome, name).toMatch(/permission denied|row-level security/);
}

function causeOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
