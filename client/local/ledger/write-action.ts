import { receiptNumber } from '../../../shared/receipt-number.ts';
import { canonicalJson } from '../../../shared/sync/canonical-json.ts';
import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { AuditRecord } from '../../../shared/sync/day-records.ts';
import type { Approval } from '../../../shared/sync/record-fields.ts';
import { CONTRACT_VERSION } from '../../../shared/sync/version.ts';
import type { AuditDraft, OpenShift } from '../day-types.ts';
import type { Ports } from '../ports.ts';
import { LocalError } from '../types.ts';
import type { LedgerDb, MetaRow, OutboxRow, RecordRow, SaleRow } from './ledger-db.ts';
import type { AuditHead, KeptIdentity, KeptShift, Sequence } from './meta.ts';
import { answerOf, strictly } from './native.ts';
import { sha256 } from './sha-256.ts';

const FIRST_HASH = '0'.repeat(64);
/** No room for more than these in a record. */
const MAX_TARGET = 128;

/** Whose records they are, and by which clock. */
export interface Acting {
  identity: KeptIdentity;
  clockOffsetMs: number | null;
  ports: Pick<Ports, 'now' | 'newId'>;
  /** the disk has them */
  onWritten?: (records: readonly DeviceRecord[]) => void;
}

/** Fields that every record but the sale begins with. */
export type Header = Pick<
  AuditRecord,
  'id' | 'outletId' | 'deviceId' | 'staffId' | 'clockOffsetMs' | 'deviceCounter' | 'at'
>;

/** One business action while its transaction runs: may read the ledger through `tx`, and wait for nothing else. */
export interface ActionWriter {
  readonly tx: IDBTransaction;
  readonly identity: KeptIdentity;
  readonly newId: () => string;
  /** device clock, one moment for the whole action */
  readonly nowMs: number;
  readonly clockOffsetMs: number | null;
  readonly shift: OpenShift | null;
  setShift(next: OpenShift | null): void;
  nextShiftNo(): number;
  /** Takes the next number of the device's count; `add` the record that bears it before the next one is taken. */
  counter(): number;
  /** Takes the next receipt number (S2). */
  receipt(): { receiptSeq: number; receiptNumber: string };
  header(staffId: string, id?: string): Header;
  /** Writes the record and its outbox row. */
  add<R extends DeviceRecord>(record: R): R;
  /** Appends to the device's chain. */
  audit(entry: AuditDraft): Promise<void>;
  /** One entry for each thing that somebody else allowed. */
  auditApprovals(staffId: string, target: string, approvals: readonly Approval[] | undefined): Promise<void>;
}

/**
 * Runs one business action: everything it adds, the numbers it takes, the open shift and the head of the audit chain are
 * written in one strict transaction, and it resolves when the disk has them (S1). Two tabs never get the same number
 * (S2). When `work` throws nothing is written. Throws LocalError.
 * Not through Dexie, which costs about half as much again: a customer waits for it. Schema and migrations stay Dexie's.
 */
export async function writeAction<T>(
  db: LedgerDb,
  acting: Acting,
  work: (writer: ActionWriter) => T | Promise<T>,
): Promise<T> {
  try {
    return await attempt(db, acting, work);
  } catch (error) {
    if (nameOf(error) !== 'InvalidStateError') throw asLocalError(error);
    // The browser or a newer version in another tab closed the connection: nothing was written, open once more.
    try {
      await db.close({ disableAutoOpen: false });
      await db.open();
      return await attempt(db, acting, work);
    } catch (again) {
      throw asLocalError(again);
    }
  }
}

async function attempt<T>(
  db: LedgerDb,
  acting: Acting,
  work: (writer: ActionWriter) => T | Promise<T>,
): Promise<T> {
  const written: DeviceRecord[] = [];
  const result = await strictly(db.backendDB(), ['sales', 'records', 'outbox', 'meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    const [sequence, shift] = await Promise.all([readValue(meta, 'sequence'), readValue(meta, 'shift')]);
    const { writer, finish } = openWriter(tx, acting, written, sequence as Sequence, shift as KeptShift);
    const given = await work(writer);
    finish();
    return given;
  });
  if (written.length > 0) acting.onWritten?.(written);
  return result;
}

