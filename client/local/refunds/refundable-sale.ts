import type { Rounding } from '../../../shared/pricing/types.ts';
import { givenBackOf, lineRefund, paidLine, refundRounding } from '../../../shared/refunds/refund-amounts.ts';
import type { RefundRecord } from '../../../shared/sync/day-records.ts';
import type { SaleRow } from '../../../shared/sync/pull.ts';
import type { SaleLine, SaleRecord } from '../../../shared/sync/sale-record.ts';
import type { RefundableLine, RefundableSale, RefundDraftLine, RefundQuote } from '../day-types.ts';
import type { SaleRow as LedgerSale, OutboxRow, RecordRow } from '../ledger/ledger-db.ts';
import { answerOf } from '../ledger/native.ts';

/** A sale of the outlet as last pulled. */
export type ReplicatedSale = Omit<SaleRow, 'deleted'>;

/** What the ledger itself knows of a sale. */
export interface OwnFacts {
  sale: SaleRecord | undefined;
  /** of the sale; undefined when it is not ours or confirmed */
  outbox: OutboxRow | undefined;
  refunds: RefundRecord[];
  /** of the refunds, those that the server has not acknowledged */
  unsentRefunds: RefundRecord[];
  voided: boolean;
}

/** Reads what the ledger knows of a sale, in a transaction over sales, records and outbox. */
export async function ownFacts(tx: IDBTransaction, saleId: string): Promise<OwnFacts> {
  const outboxRow = (counter: number): Promise<OutboxRow | undefined> =>
    answerOf(tx.objectStore('outbox').get(counter));
  const [row, others] = (await Promise.all([
    answerOf(tx.objectStore('sales').index('id').get(saleId)),
    answerOf(tx.objectStore('records').index('record.saleId').getAll(saleId)),
  ])) as [LedgerSale | undefined, RecordRow[]];
  const facts: OwnFacts = {
    sale: row?.record,
    outbox: row && (await outboxRow(row.counter)),
    refunds: [],
    unsentRefunds: [],
    voided: others.some(({ record }) => record.kind === 'void'),
  };
  for (const { counter, record } of others) {
    if (record.kind !== 'refund') continue;
    facts.refunds.push(record);
    if (await outboxRow(counter)) facts.unsentRefunds.push(record);
  }
  return facts;
}

/**
 * The sale with what can still go back. What went back is the server's word and what it has not acknowledged yet, or all
 * that this device did itself, when that is more: an acknowledgement comes before the pull that shows it.
 * `shiftId`: the open one, in which alone a sale can be undone whole.
 */
export function refundableSale(
  own: OwnFacts,
  replicated: ReplicatedSale | undefined,
  shiftId: string | null,
): RefundableSale | undefined {
  const { sale } = own;
  const base = sale ?? replicated;
  if (!base) return undefined;
  const { id: saleId, receiptNumber, soldAt, staffId, total, rounding, payments } = base;
  const done = givenBackOf(own.refunds);
  const coming = givenBackOf(own.unsentRefunds);
  const lines = sale ? sale.lines.map(refundedLine) : (replicated?.lines ?? []);
  const told = new Map((replicated?.lines ?? []).map((line) => [line.lineNo, line]));
  const most = (mine: number, theirs: number, unsent: number) => Math.max(mine, theirs + unsent);
  const totalOf = (refunds: RefundRecord[]) => refunds.reduce((sum, refund) => sum + refund.total, 0);
  const voided = own.voided || (replicated?.voided ?? false);
  const refundedTotal = most(
    totalOf(own.refunds),
    replicated?.refundedTotal ?? 0,
    totalOf(own.unsentRefunds),
  );
  const unsent = own.outbox !== undefined && own.outbox.attempts === 0;
  return {
    origin: sale ? 'device' : 'outlet',
    saleId,
    receiptNumber,
    soldAt,
    staffId,
    customerId: base.customerId ?? null,
    total,
    rounding,
    payments,
    lines: lines.map((line): RefundableLine => {
      const [mine, next, theirs] = [done.get(line.lineNo), coming.get(line.lineNo), told.get(line.lineNo)];
      const refundedMilli = most(
        mine?.quantityMilli ?? 0,
        theirs?.refundedMilli ?? 0,
        next?.quantityMilli ?? 0,
      );
      const refundedAmount = most(mine?.amount ?? 0, theirs?.refundedAmount ?? 0, next?.amount ?? 0);
      return {
        line,
        refundedMilli,
        refundedAmount,
        leftMilli: Math.max(0, line.quantityMilli - refundedMilli),
        leftAmount: Math.max(0, line.payable - refundedAmount),
      };
    }),
    refundedTotal,
    refunds: own.refunds,
    voided,
    mayVoid: unsent && !voided && own.refunds.length === 0 && (sale?.shiftId ?? null) === shiftId,
    ...(sale ? { record: sale } : {}),
  };
}

function refundedLine(line: SaleLine): RefundableLine['line'] {
  const { productId, name, unit, unitPrice, taxKind = 'none', stockMilli, components } = line;
  return {
    ...paidLine(line),
    productId,
    name,
    unit,
    unitPrice,
    taxKind,
    ...(stockMilli === undefined ? {} : { stockMilli }),
    ...(components === undefined ? {} : { components }),
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
  const quoted = sale.lines.flatMap(({ line, leftMilli, refundedMilli, refundedAmount }) => {
    const quantityMilli = Math.min(leftMilli, wanted.get(line.lineNo) ?? 0);
    if (quantityMilli < leftMilli) emptiesSale = false;
    if (quantityMilli <= 0) return [];
    const before = { quantityMilli: refundedMilli, amount: refundedAmount };
    return [{ lineNo: line.lineNo, ...lineRefund(line, quantityMilli, before) }];
  });
  const amount = quoted.reduce((sum, line) => sum + line.amount, 0);
  const paidLeft = Math.max(0, sale.total - sale.refundedTotal);
  const rounding = quoted.length === 0 ? 0 : refundRounding(amount, paidLeft, { ...options, emptiesSale });
  return { lines: quoted, rounding, total: amount + rounding };
}
