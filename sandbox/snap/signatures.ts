import { type KeyObject, sign, verify } from 'node:crypto';
import { hash, hmac, sameText } from '../core/text.ts';

/** JSON without the white space outside of its strings; order, escapes and spelling of numbers stay. */
export function minified(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part.startsWith('"') ? part : ''));
}

/** base64( HMAC-SHA512( secret, METHOD:path:token:sha256(body):timestamp ) ) */
export function symmetricSignature(
  secret: string,
  parts: { method: string; path: string; token: string; body: string; timestamp: string },
): string {
  const { method, path, token, body, timestamp } = parts;
  return hmac('sha512', secret, `${method}:${path}:${token}:${hash('sha256', body)}:${timestamp}`, 'base64');
}

/** Whether a symmetric signature fits the body as received or minified. */
export function symmetricFits(
  given: string,
  secret: string,
  parts: { method: string; path: string; token: string; body: string; timestamp: string },
): boolean {
  return [parts.body, minified(parts.body)].some((body) =>
    sameText(given, symmetricSignature(secret, { ...parts, body })),
  );
}

/** base64( RSA-SHA256( clientId|timestamp ) ), as the token call is signed. */
export function tokenSignature(key: KeyObject, clientId: string, timestamp: string): string {
  return sign('RSA-SHA256', Buffer.from(`${clientId}|${timestamp}`), key).toString('base64');
}

export function tokenSignatureFits(
  given: string,
  key: KeyObject,
  clientId: string,
  timestamp: string,
): boolean {
  return verify('RSA-SHA256', Buffer.from(`${clientId}|${timestamp}`), key, Buffer.from(given, 'base64'));
}

/** base64( RSA-SHA256( POST:path:sha256(body):timestamp ) ), as an acquirer signs a notification. */
export function notificationSignature(key: KeyObject, path: string, body: string, timestamp: string): string {
  const text = `POST:${path}:${hash('sha256', minified(body))}:${timestamp}`;
  return sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
}
