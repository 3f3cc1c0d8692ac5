import type { RecordFlag, RecordKind, RecordOf } from '../../shared/sync/contract.ts';
import type { Tx } from '../db/connect.ts';

/** A record with the hash of its content. */
export interface HashedRecord<K extends RecordKind = RecordKind> {
  record: RecordOf<K>;
  contentHash: string;
}

/** How records came in. */
export interface Arrival {
  /** server clock, epoch ms */
  receivedAt: number;
  /** version of the contract that the records were written under */
  contract: number;
  /** whether a record comes from another device than the one that sent it */
  rescued: (record: { deviceId: string }) => boolean;
  newId: () => string;
}

/** What became of one record. */
export type RecordOutcome =
  | { status: 'applied'; flags: RecordFlag[] }
  | { status: 'alreadyApplied' }
  | { status: 'refused'; code: 'conflict' | 'outletUnknown' | 'deviceUnknown'; field: string };

/**
 * Stores records of one kind, each exactly once however often it comes (S3). One outcome a record, in the order given.
 * Refuses, never throws, for what is wrong with a record: what it throws is unforeseen, and the batch goes one by one.
 */
export type RecordHandler<K extends RecordKind> = (
  tx: Tx,
  tenantId: string,
  records: readonly HashedRecord<K>[],
  arrival: Arrival,
) => Promise<RecordOutcome[]>;
