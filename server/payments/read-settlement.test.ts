import { expect, test } from 'vitest';
import { readSettlement, rupiah } from './read-settlement.ts';

test.each([
  ['10000', 10_000],
  ['10.000', 10_000],
  ['10,000.00', 10_000],
  ['Rp 1.250.000', 1_250_000],
  ['-5.000', -5_000],
  ['', null],
  ['10000.5', undefined],
  ['sepuluh', undefined],
])('%s is %s rupiah', (text, amount) => {
  expect(rupiah(text)).toBe(amount);
});

test('a report is read by the names of its columns; what is missing follows from the rest', () => {
  const rows = [
    ['Order ID', 'Transaction time', 'Gross Amount', 'Net Amount', 'Type'],
    ['G1', '2026-01-15 10:00:00', '10.000', '9.930', 'payment'],
    ['', '', '', '', ''],
    ['G1', '15/01/2026 11:00', '4.000', '4.000', 'Refund'],
  ];
  expect(readSettlement(rows)).toEqual({
    ok: true,
    lines: [
      {
        kind: 'payment',
        reference: 'G1',
        providerId: '',
        gross: 10_000,
        fee: 70,
        net: 9_930,
        paidAt: Date.parse('2026-01-15T03:00:00Z'),
        settledAt: null,
      },
      expect.objectContaining({
        kind: 'refund',
        gross: 4_000,
        fee: 0,
        paidAt: Date.parse('2026-01-15T04:00:00Z'),
      }),
    ],
  });
  expect(
    readSettlement([
      ['order id', 'amount'],
      ['G1', 'x'],
    ]),
  ).toEqual({ ok: false, line: 2, problem: 'an amount' });
  expect(readSettlement([['name'], ['x']])).toMatchObject({ ok: false, line: 1 });
});
