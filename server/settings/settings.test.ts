import { beforeAll, expect, test, vi } from 'vitest';
import { MAX_PULL_ROWS } from '../../shared/sync/pull.ts';
import type { Db } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { openPull, readCheckpoint } from '../sync/pull.ts';
import { openCallers, seedShop, type TestShop } from '../sync/testing.ts';

describeOnBothEngines('settings', (open) => {
  let db: Db;
  let shop: TestShop;
  let callers: Awaited<ReturnType<typeof openCallers>>;

  beforeAll(async () => {
    ({ db } = await open());
    shop = await seedShop(db);
    callers = await openCallers(db);
  });

  const pulled = async (device: number, after = '') => {
    const puller = { tenantId: shop.tenantId, outletId: shop.outlets[device] ?? '' };
    const checkpoint = readCheckpoint(after) ?? null;
    return vi.waitFor(async () => {
      const page = JSON.parse(
        await openPull(db)(puller, { collection: 'settings', after: checkpoint, limit: MAX_PULL_ROWS }),
      ) as { checkpoint: string; held: boolean; rows: { id: string; settings: Record<string, unknown> }[] };
      // Somebody else's open transaction on this server holds the newest rows back (S8).
      expect(page.held).toBe(false);
      return page;
    }, 20_000);
  };

  test('a shop that said nothing has the defaults, its own clock and name', async () => {
    const { rows } = await pulled(1);
    expect(rows).toMatchObject([
      {
        id: shop.outlets[1],
        settings: {
          version: 0,
          pricing: { timeZone: 'Asia/Jayapura' },
          receipt: { shopName: 'Toko Uji' },
          shift: { required: false },
        },
      },
    ]);
  });

  test('S8 what is saved for the shop or an outlet is pulled by whom it concerns', async () => {
    const office = callers.owner(shop.tenantId);
    const before = await pulled(0);
    const sections = { stockPolicy: 'warn' as const, debt: { enabled: true, defaultLimit: 1_000 } };
    expect(await office.settings.save({ version: 0, sections })).toEqual({ version: 1 });
    const { checkpoint, rows } = await pulled(0, before.checkpoint);
    expect(rows).toMatchObject([
      { settings: { version: 1, stockPolicy: 'warn', debt: { defaultLimit: 1_000 } } },
    ]);
    const own = { outletId: shop.outlets[0], version: 0, sections: { stockPolicy: 'block' as const } };
    await office.settings.save(own);
    expect((await pulled(0, checkpoint)).rows).toMatchObject([
      { settings: { version: 2, stockPolicy: 'block', debt: { defaultLimit: 1_000 } } },
    ]);
    expect((await pulled(1)).rows).toMatchObject([{ settings: { version: 1, stockPolicy: 'warn' } }]);
  });

  test('a save over a change that was not seen is refused, and managers only look', async () => {
    const office = callers.owner(shop.tenantId);
    const { shop: saved } = await office.settings.get();
    const sections = { ...saved.sections, stockPolicy: 'allow' as const };
    const both = await Promise.allSettled([
      office.settings.save({ version: saved.version, sections }),
      office.settings.save({ version: saved.version, sections: saved.sections }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(office.settings.save({ version: saved.version, sections: {} })).rejects.toMatchObject({
      gerai: { code: 'settingsChanged' },
    });
    const manager = callers.manager(shop.tenantId);
    expect((await manager.settings.get()).shop.version).toBe(saved.version + 1);
    await expect(manager.settings.save({ version: 2, sections: {} })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
