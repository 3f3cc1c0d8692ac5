import type { Rupiah } from '../money.ts';
import type { Rounding } from './types.ts';

/** What is added to `due` (or taken off, negative) to make it a multiple of the step; never below zero in all (M4). */
export function roundingOf(due: Rupiah, rounding: Rounding | undefined): Rupiah {
  if (rounding === undefined || rounding.mode === 'off' || due <= 0) return 0;
  const { mode, to, threshold = to / 2 } = rounding;
  const remainder = due % to;
  if (remainder === 0) return 0;
  const up = mode === 'up' || (mode === 'nearest' && remainder >= threshold);
  return up ? to - remainder : -remainder;
}
