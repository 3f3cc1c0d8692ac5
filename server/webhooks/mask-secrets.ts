/**
 * Secrets that a provider sends along (a token in the address, a key in a header) are stored as their names, and put
 * back when the webhook is judged again. Short ones are left: they would stand in places that are no secret.
 */
const MASKED_FROM = 6;

type Secrets = Readonly<Record<string, string>>;

const markOf = (field: string) => `{{secret.${field}}}`;

export function maskText(text: string, secrets: Secrets): string {
  return masksOf(secrets).reduce((masked, [secret, mark]) => masked.replaceAll(secret, mark), text);
}

export function unmaskText(text: string, secrets: Secrets): string {
  return Object.entries(secrets).reduce(
    (unmasked, [field, secret]) => unmasked.replaceAll(markOf(field), () => secret),
    text,
  );
}

/** The same bytes when they hold no secret: raw bytes are what signatures are over. */
export function maskBytes(bytes: Buffer, secrets: Secrets): Buffer {
  if (!masksOf(secrets).some(([secret]) => bytes.includes(secret))) return bytes;
  // Latin-1 keeps every byte; secrets and marks are looked for as the bytes that they are.
  const marks = Object.fromEntries(
    Object.entries(secrets).map(([field, secret]) => [field, Buffer.from(secret).toString('latin1')]),
  );
  return Buffer.from(maskText(bytes.toString('latin1'), marks), 'latin1');
}

export function unmaskBytes(bytes: Buffer, secrets: Secrets): Buffer {
  const marks = Object.fromEntries(
    Object.entries(secrets).map(([field, secret]) => [field, Buffer.from(secret).toString('latin1')]),
  );
  const text = bytes.toString('latin1');
  const unmasked = unmaskText(text, marks);
  return unmasked === text ? bytes : Buffer.from(unmasked, 'latin1');
}

/** Longest first: a secret may be the beginning of another. */
function masksOf(secrets: Secrets): [secret: string, mark: string][] {
  return Object.entries(secrets)
    .filter(([, secret]) => secret.length >= MASKED_FROM)
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([field, secret]) => [secret, markOf(field)]);
}
