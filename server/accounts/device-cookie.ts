import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const NAME = 'gerai_device';
const MAX_AGE_SECONDS = 400 * 86_400; // browsers allow no more
const VALUE = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/;

/** What a tablet proves itself with: only the hash of `secret` is stored. */
export interface DeviceCredential {
  tenantId: string;
  deviceId: string;
  /** 32 random bytes, base64url */
  secret: string;
}

/** The set-cookie line that keeps `credential` on the device, out of reach of scripts; the door adds Secure by https. */
export function deviceCookie(credential: DeviceCredential): string {
  const { tenantId, deviceId, secret } = credential;
  return `${NAME}=${tenantId}.${deviceId}.${secret}; Path=/; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Strict`;
}

/** The set-cookie line that takes the credential off the device. */
export function endedDeviceCookie(): string {
  return `${NAME}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`;
}

/** The credential that came with a request, unproven; null when there is none or it is not of our making. */
export function readDeviceCookie(headers: IncomingHttpHeaders): DeviceCredential | null {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value = ''] = pair.trim().split('=');
    if (name !== NAME) continue;
    const [, tenantId, deviceId, secret] = VALUE.exec(value) ?? [];
    if (tenantId && deviceId && secret && isUuid(tenantId) && isUuid(deviceId))
      return { tenantId, deviceId, secret };
  }
  return null;
}

/** The same cookie with its life renewed; null when the request carried none. */
export function renewedDeviceCookie(headers: IncomingHttpHeaders): string | null {
  const credential = readDeviceCookie(headers);
  return credential && deviceCookie(credential);
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** In constant time. */
export function secretMatches(secret: string, storedHash: string): boolean {
  const [given, stored] = [Buffer.from(hashSecret(secret), 'hex'), Buffer.from(storedHash, 'hex')];
  return given.length === stored.length && timingSafeEqual(given, stored);
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
