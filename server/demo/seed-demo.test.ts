import { importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPasswordIsPublic } from '../accounts/demo-account.ts';
import { user } from '../accounts/tables.ts';
import { openDoor, refusal, shopWithOwner, testServices, visitor } from '../accounts/testing.ts';
import { describeOnBothEngines } from '../db/testing.ts';
import { seedDemo } from './seed-demo.ts';

const NEW_SHOP = {
  shopName: 'Toko Baru',
  outletName: 'Pusat',
  outletCode: 'BRU',
  ownerName: 'Pemilik',
  email: 'baru@example.test',
};

describeOnBothEngines('the demo shop', (open) => {
  let services: Awaited<ReturnType<typeof testServices>>;
  let door: Awaited<ReturnType<typeof openDoor>>;
  beforeAll(async () => {
    services = await testServices((await open()).db);
    door = await openDoor(services);
    await seedDemo(services, { code: '123456' });
  });
  afterAll(() => door.close());

  test('lets the owner in, with both outlets, five people and 60 products', async () => {
    const owner = visitor(services);
    expect(await owner.signIn(door.url, 'owner@demo.gerai', 'gerai-demo')).toBe(200);
    const state = await owner.call.state();
    expect(state).toMatchObject({
      needsSetup: false,
      demo: true,
      user: { superAdmin: true, memberships: [{ slug: 'demo', role: 'owner' }] },
    });
    expect((await owner.call.outlets.list()).map(({ code }) => code)).toEqual(['PST', 'CBG']);
    expect((await owner.call.staff.list()).map(({ role, hasPin }) => `${role} ${hasPin}`)).toEqual([
      'owner true',
      'cashier true',
      'cashier true',
      'cashier true',
      'manager true',
    ]);
    expect(await owner.call.admin.tenants()).toMatchObject([{ slug: 'demo', products: 60, outlets: 2 }]);
  });

  test('T6 enrols tablets with the fixed code again and again, each with a signed staff list', async () => {
    const tablets = [visitor(services), visitor(services)];
    const enrolled = [];
    for (const tablet of tablets) enrolled.push(await tablet.call.enrol({ code: '123456' }));
    expect(enrolled.map(({ device }) => device.code)).toEqual(['A1', 'A2']);

    const [first] = enrolled;
    const snapshot = await (tablets[0] as (typeof tablets)[0]).call.staffSnapshot();
    const publicKey = await importJWK(first?.snapshotPublicKey ?? {}, 'ES256');
    const { payload } = await jwtVerify(snapshot.jws, publicKey);
    expect(payload).toMatchObject({ deviceId: first?.device.id, outletId: first?.outlet.id });
    expect((payload as { staff?: unknown[] }).staff).toHaveLength(5);
    expect(snapshot.pins).toHaveLength(5);
    expect(first?.snapshotPublicKey).not.toHaveProperty('d');
  });

  test('is seeded once, and a restart gives a fresh code for one tablet', async () => {
    const again = await seedDemo(services, {});
    expect(again.code).toMatch(/^\d{6}$/);
    const tablet = visitor(services);
    await expect(tablet.call.enrol({ code: '123456' })).rejects.toMatchObject({
      gerai: { code: 'codeUnknown' },
    });
    await tablet.call.enrol({ code: again.code });
    await expect(tablet.call.enrol({ code: again.code })).rejects.toMatchObject({
      gerai: { code: 'codeUnknown' },
    });
    const owner = visitor(services);
    await owner.signIn(door.url, 'owner@demo.gerai', 'gerai-demo');
    expect(await owner.call.admin.tenants()).toMatchObject([{ slug: 'demo', products: 60 }]);
  });

  test('T2 whoever knows its public password reaches no other shop, until the password is changed', async () => {
    const other = await shopWithOwner(services, door.url, 'Melati');
    const users = await services.db.system((tx) => tx.select().from(user));
    const idOf = (email: string) => users.find((one) => one.email === email)?.id ?? '';
    const anybody = visitor(services);
    await anybody.signIn(door.url, 'owner@demo.gerai', 'gerai-demo');
    await expect(anybody.call.admin.createTenant(NEW_SHOP)).rejects.toEqual(refusal('demoPasswordPublic'));
    await expect(anybody.call.admin.resetLink({ userId: idOf('melati@example.test') })).rejects.toEqual(
      refusal('demoPasswordPublic'),
    );
    expect((await anybody.call.admin.users()).map(({ email }) => email)).toEqual(['owner@demo.gerai']);
    expect((await anybody.call.admin.tenants()).map(({ slug }) => slug)).toEqual(['demo']);
    expect(await demoPasswordIsPublic(services.db)).toBe(true);

    const { path } = await anybody.call.admin.resetLink({ userId: idOf('owner@demo.gerai') });
    await anybody.call.resetPassword({ token: path.split('=')[1] ?? '', password: 'hanya-saya-yang-tahu' });
    const own = visitor(services);
    await own.signIn(door.url, 'owner@demo.gerai', 'hanya-saya-yang-tahu');
    expect(await demoPasswordIsPublic(services.db)).toBe(false);
    await own.call.admin.createTenant(NEW_SHOP);
    expect((await own.call.admin.tenants()).map(({ id }) => id)).toContain(other.tenantId);
  });
});
