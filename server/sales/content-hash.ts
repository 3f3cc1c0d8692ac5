import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/sync/canonical-json.ts';
import type { DeviceRecord } from '../../shared/sync/contract.ts';

/** Tells a repetition of a record from a conflict (S3): SHA-256 in hex over its canonical JSON. */
export function contentHash(record: DeviceRecord): string {
  return sha256(canonicalJson(record));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
