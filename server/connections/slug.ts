import { randomBytes } from 'node:crypto';

const LETTERS = 'abcdefghjkmnpqrstvwxyz0123456789';
const RANDOM_BYTES = 10;

/**
 * The last part of a webhook address: it tells the tenant without a look-up, and 80 random bits tell the connection,
 * so that nobody finds one by trying.
 */
export function newSlug(tenantId: string): string {
  const tenant = Buffer.from(tenantId.replaceAll('-', ''), 'hex');
  return toLetters(Buffer.concat([tenant, randomBytes(RANDOM_BYTES)]));
}

/** The tenant that a slug speaks of, or undefined when it is none of ours. */
export function tenantOfSlug(slug: string): string | undefined {
  const bytes = fromLetters(slug);
  if (bytes?.length !== 16 + RANDOM_BYTES) return undefined;
  const hex = bytes.toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function toLetters(bytes: Buffer): string {
  let [text, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) text += LETTERS[(held >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + LETTERS[(held << (5 - bits)) & 31] : text;
}

function fromLetters(text: string): Buffer | undefined {
  if (text.length > 64) return undefined;
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xffff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 255);
  }
  return Buffer.from(bytes);
}
