import { expect, it } from 'vitest';
import { countWrong, lockedUntil, NO_TRIES, triesLeft } from './pin-lock.ts';

it('T6 five wrong PINs lock for 30 s, each further one for twice as long, up to 15 min', () => {
  let tries = NO_TRIES;
  for (let n = 1; n <= 4; n += 1) {
    tries = countWrong(tries, 1_000);
    expect(lockedUntil(tries, 1_000)).toBeNull();
    expect(triesLeft(tries)).toBe(5 - n);
  }
  const locks: number[] = [];
  let now = 1_000;
  for (let n = 0; n < 7; n += 1) {
    tries = countWrong(tries, now);
    const until = lockedUntil(tries, now) ?? now;
    locks.push((until - now) / 1_000);
    expect(lockedUntil(tries, until)).toBeNull();
    now = until;
  }
  expect(locks).toEqual([30, 60, 120, 240, 480, 900, 900]);
});

it('T6 setting the clock back does not open a lock', () => {
  let tries = NO_TRIES;
  for (let n = 0; n < 5; n += 1) tries = countWrong(tries, 1_000_000);
  expect(lockedUntil(tries, 500_000)).toBe(530_000);
});
