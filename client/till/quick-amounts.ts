import type { Rupiah } from '../../shared/money.ts';

/** Notes that people pay with, largest first. */
const NOTES = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000] as const;
const MOST = 5;

/**
 * What a customer is likely to hand over for `total`: above the exact amount, ascending, at most five.
 * For each note, as few of it as cover the total (37.450 → 38.000, 40.000, 50.000, 100.000).
 */
export function quickAmounts(total: Rupiah): Rupiah[] {
  if (total <= 0) return [];
  const covers = NOTES.map((note) => Math.ceil(total / note) * note).filter(
    (amount) => amount > total && amount - smallestNoteOf(amount) < total,
  );
  const amounts = [...new Set(covers)].sort((a, b) => a - b);
  // Too many to choose from: a note many times the total goes first, then one of the near neighbours.
  while (amounts.length > MOST) {
    if ((amounts.at(-1) ?? 0) > 20 * total) amounts.pop();
    else amounts.splice(1, 1);
  }
  return amounts;
}

/** The smallest note in a fistful that makes `amount`: if it could stay in the purse, nobody hands it over. */
function smallestNoteOf(amount: Rupiah): Rupiah {
  let left = amount;
  let smallest: Rupiah = NOTES[0];
  for (const note of NOTES) {
    if (left >= note) smallest = note;
    left %= note;
  }
  return smallest;
}
