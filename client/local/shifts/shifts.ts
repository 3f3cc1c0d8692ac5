import { MAX_RUPIAH } from '../../../shared/money.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import { expectedCash, sumShift } from '../../../shared/shifts/sum-shift.ts';
import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { CashMovementRecord, Denominations } from '../../../shared/sync/day-records.ts';
import type {
  CashMovementDraft,
  ClosedShift,
  CloseShiftDraft,
  CloseShiftResult,
  HandoverResult,
  OpenShift,
  OpenShiftResult,
  ShiftSums,
} from '../day-types.ts';
import { standing } from '../ledger/history.ts';
import type { LedgerDb, RecordRow, SaleRow } from '../ledger/ledger-db.ts';
import { answerOf } from '../ledger/native.ts';
import { type Acting, type ActionWriter, writeAction } from '../ledger/write-action.ts';
import { qrisOf } from '../qris/unconfirmed.ts';
import { LocalError } from '../types.ts';

/** Opens the device's shift; its record's id is the shift's. */
export function openShift(
  db: LedgerDb,
  acting: Acting,
  draft: { staffId: string; float: number; denominations: Denominations },
): Promise<OpenShiftResult> {
  const { staffId, float, denominations } = draft;
  checkAmount(float, 'float');
  return writeAction(db, acting, (writer): OpenShiftResult => {
    if (writer.shift) return { ok: false, reason: 'alreadyOpen', shift: writer.shift };
    const shiftNo = writer.nextShiftNo();
    const { id } = writer.add({
      kind: 'shiftOpen',
      ...writer.header(staffId),
      shiftNo,
      float,
      denominations,
    });
    const shift: OpenShift = {
      shiftId: id,
      shiftNo,
      openedAt: writer.nowMs,
      openedBy: staffId,
      staffId,
      float,
      denominations,
    };
    writer.setShift(shift);
    return { ok: true, shift };
  });
}

/**
 * Closes the open shift. Its totals are summed up inside the transaction that closes it, so that every sale is either in
 * them or in the next shift. `mayVary`: the one who closes may accept a large variance, or somebody who may has agreed.
 */
export function closeShift(
  db: LedgerDb,
  acting: Acting,
  draft: CloseShiftDraft,
  outlet: { settings: OutletSettings; mayVary: boolean },
): Promise<CloseShiftResult> {
  const { staffId, denominations, approvals, note } = draft;
  const counted = draft.counted ?? sumOfPieces(denominations);
  checkAmount(counted, 'counted');
  return writeAction(db, acting, async (writer): Promise<CloseShiftResult> => {
    const { shift: open } = writer;
    if (!open) return { ok: false, reason: 'noShift' };
    const { records, unsent } = await shiftRecords(writer.tx, open.shiftId);
    const totals = sumShift(records);
    const expected = expectedCash(open.float, totals);
    const variance = counted - expected;
    if (Math.abs(variance) > outlet.settings.shift.varianceLimit && !outlet.mayVary)
      return { ok: false, reason: 'overVariance', expected, variance };
    const close = writer.add({
      kind: 'shiftClose',
      ...writer.header(staffId),
      shiftId: open.shiftId,
      counted,
      denominations,
      expected,
      variance,
      totals,
      unsent,
      ...(approvals?.length ? { approvals: [...approvals] } : {}),
      ...(note ? { note } : {}),
    });
    await writer.auditApprovals(staffId, close.id, approvals);
    writer.setShift(null);
    return { ok: true, closed: { open, close, state: 'local', flags: [] } };
  });
}

/** Gives the drawer to another cashier, with or without a count. */
export function handover(
  db: LedgerDb,
  acting: Acting,
  { staffId, toStaffId, counted }: { staffId: string; toStaffId: string; counted?: number },
): Promise<HandoverResult> {
  if (counted !== undefined) checkAmount(counted, 'counted');
  return writeAction(db, acting, (writer): HandoverResult => {
    if (!writer.shift) return { ok: false, reason: 'noShift' };
    writer.add({
      kind: 'shiftHandover',
      ...writer.header(staffId),
      shiftId: writer.shift.shiftId,
      toStaffId,
      ...(counted === undefined ? {} : { counted }),
    });
    const shift = { ...writer.shift, staffId: toStaffId };
    writer.setShift(shift);
    return { ok: true, shift };
  });
}

