import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { RecordRow, SaleRow } from './ledger-db.ts';

/** Below the server's limit for a request, with room for the envelope. */
const MAX_BATCH_CHARACTERS = 1_500_000;

/** Records of one contract, which leave in one request. */
export interface Batch {
  contract: number;
  records: DeviceRecord[];
  characters: number;
}

/** The contract of a row's record. Rows of before it was stored are of contract 1. */
export function contractOf(row: SaleRow | RecordRow): number {
  return row.contract ?? 1;
}

/** The batch with one more record, or null when that belongs into a next one (S11: another contract; or too large). */
export function joinBatch(batch: Batch | null, row: SaleRow | RecordRow): Batch | null {
  const contract = contractOf(row);
  const characters = (batch?.characters ?? 0) + JSON.stringify(row.record).length;
  if (batch && (batch.contract !== contract || characters > MAX_BATCH_CHARACTERS)) return null;
  return { contract, characters, records: [...(batch?.records ?? []), row.record] };
}
