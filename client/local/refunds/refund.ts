import { scaleRounded } from '../../../shared/money.ts';
import type { OutletSettings } from '../../../shared/settings/types.ts';
import type { RefundRecord } from '../../../shared/sync/day-records.ts';
import type { RefundableSale, RefundDraft, RefundResult, VoidDraft, VoidResult } from '../day-types.ts';
import type { LedgerDb, RecordRow } from '../ledger/ledger-db.ts';
import { answerOf } from '../ledger/native.ts';
import { type Acting, type ActionWriter, writeAction } from '../ledger/write-action.ts';
import { shiftIdFor } from '../shifts/shifts.ts';
import { LocalError } from '../types.ts';
import { ownFacts, quoteRefund, type ReplicatedSale, refundableSale } from './refundable-sale.ts';

/**
 * Gives goods and money back. What is left of the sale is looked up in the transaction that writes the refund, so that
 * two tabs can't give back the same piece. The same `refundId` again returns the stored one.
 */
export function refund(
  db: LedgerDb,
  acting: Acting,
  draft: RefundDraft,
  replicated: ReplicatedSale | undefined,
  settings: OutletSettings,
): Promise<RefundResult> {
  return writeAction(db, acting, async (writer): Promise<RefundResult> => {
    const { tx } = writer;
    const stored: RecordRow | undefined = await answerOf(
      tx.objectStore('records').index('id').get(draft.refundId),
    );
    if (stored?.record.kind === 'refund') return { ok: true, record: stored.record };
    const shiftId = shiftIdFor(writer, settings.shift.required);
    const sale = refundableSale(await ownFacts(tx, draft.saleId), replicated, shiftId);
    if (!sale) return { ok: false, reason: 'unknownSale' };
    if (sale.voided) return { ok: false, reason: 'voided' };
    const tooMuch = draft.lines.find(({ lineNo, quantityMilli }) => {
      const line = sale.lines.find((one) => one.line.lineNo === lineNo);
      return !line || quantityMilli > line.leftMilli;
    });
    if (tooMuch) return { ok: false, reason: 'tooMuch', lineNo: tooMuch.lineNo };
    const record = writer.add(refundRecord(writer, draft, sale, shiftId, settings));
    await writer.auditApprovals(draft.staffId, record.id, draft.approvals);
    return { ok: true, record };
  });
}

function refundRecord(
  writer: ActionWriter,
  draft: RefundDraft,
  sale: RefundableSale,
  shiftId: string | null,
  settings: OutletSettings,
): RefundRecord {
  checkLines(draft);
  const inCash = draft.payments.some(({ method }) => method === 'cash');
  const quote = quoteRefund(sale, draft.lines, { inCash, rounding: settings.pricing.rounding });
  const paid = draft.payments.reduce((sum, { amount }) => sum + amount, 0);
  const sound = draft.payments.every(({ amount }) => Number.isSafeInteger(amount) && amount >= 0);
  if (!sound || draft.payments.length === 0 || paid !== quote.total) throw invalid('payments');
  return {
    kind: 'refund',
    ...writer.header(draft.staffId, draft.refundId),
    ...writer.receipt(),
    shiftId,
    saleId: sale.saleId,
    saleReceiptNumber: sale.receiptNumber,
    customerId: sale.customerId,
    reason: draft.reason,
    lines: quote.lines.map(({ lineNo, amount, tax }) => {
      const wanted = draft.lines.find((line) => line.lineNo === lineNo) as RefundDraft['lines'][number];
      const { quantityMilli, restock } = wanted;
      const { line, refundedMilli } = sale.lines.find(
        (one) => one.line.lineNo === lineNo,
      ) as RefundableSale['lines'][number];
      // As with money: over all refunds of a line the parts add up to what left the stock.
      const upTo = (milli: number, back: number) => scaleRounded(milli, back, line.quantityMilli);
      const part = (milli: number) => upTo(milli, refundedMilli + quantityMilli) - upTo(milli, refundedMilli);
      return {
        lineNo,
        productId: line.productId,
        name: line.name,
        unit: line.unit,
        quantityMilli,
        amount,
        taxKind: line.taxKind,
        tax,
        restock,
        ...(line.stockMilli === undefined ? {} : { stockMilli: part(line.stockMilli) }),
        ...(line.components
          ? {
              components: line.components
                .map((component) => ({ ...component, quantityMilli: part(component.quantityMilli) }))
                .filter(({ quantityMilli: back }) => back > 0),
            }
          : {}),
      };
    }),
    rounding: quote.rounding,
    total: quote.total,
    payments: draft.payments.map(({ method, amount, paymentId, reference }) => ({
      id: writer.newId(),
      method,
      amount,
      ...(paymentId ? { paymentId } : {}),
      ...(reference ? { reference } : {}),
    })),
    ...(draft.approvals?.length ? { approvals: [...draft.approvals] } : {}),
    ...(draft.note ? { note: draft.note } : {}),
  };
}

function checkLines({ lines, note = '' }: RefundDraft): void {
  if (lines.length === 0) throw invalid('lines');
  lines.forEach(({ lineNo, quantityMilli }, index) => {
    const repeated = lines.findIndex((line) => line.lineNo === lineNo) !== index;
    if (repeated || !Number.isSafeInteger(quantityMilli) || quantityMilli < 1)
      throw invalid(`lines.${index}.quantityMilli`);
  });
  if (note.length > 300) throw invalid('note');
}

/** Undoes a sale that has not left this device, in the shift it was made in. Both facts are kept and sent (S4). */
export function voidSale(db: LedgerDb, acting: Acting, draft: VoidDraft): Promise<VoidResult> {
  const { saleId, staffId, reason, approvals } = draft;
  return writeAction(db, acting, async (writer): Promise<VoidResult> => {
    const shiftId = writer.shift?.shiftId ?? null;
    const sale = refundableSale(await ownFacts(writer.tx, saleId), undefined, shiftId);
    if (!sale) return { ok: false, reason: 'unknownSale' };
    if (sale.voided) return { ok: false, reason: 'alreadyVoided' };
    if (!sale.mayVoid) return { ok: false, reason: 'tooLate' };
    const record = writer.add({
      kind: 'void',
      ...writer.header(staffId),
      saleId,
      shiftId,
      reason: reason.slice(0, 300),
      ...(approvals?.length ? { approvals: [...approvals] } : {}),
    });
    await writer.auditApprovals(staffId, record.id, approvals);
    return { ok: true };
  });
}

function invalid(field: string): LocalError {
  return new LocalError('invalidDraft', { field });
}
