import { expect, test } from 'vitest';
import { type AttemptStatus, advance, REPORTED_STATUSES, type ReportedStatus } from './attempt-status.ts';

const CURRENT: AttemptStatus[] = [
  'creating',
  'pending',
  'succeeded',
  'failed',
  'expired',
  'cancelled',
  'refunded',
];

/** For each current status, what each reported one does: without and with the provider's own answer. */
const TABLE: Record<AttemptStatus, Record<ReportedStatus, string>> = {
  creating: row('go', 'go', 'go', 'go', 'go', 'go'),
  pending: row('same', 'go', 'go', 'go', 'go', 'go'),
  succeeded: row('ignored', 'same', 'reversal', 'ignored', 'reversal', 'go'),
  failed: row('ignored', 'late', 'same', 'ignored', 'ignored', 'late'),
  expired: row('ignored', 'late', 'ignored', 'same', 'ignored', 'late'),
  cancelled: row('ignored', 'late', 'ignored', 'ignored', 'same', 'late'),
  refunded: row('ignored', 'ignored', 'ignored', 'ignored', 'ignored', 'same'),
};

function row(
  pending: string,
  succeeded: string,
  failed: string,
  expired: string,
  cancelled: string,
  refunded: string,
): Record<ReportedStatus, string> {
  return { pending, succeeded, failed, expired, cancelled, refunded, unknown: 'ignored' };
}

test.each(CURRENT.flatMap((current) => REPORTED_STATUSES.map((reported) => [current, reported] as const)))(
  'an attempt that is %s and reported %s',
  (current, reported) => {
    const wanted = TABLE[current][reported];
    const [told, asked] = [advance(current, reported, false), advance(current, reported, true)];
    if (wanted === 'go') {
      expect(told).toEqual({ verdict: 'applied', status: reported });
      expect(asked).toEqual(told);
    } else if (wanted === 'late' || wanted === 'reversal') {
      expect(told).toEqual({ verdict: 'needsConfirmation' });
      expect(asked).toEqual({
        verdict: 'applied',
        status: reported,
        alert: wanted === 'late' ? 'lateSuccess' : 'reversal',
      });
    } else {
      expect(told).toEqual({ verdict: wanted });
      expect(asked).toEqual(told);
    }
  },
);

test('whatever order news come in, what is final stays unless the provider itself took it back', () => {
  const news: ReportedStatus[] = ['pending', 'succeeded', 'expired', 'pending', 'cancelled', 'failed'];
  for (const first of news)
    for (const second of news)
      for (const third of news) {
        let status: AttemptStatus = 'creating';
        for (const reported of [first, second, third]) {
          const step = advance(status, reported, false);
          if (step.verdict === 'applied') status = step.status;
        }
        const final = [first, second, third].find((reported) => reported !== 'pending');
        expect(status).toBe(final ?? 'pending');
      }
});