function openWriter(
  tx: IDBTransaction,
  { identity, clockOffsetMs, ports }: Acting,
  written: DeviceRecord[],
  keptSequence: Sequence | undefined,
  keptShift: KeptShift | undefined,
): { writer: ActionWriter; finish: () => void } {
  const { deviceId, tenantId, deviceCode, outlet } = identity;
  const meta = tx.objectStore('meta');
  const ours = keptSequence?.deviceId === deviceId ? keptSequence : undefined;
  const sequence = {
    deviceId,
    receiptSeq: ours?.receiptSeq ?? 0,
    deviceCounter: keptSequence?.deviceCounter ?? 0,
    shiftNo: ours?.shiftNo ?? 0,
  };
  const before = sequence.deviceCounter;
  const nowMs = ports.now();
  let shift: OpenShift | null = null;
  if (keptShift?.deviceId === deviceId) {
    const { deviceId: _, ...open } = keptShift;
    shift = open;
  }
  let auditHead: AuditHead | null = null;

  const writer: ActionWriter = {
    tx,
    identity,
    newId: ports.newId,
    nowMs,
    clockOffsetMs,
    get shift() {
      return shift;
    },
    setShift: (next) => {
      shift = next;
      if (next) meta.put({ key: 'shift', value: { deviceId, ...next } } satisfies MetaRow);
      else meta.delete('shift');
    },
    nextShiftNo: () => {
      sequence.shiftNo += 1;
      return sequence.shiftNo;
    },
    counter: () => {
      sequence.deviceCounter += 1;
      return sequence.deviceCounter;
    },
    receipt: () => {
      sequence.receiptSeq += 1;
      const { receiptSeq } = sequence;
      return { receiptSeq, receiptNumber: receiptNumber(outlet.code, deviceCode, receiptSeq) };
    },
    header: (staffId, id = ports.newId()) => ({
      id,
      outletId: outlet.id,
      deviceId,
      staffId,
      clockOffsetMs,
      deviceCounter: writer.counter(),
      at: nowMs,
    }),
    add: (record) => {
      const { id, kind, deviceCounter: counter } = record;
      const row = { counter, id, contract: CONTRACT_VERSION };
      if (record.kind === 'sale') tx.objectStore('sales').add({ ...row, record } satisfies SaleRow);
      else tx.objectStore('records').add({ ...row, kind: record.kind, record } satisfies RecordRow);
      tx.objectStore('outbox').add({ counter, id, kind, tenantId, attempts: 0 } satisfies OutboxRow);
      written.push(record);
      return record;
    },
    audit: async ({ staffId, action, target, approvedBy, detail = {} }) => {
      auditHead ??= (await readValue(meta, 'auditHead')) as AuditHead | null;
      if (auditHead?.deviceId !== deviceId) auditHead = { deviceId, chainNo: 0, hash: FIRST_HASH };
      const link: Omit<AuditRecord, 'hash'> = {
        kind: 'audit',
        ...writer.header(staffId),
        chainNo: auditHead.chainNo + 1,
        action,
        target: target.slice(0, MAX_TARGET),
        ...(approvedBy ? { approvedBy } : {}),
        detail: { ...detail },
        previousHash: auditHead.hash,
      };
      const hash = sha256(canonicalJson(link));
      writer.add({ ...link, hash });
      auditHead = { deviceId, chainNo: link.chainNo, hash };
    },
    auditApprovals: async (staffId, target, approvals = []) => {
      for (const { action, approvedBy, reason } of approvals) {
        await writer.audit({
          staffId,
          action,
          target,
          approvedBy,
          ...(reason ? { detail: { reason } } : {}),
        });
      }
    },
  };
  return {
    writer,
    finish: () => {
      if (sequence.deviceCounter === before) return;
      const { shiftNo, ...numbers } = sequence;
      const value: Sequence = shiftNo > 0 ? sequence : numbers;
      meta.put({ key: 'sequence', value } satisfies MetaRow);
      if (auditHead) meta.put({ key: 'auditHead', value: auditHead } satisfies MetaRow);
    },
  };
}

async function readValue(meta: IDBObjectStore, key: string): Promise<unknown> {
  return ((await answerOf(meta.get(key))) as MetaRow | undefined)?.value;
}

/** Any failure of the browser's database as something a person can act on. */
export function asLocalError(error: unknown): LocalError {
  if (error instanceof LocalError) return error;
  for (let cause: unknown = error; cause; cause = (cause as { inner?: unknown; cause?: unknown }).inner) {
    if (nameOf(cause) === 'QuotaExceededError') return new LocalError('storageFull', { cause: error });
  }
  return new LocalError('storageBroken', { cause: error });
}

export function nameOf(error: unknown): string | undefined {
  return (error as { name?: string } | null)?.name;
}
