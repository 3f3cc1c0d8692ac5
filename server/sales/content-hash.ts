import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/sync/canonical-json.ts';
import type { DeviceRecord } from '../../shared/sync/contract.ts';
import { withoutUpcastDefaults } from '../../shared/sync/upcast.ts';

/**
 * Tells a repetition of a record from a conflict (S3): SHA-256 in hex over its canonical JSON without the defaults of
 * the upcasts, so that neither an update of the server nor one of the device makes a conflict of it (S11).
 */
export function contentHash(record: DeviceRecord): string {
  return sha256(canonicalJson(withoutUpcastDefaults(record)));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
