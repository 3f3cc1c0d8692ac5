import { hash } from '../core/text.ts';

/** lower-hex SHA-1 of the lower-hex MD5 of the parts put together. */
export function faspaySignature(...parts: string[]): string {
  return hash('sha1', hash('md5', parts.join('')));
}
