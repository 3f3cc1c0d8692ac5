import { pbkdf2Sync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeOnBothEngines } from '../db/testing.ts';
import type { Acting } from './acting.ts';
import { saveStaff } from './save-staff.ts';
import { mayManage } from './staff-rules.ts';
import { openDoor, refusal, shopWithOwner, TEST_PASSWORD, testServices, visitor } from './testing.ts';

describeOnBothEngines('people of a shop', (open) => {
  let services: Awaited<ReturnType<typeof testServices>>;
  let door: Awaited<ReturnType<typeof openDoor>>;
  let shop: Awaited<ReturnType<typeof shopWithOwner>>;
  beforeAll(async () => {
    services = await testServices((await open()).db);
    door = await openDoor(services);
    shop = await shopWithOwner(services, door.url, 'Sinar');
  });
  afterAll(() => door.close());

  /** A person with e-mail, signed in through their link. */
  async function withSignIn(role: 'owner' | 'manager', email: string) {
    const { id, signInLink } = await shop.owner.call.staff.save({ name: `Pak ${role}`, role, email });
    const token = signInLink?.path.split('token=')[1] ?? '';
    const person = visitor(services);
    await person.call.resetPassword({ token, password: TEST_PASSWORD });
    expect(await person.signIn(door.url, email, TEST_PASSWORD)).toBe(200);
    return { id, person };
  }

  test('the shop keeps one active owner, also when two step down at once', async () => {
    const { call } = shop.owner;
    await expect(call.staff.setActive({ id: shop.ownerStaffId, active: false })).rejects.toEqual(
      refusal('lastOwner'),
    );
    await expect(call.staff.save({ id: shop.ownerStaffId, name: 'Saya', role: 'manager' })).rejects.toEqual(
      refusal('lastOwner'),
    );
    const second = await call.staff.save({ name: 'Dua', role: 'owner' });
    const both = [shop.ownerStaffId, second.id];
    const acting: Acting = {
      ...services,
      tenantId: shop.tenantId,
      user: { id: 'x', name: 'x', email: 'x', superAdmin: false, memberships: [] },
      member: { tenantId: shop.tenantId, staffId: 'x', role: 'owner' },
    };
    for (let round = 0; round < 10; round += 1) {
      const outcomes = await Promise.allSettled(
        both.map((id) => saveStaff(acting, { id, name: 'Turun', role: 'manager' })),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      for (const id of both) await saveStaff(acting, { id, name: 'Naik', role: 'owner' });
    }
    await call.staff.save({ id: second.id, name: 'Dua', role: 'manager' });
  });

  test('a manager makes cashiers, but no owner, no way in by e-mail, and nobody above', async () => {
    const { person } = await withSignIn('manager', 'manajer@example.test');
    const { id } = await person.call.staff.save({ name: 'Sari', role: 'cashier' });
    await person.call.staff.setPin({ id, pin: '1111' });
    for (const refused of [
      () => person.call.staff.save({ name: 'Bos', role: 'owner' }),
      () => person.call.staff.save({ id, name: 'Sari', role: 'owner' }),
      () => person.call.staff.save({ id: shop.ownerStaffId, name: 'x', role: 'cashier' }),
      () => person.call.staff.setPin({ id: shop.ownerStaffId, pin: '0000' }),
      () => person.call.staff.setActive({ id: shop.ownerStaffId, active: false }),
      () => person.call.staff.save({ name: 'M', role: 'manager', email: 'm@example.test' }),
      () => person.call.outlets.save({ code: 'BBB', name: 'Cabang' }),
      () => person.call.audit.list({}),
      () => person.call.admin.tenants(),
    ])
      await expect(refused()).rejects.toEqual(refusal('notAllowed'));
  });

  test('a person taken out of the shop is out at once, and in again when put back', async () => {
    const { id, person } = await withSignIn('manager', 'keluar@example.test');
    await shop.owner.call.staff.setActive({ id, active: false });
    await expect(person.call.staff.list()).rejects.toEqual(refusal('notAllowed'));
    await shop.owner.call.staff.setActive({ id, active: true });
    await person.call.staff.list();
    await shop.owner.call.staff.save({ id, name: 'Jadi kasir', role: 'cashier' });
    await expect(person.call.staff.list()).rejects.toEqual(refusal('notAllowed'));
  });

  test('T6 PINs of 4 to 8 digits reach the tablet stretched, never plain', async () => {
    const { id } = await shop.owner.call.staff.save({ name: 'Budi', role: 'cashier' });
    for (const pin of ['123', '123456789', '12a4', ''])
      await expect(shop.owner.call.staff.setPin({ id, pin })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await shop.owner.call.staff.setPin({ id, pin: '0000' });
    const tablet = visitor(services);
    const { code } = await shop.owner.call.devices.newCode({ outletId: shop.outletId });
    await tablet.call.enrol({ code });
    const sent = (await tablet.call.staffSnapshot()).pins.find(({ staffId }) => staffId === id);
    const expected = pbkdf2Sync('0000', Buffer.from(sent?.salt ?? '', 'base64'), 210_000, 32, 'sha256');
    expect(sent).toMatchObject({ iterations: 210_000, stretched: expected.toString('base64') });
    await shop.owner.call.staff.setActive({ id, active: false });
    const after = await tablet.call.staffSnapshot();
    expect(after.pins.some(({ staffId }) => staffId === id)).toBe(false);
  });

  test("an owner gets nobody else's account: known e-mails are refused, shared people keep their password", async () => {
    const other = await shopWithOwner(services, door.url, 'Lain');
    await expect(
      shop.owner.call.staff.save({ name: 'Curi', role: 'manager', email: 'lain@example.test' }),
    ).rejects.toEqual(refusal('emailTaken'));
    expect((await shop.owner.call.staff.list()).some(({ name }) => name === 'Curi')).toBe(false);
    await expect(shop.owner.call.staff.signInLink({ id: other.ownerStaffId })).rejects.toEqual(
      refusal('notFound'),
    );
  });

  test('an outlet keeps its code once a tablet was enrolled there, and codes are unique in the shop', async () => {
    const { call } = shop.owner;
    await expect(call.outlets.save({ id: shop.outletId, code: 'ZZZ', name: 'Pusat' })).rejects.toEqual(
      refusal('outletCodeInUse'),
    );
    await expect(call.outlets.save({ code: 'aaa', name: 'Dua' })).rejects.toEqual(refusal('codeTaken'));
    await expect(
      call.outlets.save({ code: 'CC', name: 'Tiga', timeZone: 'Mars/Olympus' }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await call.outlets.save({ id: shop.outletId, code: 'AAA', name: 'Pusat baru' });
    expect((await call.outlets.list())[0]).toMatchObject({ name: 'Pusat baru', timeZone: 'Asia/Jakarta' });
  });
});

test('nobody reaches above their own role', () => {
  expect(mayManage('cashier', null, 'cashier')).toBe(false);
  expect(mayManage('manager', null, 'manager')).toBe(true);
  expect(mayManage('manager', 'owner', 'cashier')).toBe(false);
  expect(mayManage('manager', 'cashier', 'owner')).toBe(false);
  expect(mayManage('owner', 'owner', 'cashier')).toBe(true);
});
