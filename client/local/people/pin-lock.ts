import type { PinTries } from '../ledger/meta.ts';

const FREE_TRIES = 5;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 15 * 60_000;

export const NO_TRIES: PinTries = { wrong: 0, lockedAtMs: 0, lockedUntilMs: 0 };

/** Until when no try is taken; null when one may be made. A clock set back before the lock began doesn't open it. */
export function lockedUntil(tries: PinTries, nowMs: number): number | null {
  if (nowMs >= tries.lockedUntilMs) return null;
  return nowMs < tries.lockedAtMs ? nowMs + (tries.lockedUntilMs - tries.lockedAtMs) : tries.lockedUntilMs;
}

/** One more wrong PIN: from the fifth on each locks, 30 s doubling to 15 min (T6). */
export function countWrong(tries: PinTries, nowMs: number): PinTries {
  const wrong = tries.wrong + 1;
  if (wrong < FREE_TRIES) return { wrong, lockedAtMs: 0, lockedUntilMs: 0 };
  const lockMs = Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** Math.min(wrong - FREE_TRIES, 10));
  return { wrong, lockedAtMs: nowMs, lockedUntilMs: nowMs + lockMs };
}

/** Tries left before the next lock. */
export function triesLeft(tries: PinTries): number {
  return Math.max(0, FREE_TRIES - tries.wrong);
}
