import type { Rupiah } from '../../../shared/money.ts';
import type { Denominations } from '../../../shared/sync/day-records.ts';

/** What counted notes and coins are worth together. */
export function sumPieces(pieces: Denominations): Rupiah {
  return Object.entries(pieces).reduce((sum, [value, count]) => sum + Number(value) * count, 0);
}

/** The contract's largest count of one note. */
export const MAX_PIECES = 100_000;

/** The count with another number of one note; none of it leaves it out. */
export function withPieces(pieces: Denominations, value: Rupiah, count: number): Denominations {
  const { [String(value)]: _, ...others } = pieces;
  const clean = Math.min(MAX_PIECES, Math.max(0, Math.trunc(count)));
  return clean === 0 ? others : { ...others, [String(value)]: clean };
}
