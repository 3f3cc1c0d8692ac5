import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connect, type Db, rowsOf } from '../db/connect.ts';
import { describeOnBothEngines, describeOnPostgres } from '../db/testing.ts';
import { checkEpoch, raiseEpoch } from './epoch.ts';
import { openPull } from './pull.ts';
import { envelopeOf, openCallers, saleOf, seedShop, type TestShop } from './testing.ts';

describeOnBothEngines('the epoch', (open) => {
  test('S8 it starts at 1 and stays while the cluster is the same', async () => {
    const { db } = await open();
    expect((await checkEpoch(db)).epoch).toBe(1);
    expect(await checkEpoch(db)).toEqual(await checkEpoch(db));
    expect((await checkEpoch(db)).epoch).toBe(1);
    // A dump restored into the cluster it came from: said by hand.
    expect((await raiseEpoch(db)).epoch).toBe(2);
    expect((await checkEpoch(db)).epoch).toBe(2);
  });

  test('S8 on another cluster rows whose transactions lie in the future are shown again, from the start', async () => {
    const { db } = await open();
    await checkEpoch(db);
    const [shop, second] = [await seedShop(db), await seedShop(db)];
    await (await openCallers(db)).device(shop.devices[0]).sync.push(envelopeOf([saleOf(shop, 1)]));
    await comeFromAnotherCluster(db, [shop, second]);
    expect(await pageOf(db, shop, 'product')).toMatchObject({
      reset: true,
      checkpoint: expect.stringMatching(/^2\./),
    });
    for (const one of [shop, second]) expect((await pageOf(db, one, 'product')).rows).toHaveLength(10);
    expect((await pageOf(db, shop, 'sale')).rows).toHaveLength(1);
  });

  test('S8 after a restore or a switch on the same cluster devices pull afresh', async () => {
    const { db } = await open();
    await checkEpoch(db);
    await db.unscoped.execute(sql`update instance_meta
      set value = jsonb_set(value, '{cluster}', to_jsonb(split_part(value->>'cluster', '.', 1) || '.0000000F'))
      where key = 'sync'`);
    const shop = await seedShop(db);
    expect((await checkEpoch(db)).epoch).toBe(2);
    expect(await pageOf(db, shop, 'product')).toMatchObject({ reset: true });
  });
});

describeOnPostgres('the epoch with several processes', (open) => {
  test('S8 two processes that start at once raise it once', async () => {
    const { db, config } = await open();
    await checkEpoch(db);
    const shop = await seedShop(db);
    await comeFromAnotherCluster(db, [shop]);
    const others = await Promise.all([connect(config), connect(config)]);
    const epochs = await Promise.all([db, ...others].map(checkEpoch));
    expect(epochs.map(({ epoch }) => epoch)).toEqual([2, 2, 2]);
    for (const other of others) await other.close();
  });

  test('S8 a process that finds another cluster behind its address notices while pulling', async () => {
    const { db } = await open();
    const shop = await seedShop(db);
    let asked = 0;
    const tenant: Db['tenant'] = async (tenantId, work) => {
      const result = await db.tenant(tenantId, work);
      const [row] = rowsOf<{ cluster?: string }>(result);
      if (++asked === 2 && row) row.cluster = 'another.00000001';
      return result;
    };
    const pull = openPull({ ...db, tenant });
    const request = { collection: 'product', after: null, limit: 5 } as const;
    await pull(shop.devices[0], request);
    const page = JSON.parse(await pull(shop.devices[0], request));
    // The answer that named a strange cluster was thrown away and asked for again.
    expect(asked).toBe(3);
    expect(page.rows).toHaveLength(5);
  });
});

/** As if the database had been dumped on a cluster that had counted far, and restored here. */
async function comeFromAnotherCluster(db: Db, shops: TestShop[]) {
  for (const { tenantId } of shops)
    await db.unscoped.transaction(async (tx) => {
      await tx.execute(sql`select set_config('gerai.tenant', ${tenantId}, true)`);
      for (const table of ['product', 'sale', 'outlet', 'category']) {
        await tx.execute(sql`alter table ${sql.identifier(table)} disable trigger stamp_sync`);
        await tx.execute(
          sql`update ${sql.identifier(table)} set xid = '900000000000' where tenant_id = ${tenantId}`,
        );
        await tx.execute(sql`alter table ${sql.identifier(table)} enable trigger stamp_sync`);
      }
    });
  await db.unscoped.execute(sql`update instance_meta set value = jsonb_set(value, '{cluster}', '"123.00000001"')
    where key = 'sync'`);
}

async function pageOf(db: Db, shop: TestShop, collection: 'product' | 'sale') {
  const after = { epoch: 1, xid: '900000000000', seq: '5' };
  for (;;) {
    const page = JSON.parse(await openPull(db)(shop.devices[0], { collection, after, limit: 100 }));
    if (!page.held) return page;
  }
}
