import type { Rupiah } from '../money.ts';
import type { DeviceRecord } from '../sync/contract.ts';
import type { ShiftTotals } from '../sync/day-records.ts';
import type { PaymentMethod } from '../sync/sale-record.ts';

/**
 * What happened in one shift, by the records that name it (`shiftId`); others, and its opening, closing and handovers,
 * count nothing. A voided sale counts only as a void. Change that a customer left as a deposit stays in the drawer, so
 * it is cash.
 */
export function sumShift(records: readonly DeviceRecord[]): ShiftTotals {
  const voided = new Set(records.flatMap((record) => (record.kind === 'void' ? [record.saleId] : [])));
  const totals: ShiftTotals = {
    saleCount: 0,
    refundCount: 0,
    voidCount: voided.size,
    sales: 0,
    refunds: 0,
    discounts: 0,
    tax: 0,
    serviceCharge: 0,
    rounding: 0,
    cashIn: 0,
    cashOut: 0,
    byMethod: {},
  };
  const take = (method: PaymentMethod, amount: Rupiah) => {
    totals.byMethod[method] = (totals.byMethod[method] ?? 0) + amount;
  };
  for (const record of records) {
    switch (record.kind) {
      case 'sale':
        if (voided.has(record.id)) break;
        totals.saleCount += 1;
        totals.sales += record.total;
        totals.discounts += record.discount;
        for (const line of record.lines) totals.discounts += line.discount;
        totals.tax += record.tax + record.taxIncluded;
        totals.serviceCharge += record.serviceCharge;
        totals.rounding += record.rounding;
        for (const payment of record.payments) take(payment.method, payment.amount);
        if (record.changeKept > 0) take('cash', record.changeKept);
        break;
      case 'refund':
        totals.refundCount += 1;
        totals.refunds += record.total;
        for (const line of record.lines) totals.tax -= line.tax;
        totals.rounding -= record.rounding;
        for (const payment of record.payments) take(payment.method, -payment.amount);
        break;
      case 'cashMovement':
        if (record.direction === 'in') totals.cashIn += record.amount;
        else totals.cashOut += record.amount;
        break;
      case 'customerPayment':
        take(record.method, record.purpose === 'depositOut' ? -record.amount : record.amount);
        break;
    }
  }
  return totals;
}

/** What should be in the drawer. */
export function expectedCash(float: Rupiah, { byMethod, cashIn, cashOut }: ShiftTotals): Rupiah {
  return float + (byMethod.cash ?? 0) + cashIn - cashOut;
}
