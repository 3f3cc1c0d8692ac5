import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeOnBothEngines } from '../db/testing.ts';
import { openDoor, refusal, shopWithOwner, testServices, visitor } from './testing.ts';

describeOnBothEngines('a tablet that is signed out', (open) => {
  let services: Awaited<ReturnType<typeof testServices>>;
  let door: Awaited<ReturnType<typeof openDoor>>;
  let shop: Awaited<ReturnType<typeof shopWithOwner>>;
  beforeAll(async () => {
    services = await testServices((await open()).db);
    door = await openDoor(services);
    shop = await shopWithOwner(services, door.url, 'Sinar');
  });
  afterAll(() => door.close());
  const enrolled = async () => {
    const tablet = visitor(services);
    const { code } = await shop.owner.call.devices.newCode({ outletId: shop.outletId });
    const { device } = await tablet.call.enrol({ code });
    return { tablet, deviceId: device.id, cookie: tablet.jar.get('gerai_device') ?? '' };
  };
  const revokedAt = async (deviceId: string) =>
    (await shop.owner.call.devices.list()).find(({ id }) => id === deviceId)?.revokedAt;

  test('S12 leaving ends the credential, takes the cookie away, and is written down once', async () => {
    const { tablet, deviceId, cookie } = await enrolled();
    await tablet.call.leave({ deviceId });
    expect(tablet.jar.get('gerai_device')).toBe('');
    expect(await revokedAt(deviceId)).toBeInstanceOf(Date);
    tablet.jar.set('gerai_device', cookie);
    await expect(tablet.call.staffSnapshot()).rejects.toEqual(refusal('deviceNotEnrolled'));
    await tablet.call.leave({ deviceId });
    expect(tablet.jar.get('gerai_device')).toBe('');
    const { entries } = await shop.owner.call.audit.list({ limit: 3 });
    expect(entries.map(({ action, target }) => [action, target])).toEqual([
      ['device.left', deviceId],
      ['device.enrolled', deviceId],
      ['device.codeIssued', shop.outletId],
    ]);
  });

  test('a device that its owner revoked is rid of its cookie too', async () => {
    const { tablet, deviceId } = await enrolled();
    await shop.owner.call.devices.revoke({ id: deviceId });
    await tablet.call.leave({ deviceId });
    expect(tablet.jar.get('gerai_device')).toBe('');
  });

  test('the cookie of a later enrolment stays, and so does every other device', async () => {
    const [old, next] = [await enrolled(), await enrolled()];
    await next.tablet.call.leave({ deviceId: old.deviceId });
    expect(next.tablet.jar.get('gerai_device')).toBe(next.cookie);
    expect([await revokedAt(old.deviceId), await revokedAt(next.deviceId)]).toEqual([null, null]);
    const [tenantId, , secret] = next.cookie.split('.');
    const forger = visitor(services);
    forger.jar.set('gerai_device', `${tenantId}.${old.deviceId}.${secret}`);
    await forger.call.leave({ deviceId: old.deviceId });
    expect(await revokedAt(old.deviceId)).toBeNull();
    await visitor(services).call.leave({ deviceId: old.deviceId });
    expect(await revokedAt(old.deviceId)).toBeNull();
  });
});
