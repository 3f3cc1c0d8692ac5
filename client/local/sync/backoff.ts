const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** How long to wait before try number `failures + 1`: 1 s doubling to 60 s, ±20 % by `random` in [0, 1) (S6). */
export function backoffMs(failures: number, random: number): number {
  const base = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 16));
  return Math.round(base * (0.8 + 0.4 * random));
}
