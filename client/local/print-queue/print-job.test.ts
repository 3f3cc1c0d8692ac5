import { describe, expect, test } from 'vitest';
import type { TroubleFacts } from '../../../shared/printing/print-trouble.ts';
import {
  DRAWER_FOR_MS,
  interrupted,
  newPrintJob,
  nextJob,
  type PrintJob,
  proven,
  started,
  troubled,
  wantedAgain,
} from './print-job.ts';

function job(change: Partial<PrintJob> = {}): PrintJob {
  const made = newPrintJob({
    id: 'a',
    createdAtMs: 1_000,
    printerId: 'p',
    kind: 'receipt',
    saleId: 's',
    title: 'PST-A1-000001',
    document: null,
    pulse: null,
    logoPictureId: null,
  });
  return { ...made, ...change };
}
const nothingLeft: TroubleFacts = { reason: 'off', sent: 0, total: 900, mayBeOut: false };
const halfLeft: TroubleFacts = { reason: 'linkLost', sent: 360, total: 900, mayBeOut: true };
const half = () => 0.5;

describe('a print job', () => {
  test('D1 waits for a printer that is off, longer each time, unmarked, and holds the next of its printer', () => {
    let waiting = job();
    const waits = [1, 2, 3, 4, 5, 6, 7].map(() => {
      waiting = troubled(waiting, nothingLeft, 0, half);
      return waiting.nextTryAtMs;
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(waiting).toMatchObject({ state: 'waiting', possibleCopy: false, attempts: 0 });
    const second = job({ id: 'b', createdAtMs: 2_000 });
    expect(nextJob([second, waiting], 500)).toEqual({ atMs: 30_000 });
    expect(nextJob([second, waiting], 30_000)).toEqual({ job: waiting });
  });

  test('that may be on paper is never printed again by itself, and marked when a person wants it again', () => {
    const unclear = troubled(started(job()), halfLeft, 5_000, half);
    expect(unclear).toMatchObject({ state: 'unclear', trouble: { sent: 360, total: 900 }, attempts: 1 });
    expect(nextJob([unclear, job({ id: 'b' })], 5_000)).toMatchObject({ job: { id: 'b' } });
    const again = wantedAgain(unclear);
    expect(again).toMatchObject({ state: 'waiting', possibleCopy: true });
    expect(proven(again, 'consumed', 9_000)).toMatchObject({ state: 'printed', endedAtMs: 9_000 });
  });

  test('that the app left in the middle is unclear; an order for the kitchen goes out again, marked', () => {
    expect(interrupted(started(job()), 0)).toMatchObject({ state: 'unclear', possibleCopy: true });
    expect(interrupted(started(job({ kind: 'kitchen' })), 0)).toMatchObject({
      state: 'waiting',
      possibleCopy: true,
    });
  });

  test('of a printer that can’t tell is not called printed', () => {
    expect(proven(job(), 'handedOver', 1)).toMatchObject({ state: 'handedOver' });
  });

  test('a drawer goes first, does not wait behind paper, and does not open late', () => {
    const paper = job({ nextTryAtMs: 60_000 });
    const drawer = job({ id: 'd', kind: 'drawer', createdAtMs: 2_000 });
    expect(nextJob([paper, drawer], 2_000)).toEqual({ job: drawer });
    const tried = troubled(drawer, nothingLeft, 2_100, half);
    expect(tried).toMatchObject({ state: 'waiting', nextTryAtMs: 3_100 });
    expect(troubled(tried, nothingLeft, 2_001 + DRAWER_FOR_MS, half)).toMatchObject({
      state: 'dropped',
      trouble: { reason: 'expired' },
    });
    expect(troubled(drawer, halfLeft, 2_100, half)).toMatchObject({ state: 'unclear', possibleCopy: false });
  });
});
