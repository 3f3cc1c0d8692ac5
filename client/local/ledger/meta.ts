import type { OutletSettings } from '../../../shared/settings/types.ts';
import type { RecordKind } from '../../../shared/sync/contract.ts';
import type { OpenShift } from '../day-types.ts';
import type { DeviceIdentity } from '../types.ts';
import type { LedgerDb } from './ledger-db.ts';

/** Identity and the key that checks the staff list, got once at enrolment. */
export interface KeptIdentity extends DeviceIdentity {
  snapshotPublicKey: JsonWebKey;
}

/** The numbers given out last. They belong to `deviceId`, but `deviceCounter` never starts over. */
export interface Sequence {
  deviceId: string;
  receiptSeq: number;
  deviceCounter: number;
  /** absent: no shift yet */
  shiftNo?: number;
}

/** The newest audit entry of a device: the next one names its hash. */
export interface AuditHead {
  deviceId: string;
  chainNo: number;
  hash: string;
}

/** The open shift, written in the transactions that open it, hand it over and close it. */
export interface KeptShift extends OpenShift {
  deviceId: string;
}

/** Records of one push that the server has, and how new the pulled rows must be that hold them. */
export interface UnpulledBatch {
  atMs: number;
  rows: { counter: number; kind: RecordKind }[];
  customer: Record<string, number>;
  stock: Record<string, number>;
}

export interface Contact {
  lastContactMs: number;
  clockOffsetMs: number;
}

export interface KeptSnapshot {
  jws: string;
  pins: { staffId: string; salt: string; iterations: number; mac: string }[];
}

/** Wrong PINs of one person on this device. */
export interface PinTries {
  wrong: number;
  lockedAtMs: number;
  lockedUntilMs: number;
}

/** Everything in the ledger's `meta` table, by key. */
export interface MetaValues {
  identity: KeptIdentity;
  sequence: Sequence;
  shift: KeptShift;
  auditHead: AuditHead;
  outletSettings: { outletId: string; checkpoint: string; settings: OutletSettings };
  contact: Contact;
  /** oldest first */
  unpulled: UnpulledBatch[];
  snapshot: KeptSnapshot;
  pinTries: Record<string, PinTries>;
  /** was signed out here; the server is told at the next contact, and takes the credential's cookie away */
  leaving: { deviceId: string };
}

export async function readMeta<K extends keyof MetaValues>(
  db: LedgerDb,
  key: K,
): Promise<MetaValues[K] | undefined> {
  return (await db.meta.get(key))?.value as MetaValues[K] | undefined;
}

export async function writeMeta<K extends keyof MetaValues>(
  db: LedgerDb,
  key: K,
  value: MetaValues[K],
): Promise<void> {
  await db.meta.put({ key, value });
}
