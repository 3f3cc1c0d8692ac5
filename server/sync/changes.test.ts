import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { expect, test, vi } from 'vitest';
import { COLLECTIONS, type Collection } from '../../shared/sync/pull.ts';
import { describeOnBothEngines, describeOnPostgres } from '../db/testing.ts';
import { announce, openChanges } from './changes.ts';
import { syncMetrics } from './horizon.ts';
import { seedShop } from './testing.ts';

describeOnBothEngines('changes', (open) => {
  test('S8 a notice leaves with its commit, to its tenant only, and not after a rollback', async () => {
    const { db } = await open();
    const changes = await openChanges(db);
    const [own, other] = [v7(), v7()];
    const heard: [string, Collection[]][] = [];
    const stops = [own, other].map((id) => changes.subscribe(id, (changed) => heard.push([id, changed])));
    expect(changes.subscriberCount()).toBe(2);
    await db
      .tenant(own, async (tx) => {
        await announce(tx, own, ['sale']);
        throw new Error('undone');
      })
      .catch(() => {});
    await db.tenant(own, (tx) => announce(tx, own, ['product', 'category']));
    await vi.waitFor(() => expect(heard).toEqual([[own, ['product', 'category']]]));
    for (const stop of stops) stop();
    expect(changes.subscriberCount()).toBe(0);
    await changes.close();
  });

  test('S8 without open transactions the horizon is here and now', async () => {
    const { db } = await open();
    const changes = await openChanges(db);
    const metrics = await syncMetrics(db, changes);
    expect(metrics.liveClients).toBe(0);
    expect(metrics.pullHorizonAgeSeconds).toBeGreaterThanOrEqual(0);
    await changes.close();
  });
});

describeOnPostgres('changes over a lost connection', (open) => {
  test('S8 after the listening connection was lost everybody is told to look again', async () => {
    const { db } = await open();
    const changes = await openChanges(db);
    const heard: Collection[][] = [];
    changes.subscribe(v7(), (changed) => heard.push(changed));
    await db.unscoped.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`);
    await vi.waitFor(() => expect(heard).toContainEqual([...COLLECTIONS]), 10_000);
    await changes.close();
  });

  test('S8 an open write transaction shows in the age of the horizon', async () => {
    const { db } = await open();
    const shop = await seedShop(db);
    const changes = await openChanges(db);
    const [begun, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const writing = db.tenant(shop.tenantId, async (tx) => {
      await tx.execute(sql`update product set price = 1`);
      begun.resolve();
      await letGo.promise;
    });
    await begun.promise;
    await vi.waitFor(async () =>
      expect((await syncMetrics(db, changes)).pullHorizonAgeSeconds).toBeGreaterThan(0.2),
    );
    letGo.resolve();
    await writing;
    await changes.close();
  });
});
