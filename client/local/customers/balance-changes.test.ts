import { expect, it } from 'vitest';
import type { DeviceRecord } from '../../../shared/sync/contract.ts';
import { balanceChanges } from './balance-changes.ts';

const change = (record: object) => {
  const found = balanceChanges({ customerId: 'c', ...record } as unknown as DeviceRecord);
  return found && [found.balance, found.debt];
};

it('M1 kasbon and deposit change by what a record says, and by nothing else', () => {
  const payments = [
    { method: 'debt', amount: 5 },
    { method: 'storeCredit', amount: 3 },
    { method: 'cash', amount: 7 },
  ];
  expect(change({ kind: 'sale', payments, changeKept: 2 })).toEqual([-1, 5]);
  expect(change({ kind: 'refund', payments })).toEqual([3, -5]);
  const paid = (purpose: string) => change({ kind: 'customerPayment', purpose, amount: 9 });
  expect([paid('debtRepayment'), paid('depositIn'), paid('depositOut')]).toEqual([
    [0, -9],
    [9, 0],
    [-9, 0],
  ]);
  expect(change({ kind: 'customer' })).toBeNull();
  expect(change({ kind: 'sale', payments, changeKept: 0, customerId: null })).toBeNull();
});
