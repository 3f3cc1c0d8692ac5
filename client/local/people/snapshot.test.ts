import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { verifySnapshot } from './snapshot.ts';

const device = { tenantId: 't1', deviceId: 'd1' };
const staff = [{ id: 's1', name: 'Sari', role: 'cashier', active: true }];
const keys = await generateKeyPair('ES256', { extractable: true });
const publicKey = (await exportJWK(keys.publicKey)) as JsonWebKey;
const sign = (claims: object, key = keys.privateKey) =>
  new SignJWT({ ...device, staff, ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuedAt(1_000)
    .setExpirationTime(2_000)
    .sign(key);

it('T6 a signed list for this device is read', async () => {
  expect(await verifySnapshot(await sign({}), publicKey, device)).toEqual({
    ...device,
    staff,
    issuedAtMs: 1_000_000,
    expiresAtMs: 2_000_000,
  });
});

it('T6 a list of another key, another device or with a changed role is not', async () => {
  const other = await generateKeyPair('ES256', { extractable: true });
  expect(await verifySnapshot(await sign({}, other.privateKey), publicKey, device)).toBeNull();
  expect(await verifySnapshot(await sign({ deviceId: 'd2' }), publicKey, device)).toBeNull();
  const [header, payload = '', signature] = (await sign({})).split('.');
  const forged = btoa(atob(payload).replace('cashier', 'ownerxx'));
  expect(await verifySnapshot(`${header}.${forged}.${signature}`, publicKey, device)).toBeNull();
  const unsigned = `${btoa('{"alg":"none"}')}.${payload}.`;
  expect(await verifySnapshot(unsigned, publicKey, device)).toBeNull();
  expect(await verifySnapshot('', publicKey, device)).toBeNull();
});
