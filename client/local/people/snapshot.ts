import type { StaffMember } from '../types.ts';

/** Who may sign in on this device, as the server signed it (T6). */
export interface Snapshot {
  tenantId: string;
  deviceId: string;
  staff: StaffMember[];
  issuedAtMs: number;
  expiresAtMs: number;
}

/**
 * The content of a compact JWS (RFC 7515) signed with ES256 by `publicKey`; null when the signature, the shape or the
 * device it is for is wrong. Says nothing about expiry.
 */
export async function verifySnapshot(
  jws: string,
  publicKey: JsonWebKey,
  device: { tenantId: string; deviceId: string },
): Promise<Snapshot | null> {
  try {
    const [header = '', payload = '', signature = '', ...rest] = jws.split('.');
    if (rest.length > 0 || readJson(header).alg !== 'ES256') return null;
    const { kty, crv, x, y } = publicKey;
    const key = await crypto.subtle.importKey(
      'jwk',
      { kty, crv, x, y },
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const genuine = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      fromBase64Url(signature),
      new TextEncoder().encode(`${header}.${payload}`),
    );
    const claims = readJson(payload);
    if (!genuine || claims.tenantId !== device.tenantId || claims.deviceId !== device.deviceId) return null;
    if (!Array.isArray(claims.staff) || !Number.isFinite(claims.iat) || !Number.isFinite(claims.exp))
      return null;
    return {
      tenantId: device.tenantId,
      deviceId: device.deviceId,
      staff: claims.staff as StaffMember[],
      issuedAtMs: Number(claims.iat) * 1000,
      expiresAtMs: Number(claims.exp) * 1000,
    };
  } catch {
    return null;
  }
}

function readJson(part: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(fromBase64Url(part))) as Record<string, unknown>;
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return fromBase64(text.replace(/-/g, '+').replace(/_/g, '/'));
}

/** Bytes of standard base64, padded or not. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function toBase64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
