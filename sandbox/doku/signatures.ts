import { createHash } from 'node:crypto';
import { hmac } from '../core/text.ts';

export interface SignedParts {
  clientId: string;
  requestId: string;
  /** `Request-Timestamp` of calls, `Response-Timestamp` of answers */
  timeName?: 'Request-Timestamp' | 'Response-Timestamp';
  timestamp: string;
  target: string;
  /** null for calls without a body: they have no digest line */
  body: string | Buffer | null;
}

export function digest(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('base64');
}

/** `HMACSHA256=` and the HMAC of the header lines, joined by line feeds with none at the end. */
export function dokuSignature(secret: string, parts: SignedParts): string {
  const { clientId, requestId, timeName = 'Request-Timestamp', timestamp, target, body } = parts;
  const lines = [
    `Client-Id:${clientId}`,
    `Request-Id:${requestId}`,
    `${timeName}:${timestamp}`,
    `Request-Target:${target}`,
    ...(body === null ? [] : [`Digest:${digest(body)}`]),
  ];
  return `HMACSHA256=${hmac('sha256', secret, lines.join('\n'), 'base64')}`;
}
