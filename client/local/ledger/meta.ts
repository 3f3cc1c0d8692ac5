import type { DeviceIdentity } from '../types.ts';
import type { LedgerDb } from './ledger-db.ts';

/** Identity and the key that checks the staff list, got once at enrolment. */
export interface KeptIdentity extends DeviceIdentity {
  snapshotPublicKey: JsonWebKey;
}

/** The numbers given out last. `receiptSeq` belongs to `deviceId`; `deviceCounter` never starts over. */
export interface Sequence {
  deviceId: string;
  receiptSeq: number;
  deviceCounter: number;
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
  contact: Contact;
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
