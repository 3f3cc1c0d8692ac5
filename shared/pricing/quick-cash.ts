import type { Rupiah } from '../money.ts';

/** Notes that people pay with, smallest first. */
const NOTES = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000] as const;
const LARGEST = 100_000;
/** What one note of change can be, when somebody adds the odd part to get it. */
const ROUND_CHANGE = [5_000, 10_000, 20_000, 50_000];
/** Odd parts that are two coins or notes at most. */
const ODD_PARTS = [500, 1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000];
const MOST = 6;

/**
 * What a customer is likely to hand over for `due`, ascending, at most six, the exact amount first; nothing for
 * nothing. 92.000 → 92.000, 100.000, 102.000: exact, the next note, and 2.000 more to get 10.000 back.
 */
export function suggestCash(due: Rupiah): Rupiah[] {
  if (due <= 0) return [];
  const amounts = [...new Set([due, ...covers(due), ...oddPartAdded(due)])].sort((a, b) => a - b);
  // Too many to choose from: a note many times the amount goes first, then the nearest neighbour.
  while (amounts.length > MOST) {
    if ((amounts.at(-1) ?? 0) > 20 * due) amounts.pop();
    else amounts.splice(1, 1);
  }
  return amounts;
}

/** As few as cover it of each note that is not small change for such an amount, and the next whole thousand. */
function covers(due: Rupiah): Rupiah[] {
  return NOTES.filter((note) => note === 1_000 || note === LARGEST || note * 10 >= due)
    .map((note) => Math.ceil(due / note) * note)
    .filter((amount) => amount > due && amount - smallestNoteOf(amount) < due && amount <= 50 * due);
}

/** A note, and the odd part with it, so that the change is one note. */
function oddPartAdded(due: Rupiah): Rupiah[] {
  const notes = [10_000, 20_000, 50_000, Math.ceil(due / LARGEST) * LARGEST].filter((note) => note > due);
  const parts = [due % 5_000, due % 10_000].filter((part) => part < due && ODD_PARTS.includes(part));
  return notes
    .flatMap((note) => parts.map((part) => note + part))
    .filter((amount) => ROUND_CHANGE.includes(amount - due));
}

/** The smallest note in a fistful that makes `amount`: if it could stay in the purse, nobody hands it over. */
function smallestNoteOf(amount: Rupiah): Rupiah {
  let left = amount;
  let smallest: Rupiah = LARGEST;
  for (const note of NOTES.toReversed()) {
    if (left >= note) smallest = note;
    left %= note;
  }
  return smallest;
}
