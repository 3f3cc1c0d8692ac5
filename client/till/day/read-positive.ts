import type { Rupiah } from '../../../shared/money.ts';
import { parseAmount } from '../parse-amount.ts';

export type PositiveAmount =
  | { ok: true; amount: Rupiah }
  | { ok: false; reason: 'empty' | 'notANumber' | 'negative' | 'tooLarge' | 'zero' };

/** Reads a typed amount of at least one rupiah. */
export function readPositive(typed: string): PositiveAmount {
  const parsed = parseAmount(typed);
  if (!parsed.ok) return { ok: false, reason: parsed.reason === 'over100' ? 'tooLarge' : parsed.reason };
  return parsed.amount === 0 ? { ok: false, reason: 'zero' } : parsed;
}
