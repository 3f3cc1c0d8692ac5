import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeOnBothEngines } from '../db/testing.ts';
import { nextDeviceCode } from './enrol-device.ts';
import { openDoor, refusal, shopWithOwner, testServices, visitor } from './testing.ts';

describeOnBothEngines('enrolment of a tablet', (open) => {
  let services: Awaited<ReturnType<typeof testServices>>;
  let door: Awaited<ReturnType<typeof openDoor>>;
  let shop: Awaited<ReturnType<typeof shopWithOwner>>;
  beforeAll(async () => {
    services = await testServices((await open()).db);
    door = await openDoor(services);
    shop = await shopWithOwner(services, door.url, 'Sinar');
  });
  afterAll(() => door.close());

  test('of two tablets with one code exactly one is enrolled', async () => {
    const { code } = await shop.owner.call.devices.newCode({ outletId: shop.outletId });
    const tablets = Array.from({ length: 5 }, (_, index) => visitor(services, { ip: `198.51.100.${index}` }));
    const results = await Promise.allSettled(tablets.map((tablet) => tablet.call.enrol({ code })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toEqual(refusal('codeUnknown'));
    expect(tablets.filter(({ jar }) => jar.has('gerai_device'))).toHaveLength(1);
  });

  test('refuses an expired code and one that never was', async () => {
    const { code } = await shop.owner.call.devices.newCode({ outletId: shop.outletId });
    services.clock.offsetMs = 15 * 60_000 + 1;
    const tablet = visitor(services, { ip: '198.51.100.20' });
    await expect(tablet.call.enrol({ code })).rejects.toEqual(refusal('codeUnknown'));
    services.clock.offsetMs = 0;
    const unknown = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    await expect(tablet.call.enrol({ code: unknown })).rejects.toEqual(refusal('codeUnknown'));
    await expect(tablet.call.enrol({ code: '12' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('S2 two codes used at once give different device codes, and a revoked one is never given again', async () => {
    const codes = [];
    for (let n = 0; n < 4; n += 1)
      codes.push((await shop.owner.call.devices.newCode({ outletId: shop.outletId })).code);
    const enrolled = await Promise.all(codes.map((code) => visitor(services).call.enrol({ code })));
    const given = enrolled.map(({ device }) => device.code);
    expect(new Set(given).size).toBe(4);
    for (const { device } of enrolled) await shop.owner.call.devices.revoke({ id: device.id });
    const { code } = await shop.owner.call.devices.newCode({ outletId: shop.outletId });
    const next = await visitor(services).call.enrol({ code });
    expect(given).not.toContain(next.device.code);
  });

  test('revoking ends the credential at once, wakes live feeds and is written down', async () => {
    const tablet = visitor(services);
    const { code } = await shop.owner.call.devices.newCode({ outletId: shop.outletId });
    const { device } = await tablet.call.enrol({ code, deviceName: 'Kasir depan' });
    await tablet.call.staffSnapshot();
    const woken = new Promise<void>((resolve) => {
      const stop = services.changes.subscribe(shop.tenantId, () => {
        stop();
        resolve();
      });
    });
    await shop.owner.call.devices.revoke({ id: device.id });
    await woken;
    await expect(tablet.call.staffSnapshot()).rejects.toEqual(refusal('deviceNotEnrolled'));
    expect((await tablet.call.state()).device).toBeNull();
    const listed = (await shop.owner.call.devices.list()).find(({ id }) => id === device.id);
    expect(listed).toMatchObject({ name: 'Kasir depan', unsent: 0, refused: 0, clockOffsetMs: null });
    expect(listed?.revokedAt).toBeInstanceOf(Date);
    const { entries } = await shop.owner.call.audit.list({ limit: 2 });
    expect(entries.map(({ action, target }) => [action, target])).toEqual([
      ['device.revoked', device.id],
      ['device.enrolled', device.id],
    ]);
  });

  test('a credential with one letter changed, or of another tenant, proves nothing', async () => {
    const tablet = visitor(services);
    const { code } = await shop.owner.call.devices.newCode({ outletId: shop.outletId });
    await tablet.call.enrol({ code });
    const [tenantId, deviceId, secret = ''] = (tablet.jar.get('gerai_device') ?? '').split('.');
    const forged = [
      `${tenantId}.${deviceId}.${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`,
      `${services.newId()}.${deviceId}.${secret}`,
      `${tenantId}.${services.newId()}.${secret}`,
      `${tenantId}.${deviceId}.`,
      `${'-'.repeat(36)}.${deviceId}.${secret}`,
      'x',
      '',
      '%00%ff',
    ];
    for (const value of forged) {
      tablet.jar.set('gerai_device', value);
      await expect(tablet.call.staffSnapshot()).rejects.toEqual(refusal('deviceNotEnrolled'));
    }
  });

  test('six digits cannot be guessed: an address is stopped after ten wrong codes, with the seconds to wait', async () => {
    const guesser = visitor(services, { ip: '203.0.113.9' });
    const outcomes = [];
    for (let n = 0; n < 12; n += 1)
      outcomes.push(
        await guesser.call.enrol({ code: `9${n}`.padStart(6, '0') }).catch((error) => error.gerai),
      );
    expect(outcomes.slice(0, 10).every(({ code }) => code === 'codeUnknown')).toBe(true);
    expect(outcomes[10]).toMatchObject({ code: 'tooManyTries' });
    expect(outcomes[11].values.seconds).toBeGreaterThan(0);
    const other = visitor(services, { ip: '203.0.113.10' });
    await expect(other.call.enrol({ code: '000000' })).rejects.toEqual(refusal('codeUnknown'));
  });
});

test('S2 device codes go on from the highest ever given', () => {
  expect(nextDeviceCode([])).toBe('A1');
  expect(nextDeviceCode(['A2', 'A10', 'A1'])).toBe('A11');
});
