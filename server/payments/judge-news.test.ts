import { expect, test } from 'vitest';
import { judgeNews, type KnownAttempt } from './judge-news.ts';
import type { News } from './news.ts';

const attempt = (change: Partial<KnownAttempt> = {}): KnownAttempt => ({
  status: 'pending',
  amount: 10_000,
  reference: 'G1',
  refundedAmount: 0,
  ...change,
});
const told = (change: Partial<News> = {}): News => ({
  source: 'webhook',
  reported: 'succeeded',
  confirmed: true,
  amount: 10_000,
  reference: 'G1',
  ...change,
});

test('another amount, currency or number is never believed', () => {
  expect(judgeNews(attempt(), told({ amount: 9_999 }))).toEqual({ verdict: 'mismatch', mismatch: 'amount' });
  expect(judgeNews(attempt(), told({ currency: 'USD' }))).toEqual({
    verdict: 'mismatch',
    mismatch: 'currency',
  });
  expect(judgeNews(attempt(), told({ reference: 'G2' }))).toEqual({
    verdict: 'mismatch',
    mismatch: 'reference',
  });
  expect(judgeNews(attempt(), told())).toMatchObject({
    verdict: 'applied',
    status: 'succeeded',
    moved: 10_000,
  });
});

test('a part refunded leaves it paid; the last part makes it refunded; what moved adds up to nothing', () => {
  const paid = attempt({ status: 'succeeded' });
  const part = judgeNews(paid, told({ reported: 'refunded', refundedAmount: 4_000 }));
  expect(part).toMatchObject({
    verdict: 'applied',
    status: 'succeeded',
    refundedAmount: 4_000,
    moved: -4_000,
  });
  const again = judgeNews({ ...paid, refundedAmount: 4_000 }, told({ refundedAmount: 4_000 }));
  expect(again).toMatchObject({ verdict: 'same', moved: 0 });
  const rest = judgeNews(
    { ...paid, refundedAmount: 4_000 },
    told({ reported: 'succeeded', refundedAmount: 10_000 }),
  );
  expect(rest).toMatchObject({
    verdict: 'applied',
    status: 'refunded',
    refundedAmount: 10_000,
    moved: -6_000,
  });
});

test('an older word about refunds takes nothing back', () => {
  const known = attempt({ status: 'succeeded', refundedAmount: 6_000 });
  expect(judgeNews(known, told({ refundedAmount: 2_000 }))).toMatchObject({
    verdict: 'same',
    refundedAmount: 6_000,
    moved: 0,
  });
});

test('a reversal takes what was left, and late money that went back again moved nothing', () => {
  const known = attempt({ status: 'succeeded', refundedAmount: 3_000 });
  expect(judgeNews(known, told({ reported: 'failed' }))).toMatchObject({
    verdict: 'applied',
    status: 'failed',
    alert: 'reversal',
    moved: -7_000,
  });
  expect(judgeNews(attempt({ status: 'expired' }), told({ reported: 'refunded' }))).toMatchObject({
    verdict: 'applied',
    status: 'refunded',
    alert: 'lateSuccess',
    moved: 0,
  });
  expect(judgeNews(attempt({ status: 'expired' }), told({ confirmed: false }))).toMatchObject({
    verdict: 'needsConfirmation',
    moved: 0,
  });
});
