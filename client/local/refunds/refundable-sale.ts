import type { Rounding } from '../../../shared/pricing/types.ts';
import {
  givenBackOf,
  lineRefund,
  paidForLine,
  refundRounding,
} from '../../../shared/refunds/refund-amounts.ts';
import type { RefundRecord } from '../../../shared/sync/day-records.ts';
import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import type { RefundableLine, RefundableSale, RefundDraftLine, RefundQuote } from '../day-types.ts';
import type { OutboxRow, RecordRow, SaleRow } from '../ledger/ledger-db.ts';
import { answerOf } from '../ledger/native.ts';

/** Another tablet's sale as the replica has it, and what the server knows of its refunds. */
export type ReplicatedSale = Pick<RefundableSale, 'saleId' | 'receiptNumber' | 'soldAt' | 'staffId'> &
  Pick<RefundableSale, 'customerId' | 'total' | 'rounding' | 'payments'> & {
    lines: readonly RefundableLine['line'][];
    refunds: readonly Pick<RefundRecord, 'id' | 'lines' | 'total'>[];
    voided: boolean;
  };

/** What the ledger itself knows of a sale. */
export interface OwnFacts {
  sale: SaleRecord | undefined;
  outbox: OutboxRow | undefined;
  refunds: RefundRecord[];
  voided: boolean;
}

/** Reads what the ledger knows of a sale, in a transaction over sales, records and outbox. */
export async function ownFacts(tx: IDBTransaction, saleId: string): Promise<OwnFacts> {
  const [row, others] = (await Promise.all([
    answerOf(tx.objectStore('sales').index('id').get(saleId)),
    answerOf(tx.objectStore('records').index('record.saleId').getAll(saleId)),
  ])) as [SaleRow | undefined, RecordRow[]];
  const outbox: OutboxRow | undefined = row && (await answerOf(tx.objectStore('outbox').get(row.counter)));
  return {
    sale: row?.record,
    outbox,
    refunds: others.flatMap(({ record }) => (record.kind === 'refund' ? [record] : [])),
    voided: others.some(({ record }) => record.kind === 'void'),
  };
}

/**
 * The sale with what can still go back. Refunds count once, whether this device made them or the server told of them.
 * `shiftId`: the open one, in which alone a sale can be undone whole.
 */
export function refundableSale(
  own: OwnFacts,
  replicated: ReplicatedSale | undefined,
  shiftId: string | null,
): RefundableSale | undefined {
  const known = new Map<string, Pick<RefundRecord, 'id' | 'lines' | 'total'>>();
  for (const refund of [...(replicated?.refunds ?? []), ...own.refunds]) known.set(refund.id, refund);
  const all = [...known.values()];
  const { sale } = own;
  const base = sale
    ? {
        origin: 'device' as const,
        saleId: sale.id,
        ...pick(sale),
        record: sale,
      }
    : replicated && { origin: 'outlet' as const, saleId: replicated.saleId, ...pick(replicated) };
  if (!base) return undefined;
  const back = givenBackOf(all);
  const { lines, ...rest } = base;
  const unsent = own.outbox !== undefined && own.outbox.attempts === 0;
  const voided = own.voided || (replicated?.voided ?? false);
  return {
    ...rest,
    lines: lines.map((line): RefundableLine => {
      const before = back.get(line.lineNo) ?? { quantityMilli: 0, amount: 0, tax: 0 };
      return {
        line,
        refundedMilli: before.quantityMilli,
        leftMilli: Math.max(0, line.quantityMilli - before.quantityMilli),
        refundedAmount: before.amount,
        refundedTax: before.tax,
        leftAmount: Math.max(0, paidForLine(line) - before.amount),
      };
    }),
    refundedTotal: all.reduce((sum, refund) => sum + refund.total, 0),
    refunds: own.refunds,
    voided,
    mayVoid: unsent && !voided && all.length === 0 && (sale?.shiftId ?? null) === shiftId,
  };
}

/** What a refund of these lines gives back. A line that is not there or more than is left counts as what is left. */
export function quoteRefund(
  sale: RefundableSale,
  lines: readonly Pick<RefundDraftLine, 'lineNo' | 'quantityMilli'>[],
  options: { inCash: boolean; rounding: Rounding | undefined },
): RefundQuote {
  const wanted = new Map(lines.map((line) => [line.lineNo, line.quantityMilli]));
  let emptiesSale = true;
  const quoted = sale.lines.flatMap(({ line, leftMilli, refundedMilli, refundedAmount, refundedTax }) => {
    const quantityMilli = Math.min(leftMilli, wanted.get(line.lineNo) ?? 0);
    if (quantityMilli < leftMilli) emptiesSale = false;
    if (quantityMilli <= 0) return [];
    const before = { quantityMilli: refundedMilli, amount: refundedAmount, tax: refundedTax };
    return [{ lineNo: line.lineNo, ...lineRefund(line, quantityMilli, before) }];
  });
  const amount = quoted.reduce((sum, line) => sum + line.amount, 0);
  const paidLeft = Math.max(0, sale.total - sale.refundedTotal);
  const rounding = quoted.length === 0 ? 0 : refundRounding(amount, paidLeft, { ...options, emptiesSale });
  return { lines: quoted, rounding, total: amount + rounding };
}

function pick<S extends SaleRecord | ReplicatedSale>(sale: S) {
  const { receiptNumber, soldAt, staffId, customerId, total, rounding, payments, lines } = sale;
  return { receiptNumber, soldAt, staffId, customerId: customerId ?? null, total, rounding, payments, lines };
}
