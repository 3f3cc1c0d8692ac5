import { eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { auditEntry, tenant } from '../accounts/tables.ts';
import { connect, type Db, type DbConfig } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { openInstanceKeys } from '../instance-keys.ts';
import { rotateKeys } from './rotate-keys.ts';
import { vaultKey, vaultSecret } from './tables.ts';
import { openVault } from './vault.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const K1 = `k1:${key(1)}`;
const K2 = `k2:${key(2)}`;
const SECRET = 'CANARY-server-key-0123456789';

describeOnBothEngines('T3 vault', (open, engine) => {
  let db: Db;
  let config: DbConfig;
  const tenantId = v7();
  const at = new Date();
  beforeAll(async () => {
    ({ db, config } = await open());
    await db.system((tx) => tx.insert(tenant).values({ id: tenantId, slug: 'toko', name: 'Toko' }));
  });
  const vaultOf = async (keys: string) => {
    const opened = await openInstanceKeys(db, { keys, dataDir: '/nowhere' });
    const ports = { db, keys: opened, vault: openVault(opened), now: () => Date.now(), newId: () => v7() };
    return {
      ...ports,
      put: (connectionId: string, field: string, secret: string) =>
        db.tenant(tenantId, (tx) => ports.vault.put(tx, { tenantId, connectionId, field }, secret, at)),
      read: (connectionId: string) =>
        db.tenant(tenantId, (tx) => ports.vault.openAll(tx, tenantId, connectionId)),
    };
  };

  test('T3 a secret comes back, shows four characters at most, and opens in no other place', async () => {
    const vault = await vaultOf(K1);
    const [mine, other] = [v7(), v7()];
    await vault.put(mine, 'serverKey', SECRET);
    await vault.put(mine, 'short', 'pendek');
    expect(await vault.read(mine)).toEqual({ secrets: { serverKey: SECRET, short: 'pendek' }, broken: [] });
    const shown = await db.tenant(tenantId, (tx) => vault.vault.masked(tx, tenantId, [mine]));
    expect(shown.get(mine)?.map(({ masked }) => masked)).toEqual(['••••6789', '••••']);

    const stored = await db.tenant(tenantId, (tx) => tx.select().from(vaultSecret));
    expect(JSON.stringify(stored)).not.toContain(SECRET);
    for (const swapped of [{ connectionId: other }, { field: 'otherKey' }]) {
      const [row] = stored.filter(({ field }) => field === 'serverKey');
      const place = { connectionId: mine, field: 'serverKey', ...swapped };
      await db.tenant(tenantId, (tx) =>
        tx.insert(vaultSecret).values({ ...(row as typeof vaultSecret.$inferInsert), ...place }),
      );
      const read = await vault.read(place.connectionId);
      expect(read.broken, JSON.stringify(swapped)).toEqual([place.field]);
      expect(Object.values(read.secrets).filter((secret) => secret === SECRET).length).toBe(
        place.connectionId === mine ? 1 : 0,
      );
      await db.tenant(tenantId, (tx) => tx.delete(vaultSecret).where(eq(vaultSecret.field, place.field)));
      await vault.put(mine, 'serverKey', SECRET);
    }
  });

  test('T3 rotation goes on where it was stopped, while secrets are stored, and keeps what it cannot open', async () => {
    const before = await vaultOf(K1);
    const connections = Array.from({ length: 250 }, () => v7());
    for (const connectionId of connections)
      await before.put(connectionId, 'serverKey', `${SECRET}${connectionId}`);
    const strange = connections[17] as string;
    await db.tenant(tenantId, (tx) =>
      tx
        .update(vaultSecret)
        .set({ ciphertext: sql`ciphertext || 'AA'` })
        .where(eq(vaultSecret.connectionId, strange)),
    );

    const both = await vaultOf(`${K2},${K1}`);
    await expect(
      rotateKeys(both, ({ secrets }) => {
        if (secrets > 0) throw new Error('stopped');
      }),
    ).rejects.toThrow('stopped');
    const halfway = await db.tenant(tenantId, (tx) => tx.select().from(vaultSecret));
    expect(new Set(halfway.map(({ keyNumber }) => keyNumber))).toEqual(new Set([1, 2]));
    expect((await both.read(connections[249] as string)).broken).toEqual([]);

    // Another process stores while the second run goes on.
    const second = engine === 'postgres' ? await connect(config) : db;
    const meanwhile = Promise.all(
      connections
        .slice(200)
        .map((connectionId) =>
          second.tenant(tenantId, (tx) =>
            both.vault.put(tx, { tenantId, connectionId, field: 'serverKey' }, `new ${connectionId}`, at),
          ),
        ),
    );
    const report = await rotateKeys(both);
    await meanwhile;
    if (second !== db) await second.close();
    expect(report.leftovers).toEqual([{ tenantId, connectionId: strange, field: 'serverKey' }]);

    // The damaged one holds its data key; once it is entered anew, the next run lets that key go.
    const kept = await db.tenant(tenantId, (tx) => tx.select().from(vaultKey).orderBy(vaultKey.number));
    expect(kept.map(({ number }) => number)).toEqual([1, 2]);
    expect((await both.read(strange)).broken).toEqual(['serverKey']);
    await both.put(strange, 'serverKey', SECRET);
    expect((await rotateKeys(both)).leftovers).toEqual([]);
    const [one, ...more] = await db.tenant(tenantId, (tx) => tx.select().from(vaultKey));
    expect([one?.number, more]).toEqual([2, []]);
    const entries = await db.tenant(tenantId, (tx) =>
      tx.select().from(auditEntry).where(eq(auditEntry.action, 'provider.key_rotated')),
    );
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain('CANARY');

    // The old key is needed no more, not even by the canary.
    const after = await vaultOf(K2);
    for (const connectionId of connections) {
      const { secrets, broken } = await after.read(connectionId);
      expect(broken).toEqual([]);
      expect([SECRET, `${SECRET}${connectionId}`, `new ${connectionId}`]).toContain(secrets.serverKey);
    }
    await expect(vaultOf(K1)).rejects.toThrow('not the one');
  });

  test('T3 a tenant whose data key nothing opens reads as broken, and still stores new secrets', async () => {
    const vault = await vaultOf(K2);
    const connectionId = v7();
    await vault.put(connectionId, 'serverKey', SECRET);
    await db.tenant(tenantId, (tx) => tx.update(vaultKey).set({ wrapped: 'k0.lost' }));
    expect(await vault.read(connectionId)).toEqual({ secrets: {}, broken: ['serverKey'] });
    await vault.put(connectionId, 'second', 'x');
    expect(await vault.read(connectionId)).toEqual({ secrets: { second: 'x' }, broken: ['serverKey'] });
  });
});