/** Money into or out of the drawer that is no sale. */
export function moveCash(
  db: LedgerDb,
  acting: Acting,
  draft: CashMovementDraft,
  { shiftRequired }: { shiftRequired: boolean },
): Promise<CashMovementRecord> {
  const { staffId, direction, amount, category, reason, approvals } = draft;
  checkAmount(amount, 'amount', 1);
  return writeAction(db, acting, async (writer) => {
    const record = writer.add({
      kind: 'cashMovement',
      ...writer.header(staffId),
      shiftId: shiftIdFor(writer, shiftRequired),
      direction,
      amount,
      category,
      reason,
      ...(approvals?.length ? { approvals: [...approvals] } : {}),
    });
    await writer.auditApprovals(staffId, record.id, approvals);
    return record;
  });
}

/** The shift that money falls into; an outlet that requires one takes none without. */
export function shiftIdFor(writer: ActionWriter, shiftRequired: boolean): string | null {
  if (!writer.shift && shiftRequired) throw new LocalError('invalidDraft', { field: 'shiftId' });
  return writer.shift?.shiftId ?? null;
}

/** X report of a shift of this device. */
export async function sumsOfShift(db: LedgerDb, shiftId: string): Promise<ShiftSums | undefined> {
  const ledger = await db.native();
  const tx = ledger.transaction(['sales', 'records', 'outbox'], 'readonly');
  const open: RecordRow | undefined = await answerOf(tx.objectStore('records').index('id').get(shiftId));
  if (open?.record.kind !== 'shiftOpen') return undefined;
  const { records, unsent, qris } = await shiftRecords(tx, shiftId);
  const totals = sumShift(records);
  const { float } = open.record;
  const { count, amount } = qrisOf(qris.sales, qris.settled);
  return {
    shiftId,
    totals,
    float,
    expected: expectedCash(float, totals),
    unconfirmedQris: { count, amount },
    unsent,
  };
}

/** Z reports, newest first. */
export function closedShifts(db: LedgerDb, limit: number): Promise<ClosedShift[]> {
  return db.transaction('r', db.records, db.outbox, async () => {
    const rows = await db.records.where('kind').equals('shiftClose').reverse().limit(limit).toArray();
    const unsent = await db.outbox.bulkGet(rows.map((row) => row.counter));
    const closes = rows.flatMap((row, index) =>
      row.record.kind === 'shiftClose' ? [{ close: row.record, ...standing(row, unsent[index]) }] : [],
    );
    const opens = await db.records
      .where('id')
      .anyOf(closes.map(({ close }) => close.shiftId))
      .toArray();
    const openOf = new Map(opens.map((row) => [row.id, row.record]));
    return closes.flatMap(({ close, state, flags }) => {
      const open = openOf.get(close.shiftId);
      if (open?.kind !== 'shiftOpen') return [];
      const { id, shiftNo, at, staffId, float, denominations } = open;
      const kept: OpenShift = {
        shiftId: id,
        shiftNo,
        openedAt: at,
        openedBy: staffId,
        staffId: close.staffId,
        float,
        denominations,
      };
      return [{ open: kept, close, state, flags }];
    });
  });
}

/** All of a shift that the ledger holds, and how many records of any shift are unsent. */
async function shiftRecords(tx: IDBTransaction, shiftId: string) {
  const index = (store: 'sales' | 'records') => tx.objectStore(store).index('record.shiftId');
  const [sales, others, unsent, confirmations] = (await Promise.all([
    answerOf(index('sales').getAll(shiftId)),
    answerOf(index('records').getAll(shiftId)),
    answerOf(tx.objectStore('outbox').count()),
    answerOf(tx.objectStore('records').index('kind').getAll('qrisConfirmation')),
  ])) as [SaleRow[], RecordRow[], number, RecordRow[]];
  const rows = [...sales, ...others];
  const records: DeviceRecord[] = rows.map((row) => row.record);
  return {
    records,
    unsent,
    qris: {
      sales: sales.map((row) => row.record),
      settled: [...others, ...confirmations].map((row) => row.record),
    },
  };
}

function sumOfPieces(denominations: Denominations): number {
  return Object.entries(denominations).reduce((sum, [value, pieces]) => sum + Number(value) * pieces, 0);
}

function checkAmount(amount: number, field: string, least = 0): void {
  if (!Number.isSafeInteger(amount) || amount < least || amount > MAX_RUPIAH)
    throw new LocalError('invalidDraft', { field });
}
