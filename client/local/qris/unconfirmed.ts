import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import type { SaleRecord } from '../../../shared/sync/sale-record.ts';
import type { UnconfirmedQris } from '../day-types.ts';
import type { LedgerDb } from '../ledger/ledger-db.ts';
import { type Acting, writeAction } from '../ledger/write-action.ts';

/** QRIS payments of these sales whose money nobody has seen; `others` hold confirmations and voids. */
export function qrisOf(sales: readonly SaleRecord[], others: readonly DeviceRecord[]): UnconfirmedQris {
  const settled = new Set<string>();
  for (const record of others) {
    if (record.kind === 'qrisConfirmation') settled.add(record.paymentId);
    if (record.kind === 'void') settled.add(record.saleId);
  }
  const payments = sales.flatMap((sale) =>
    settled.has(sale.id)
      ? []
      : sale.payments
          .filter(({ id, method, confirmed }) => method === 'qrisStatic' && !confirmed && !settled.has(id))
          .map(({ id, amount }) => ({
            saleId: sale.id,
            paymentId: id,
            receiptNumber: sale.receiptNumber,
            amount,
            soldAt: sale.soldAt,
            shiftId: sale.shiftId ?? null,
          })),
  );
  return { count: payments.length, amount: payments.reduce((sum, one) => sum + one.amount, 0), payments };
}

/** Of one shift, or of all that the device still keeps, newest first. */
export function unconfirmedQris(db: LedgerDb, shiftId?: string): Promise<UnconfirmedQris> {
  return db.transaction('r', db.sales, db.records, async () => {
    const sales = await (shiftId === undefined
      ? db.sales.orderBy('counter')
      : db.sales.where('record.shiftId').equals(shiftId)
    )
      .filter(({ record }) => record.payments.some(({ method }) => method === 'qrisStatic'))
      .toArray();
    const others = await db.records.where('kind').anyOf('qrisConfirmation', 'void').toArray();
    return qrisOf(
      sales.reverse().map((row) => row.record),
      others.map((row) => row.record),
    );
  });
}

/** Notes what became of a QRIS payment. */
export function confirmQris(
  db: LedgerDb,
  acting: Acting,
  draft: {
    staffId: string;
    saleId: string;
    paymentId: string;
    outcome: 'received' | 'notReceived';
    note?: string;
  },
): Promise<void> {
  const { staffId, saleId, paymentId, outcome, note } = draft;
  return writeAction(db, acting, (writer) => {
    writer.add({
      kind: 'qrisConfirmation',
      ...writer.header(staffId),
      saleId,
      paymentId,
      outcome,
      ...(note ? { note } : {}),
    });
  });
}
