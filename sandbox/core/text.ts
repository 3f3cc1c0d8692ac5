import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const WIB_MS = 7 * 3_600_000;

/** `2026-01-15 10:00:00`, Jakarta time without a zone. */
export function wib(time: number): string {
  return new Date(time + WIB_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** `20260115100000`, Jakarta time. */
export function wibCompact(time: number): string {
  return wib(time).replace(/\D/g, '');
}

/** `2026-01-15T10:00:00+07:00` */
export function wibIso(time: number): string {
  return `${wib(time).replace(' ', 'T')}+07:00`;
}

/** Reads `2026-01-15 10:00:00` as Jakarta time, with or without `+0700`; null when it is no date. */
export function readWib(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?: ?([+-]\d\d):?(\d\d))?$/.exec(text.trim());
  if (!match) return null;
  const time = Date.parse(`${match[1]}T${match[2]}${match[3] ?? '+07'}:${match[4] ?? '00'}`);
  return Number.isNaN(time) ? null : time;
}

/** `2026-01-15T03:00:00Z` */
export function utcSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

export function hash(algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512', text: string | Buffer): string {
  return createHash(algorithm).update(text).digest('hex');
}

export function hmac(
  algorithm: 'sha256' | 'sha512',
  key: string,
  text: string,
  encoding: 'hex' | 'base64',
): string {
  return createHmac(algorithm, key).update(text).digest(encoding);
}

/** Equal in constant time; an empty expectation equals nothing. */
export function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return b.length > 0 && a.length === b.length && timingSafeEqual(a, b);
}

/** Letters and digits for an identifier that only has to be new. */
export function randomId(length: number): string {
  return randomBytes(length).toString('hex').slice(0, length);
}

export function randomDigits(length: number): string {
  return Array.from(randomBytes(length), (byte) => byte % 10).join('');
}

/** `Basic base64(user:)`: the key of an account that uses its key as the user name; '' when there is none. */
export function basicUser(header: string | undefined): string {
  const match = /^basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? '');
  const pair = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon === -1 ? pair : pair.slice(0, colon);
}
