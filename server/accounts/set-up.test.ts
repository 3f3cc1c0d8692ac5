import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { rowsOf } from '../db/connect.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { setupToken } from './setup-token.ts';
import { openDoor, refusal, testServices, visitor } from './testing.ts';

const wanted = {
  ownerName: 'Bu Ratna',
  email: 'Ratna@Example.test',
  password: 'rahasia-sekali',
  shopName: 'Toko Sinar Jaya',
  outletName: 'Pusat',
  outletCode: 'pst',
};

describeOnBothEngines('the set-up page', (open) => {
  test('makes the first person, shop and outlet once, with the printed token only', async () => {
    const services = await testServices((await open()).db);
    const anybody = visitor(services);
    expect(await anybody.call.state()).toEqual({ needsSetup: true, demo: false, user: null, device: null });
    const token = (await setupToken(services)) ?? '';
    expect(await setupToken(services)).toBe(token);
    expect(
      JSON.stringify(rowsOf(await services.db.unscoped.execute(sql`select * from instance_meta`))),
    ).not.toContain(token);

    await expect(anybody.call.setup({ ...wanted, token: `${token}x` })).rejects.toEqual(
      refusal('setupTokenWrong'),
    );
    const attempts = await Promise.allSettled(
      ['a', 'b'].map((letter) => anybody.call.setup({ ...wanted, email: `${letter}@example.test`, token })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await setupToken(services)).toBeNull();
    await expect(anybody.call.setup({ ...wanted, token })).rejects.toEqual(refusal('setupTokenWrong'));
    expect(await anybody.call.state()).toMatchObject({ needsSetup: false });
  });

  test('leaves nothing half-written, and the owner runs the installation', async () => {
    const services = await testServices((await open()).db);
    const anybody = visitor(services);
    const token = (await setupToken(services)) ?? '';
    const failing = visitor({
      ...services,
      newId: (() => {
        let left = 3;
        return () => {
          if (left-- === 0) throw new Error('out of ids');
          return services.newId();
        };
      })(),
    });
    await expect(failing.call.setup({ ...wanted, token })).rejects.toThrow();
    const [left] = rowsOf<{ n: string | number }>(
      await services.db.unscoped.execute(
        sql`select (select count(*) from "user") + (select count(*) from tenant) + (select count(*) from outlet) as n`,
      ),
    );
    expect(Number(left?.n)).toBe(0);

    await anybody.call.setup({ ...wanted, token });
    const door = await openDoor(services);
    const owner = visitor(services);
    expect(await owner.signIn(door.url, 'ratna@example.test', wanted.password)).toBe(200);
    const { tenantId, signInLink } = await owner.call.admin.createTenant({
      shopName: 'Toko Dua',
      outletName: 'Dua',
      outletCode: 'DUA',
      ownerName: 'Pak Dua',
      email: 'dua@example.test',
    });
    // A real shop called Demo is not the demo shop, and the demo's public password runs nobody's installation.
    await owner.call.admin.createTenant({ ...wanted, shopName: 'Demo', email: 'demo@example.test' });
    expect((await owner.call.state()).demo).toBe(false);
    await seedDemo(services, {});
    const demoOwner = (await owner.call.admin.users()).find(({ email }) => email === 'owner@demo.gerai');
    expect(demoOwner).toMatchObject({ superAdmin: false, memberships: [{ tenantName: 'Toko Gerai Demo' }] });

    const second = visitor(services);
    await second.call.resetPassword({
      token: signInLink?.path.split('token=')[1] ?? '',
      password: 'sandi-pak-dua',
    });
    expect(await second.signIn(door.url, 'dua@example.test', 'sandi-pak-dua')).toBe(200);
    expect((await second.call.state()).user?.memberships).toMatchObject([{ tenantId, role: 'owner' }]);
    await expect(second.call.admin.users()).rejects.toEqual(refusal('notAllowed'));
    expect((await owner.call.admin.tenants()).map(({ slug }) => slug)).toEqual([
      'toko-sinar-jaya',
      'toko-dua',
      'demo-2',
      'demo',
    ]);
    const [pakDua] = (await owner.call.admin.users()).filter(({ email }) => email === 'dua@example.test');
    expect((await owner.call.admin.resetLink({ userId: pakDua?.id ?? '' })).path).toMatch(/^\/reset\?token=/);
    // The same person again: owner of two shops, keeps the password, gets no link.
    const third = await owner.call.admin.createTenant({
      shopName: 'Toko Dua',
      outletName: 'Tiga',
      outletCode: 'TGA',
      ownerName: 'Pak Dua',
      email: 'dua@example.test',
    });
    expect(third.signInLink).toBeNull();
    expect((await second.call.state()).user?.memberships.map(({ slug }) => slug)).toEqual([
      'toko-dua',
      'toko-dua-2',
    ]);
    await door.close();
  });
});
