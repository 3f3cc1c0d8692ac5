import type { DeviceRecord } from '../../shared/sync/contract.ts';
import { CONTRACT_VERSION } from '../../shared/sync/version.ts';

/** `GERAI-RESCUE` and the version of the layout: salt (16), nonce (12), AES-GCM over gzipped JSON. */
const MAGIC = new TextEncoder().encode('GERAI-RESCUE1');
const MAGIC_NAME_LENGTH = MAGIC.length - 1;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const ITERATIONS = 600_000;

/** What a rescue file holds. */
export interface RescueContent {
  format: 1;
  /** the app's contract version when it wrote the file */
  contract: number;
  /** which each record was written under, in their order; absent: all under `contract` */
  contracts?: number[];
  exportedAtMs: number;
  device: { deviceId: string; deviceCode: string; outletName: string; tenantName: string };
  records: DeviceRecord[];
}

export type RescueReading =
  | { ok: true; content: RescueContent }
  | { ok: false; reason: 'wrongPassword' | 'notARescueFile' | 'newerFormat' };

/** Everything in `records`, readable only with `password` (S12). */
export async function encryptRescueFile(
  given: Pick<RescueContent, 'device' | 'contracts' | 'records' | 'exportedAtMs'>,
  password: string,
): Promise<Blob> {
  const content: RescueContent = { format: 1, contract: CONTRACT_VERSION, ...given };
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await keyOf(password, salt);
  const plain = await through(new Blob([JSON.stringify(content)]), new CompressionStream('gzip'));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: MAGIC },
    key,
    plain,
  );
  return new Blob([MAGIC, salt, nonce, sealed], { type: 'application/octet-stream' });
}

/** The content of a rescue file. Pure: the owner's screens use it too. */
export async function decryptRescueFile(file: Blob, password: string): Promise<RescueReading> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = bytes.subarray(0, MAGIC.length);
  if (
    !head.subarray(0, MAGIC_NAME_LENGTH).every((byte, index) => byte === MAGIC[index]) ||
    head.length < MAGIC.length
  )
    return { ok: false, reason: 'notARescueFile' };
  if (head[MAGIC_NAME_LENGTH] !== MAGIC[MAGIC_NAME_LENGTH]) return { ok: false, reason: 'newerFormat' };
  const salt = bytes.slice(MAGIC.length, MAGIC.length + SALT_BYTES);
  const nonce = bytes.slice(MAGIC.length + SALT_BYTES, MAGIC.length + SALT_BYTES + NONCE_BYTES);
  const sealed = bytes.slice(MAGIC.length + SALT_BYTES + NONCE_BYTES);
  let plain: ArrayBuffer;
  try {
    const key = await keyOf(password, salt);
    plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: MAGIC }, key, sealed);
  } catch {
    return { ok: false, reason: 'wrongPassword' };
  }
  try {
    const text = new TextDecoder().decode(await through(new Blob([plain]), new DecompressionStream('gzip')));
    const content = JSON.parse(text) as RescueContent;
    if (!Array.isArray(content.records)) return { ok: false, reason: 'notARescueFile' };
    return { ok: true, content };
  } catch {
    return { ok: false, reason: 'notARescueFile' };
  }
}

async function keyOf(password: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(password.normalize('NFC')),
    'PBKDF2',
    false,
    ['deriveKey'],
  );
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function through(blob: Blob, transform: CompressionStream | DecompressionStream): Promise<ArrayBuffer> {
  return new Response(blob.stream().pipeThrough(transform)).arrayBuffer();
}
