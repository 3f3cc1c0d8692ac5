/** What a provider can say about a payment, in one vocabulary. */
export const REPORTED_STATUSES = [
  'pending',
  'succeeded',
  'failed',
  'expired',
  'cancelled',
  'refunded',
  'unknown',
] as const;
export type ReportedStatus = (typeof REPORTED_STATUSES)[number];

/**
 * How far an attempt is. `creating`: the call left, or is about to, and nobody knows yet how it ended; only asking the
 * provider leads out of it.
 */
export type AttemptStatus = 'creating' | Exclude<ReportedStatus, 'unknown'>;

/** Money may still come by itself. */
export const isLive = (status: AttemptStatus): boolean => status === 'creating' || status === 'pending';

/** Something the owner should hear of. */
export type AttemptAlert = 'lateSuccess' | 'reversal';

export type Step =
  /** the attempt is what was reported now */
  | { verdict: 'applied'; status: AttemptStatus; alert?: AttemptAlert }
  /** nothing new: a repetition */
  | { verdict: 'same' }
  /** older than what is known, or not a status that may follow */
  | { verdict: 'ignored' }
  /** may be true, but only the provider's own answer to a question may say so */
  | { verdict: 'needsConfirmation' };

/**
 * Forward only: news come repeated, late and in any order, so a status that is final is left only where money really
 * moved, and then only on the provider's answer to our own question (`confirmed`). A part of it refunded is `succeeded`;
 * callers pass `refunded` when all of it went back.
 */
export function advance(current: AttemptStatus, reported: ReportedStatus, confirmed: boolean): Step {
  if (reported === 'unknown') return { verdict: 'ignored' };
  if (reported === current) return { verdict: 'same' };
  switch (current) {
    case 'creating':
    case 'pending':
      return { verdict: 'applied', status: reported };
    case 'expired':
    case 'failed':
    case 'cancelled':
      if (reported !== 'succeeded' && reported !== 'refunded') return { verdict: 'ignored' };
      if (!confirmed) return { verdict: 'needsConfirmation' };
      return { verdict: 'applied', status: reported, alert: 'lateSuccess' };
    case 'succeeded':
      if (reported === 'refunded') return { verdict: 'applied', status: reported };
      // A capture that was voided, a settlement that was taken back. Time alone takes nothing back.
      if (reported !== 'cancelled' && reported !== 'failed') return { verdict: 'ignored' };
      if (!confirmed) return { verdict: 'needsConfirmation' };
      return { verdict: 'applied', status: reported, alert: 'reversal' };
    case 'refunded':
      return { verdict: 'ignored' };
  }
}
