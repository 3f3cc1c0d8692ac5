import type { Rupiah } from '../../../shared/money.ts';
import type { DeviceRecord } from '../../../shared/sync/contract.ts';

/** What a record does to a customer's deposit (`balance`) and kasbon (`debt`); null when to nobody's. */
export function balanceChanges(
  record: DeviceRecord,
): { customerId: string; balance: Rupiah; debt: Rupiah } | null {
  if (!('customerId' in record) || record.customerId === null || record.customerId === undefined) return null;
  const change = { customerId: record.customerId, balance: 0, debt: 0 };
  switch (record.kind) {
    case 'sale':
    case 'refund': {
      const sign = record.kind === 'sale' ? 1 : -1;
      for (const { method, amount } of record.payments) {
        if (method === 'debt') change.debt += sign * amount;
        if (method === 'storeCredit') change.balance -= sign * amount;
      }
      if (record.kind === 'sale') change.balance += record.changeKept;
      return change;
    }
    case 'customerPayment':
      if (record.purpose === 'debtRepayment') change.debt -= record.amount;
      else change.balance += record.purpose === 'depositIn' ? record.amount : -record.amount;
      return change;
    default:
      return null;
  }
}
