import { describe, expect, it } from 'vitest';
import type { LocalSale, OutletSale } from '../../local/types.ts';
import { matchSales, mergeSales } from './find-sales.ts';

const own = (id: string, receiptNumber: string, total: number, soldAt: number) =>
  ({
    record: { id, receiptNumber, total, soldAt },
    state: 'confirmed',
    flags: [],
    voided: false,
    refundedTotal: 0,
  }) as unknown as LocalSale;
const other = (id: string, receiptNumber: string, total: number, soldAt: number, refundedTotal = 0) =>
  ({ id, receiptNumber, total, soldAt, refundedTotal, voided: false, flags: [] }) as unknown as OutletSale;

describe('history of sales', () => {
  const sales = mergeSales(
    [own('a', 'JKT-1-000001', 37_450, 1), own('b', 'JKT-1-000002', 120_000, 3)],
    [other('a', 'JKT-1-000001', 37_450, 1, 5_000), other('c', 'JKT-2-000007', 9_000, 2)],
  );

  it('shows a sale once, the newest first, with refunds that another tablet made', () => {
    expect(sales.map(({ saleId, origin, refunded }) => [saleId, origin, refunded])).toEqual([
      ['b', 'device', 0],
      ['c', 'outlet', 0],
      ['a', 'device', 5_000],
    ]);
  });

  it('finds by part of the receipt number and by amount with or without points', () => {
    const ids = (query: string) => matchSales(sales, query).map(({ saleId }) => saleId);
    expect(ids('jkt-2')).toEqual(['c']);
    expect(ids('37.450')).toEqual(['a']);
    expect(ids('Rp 120000')).toEqual(['b']);
    expect(ids('000002')).toEqual(['b']);
    expect(ids('nothing')).toEqual([]);
    expect(ids('  ')).toHaveLength(3);
  });
});
