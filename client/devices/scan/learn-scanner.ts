import { isValidGtin } from '../../../shared/barcode.ts';
import type { WedgeHabits } from './scan-settings.ts';

/** The keys of one scan as they came: what was typed, and when each went down (ms). */
export interface TypedScan {
  text: string;
  at: readonly number[];
}

export type Lesson =
  | { ok: true; habits: WedgeHabits; code: string }
  /** `slow`: as slow as a person; `noCode`: no product code among the keys; `differ`: not three times the same */
  | { ok: false; reason: 'slow' | 'noCode' | 'differ' };

/** Nobody types 13 digits faster than this on average: what is slower can't be told from a person. */
const SLOWEST_MEAN_MS = 55;
const LONGEST_GAP_MS = 150;
const USUAL = { maxGapMs: 60, maxMeanGapMs: 35 };

/** What three scans of one product tell of the scanner. The habits leave room: Bluetooth is uneven. */
export function learnScanner(scans: readonly TypedScan[]): Lesson {
  const read = scans.map(({ text }) => splitCode(text));
  const [first] = read;
  if (!first || read.some((one) => !one)) return { ok: false, reason: 'noCode' };
  const same = (one: SplitCode | null) =>
    one?.code === first.code && one.prefix === first.prefix && one.suffix === first.suffix;
  if (!read.every(same)) return { ok: false, reason: 'differ' };
  const gaps = scans.map(({ at }) => at.slice(1).map((time, index) => time - (at[index] ?? 0)));
  const longest = Math.max(...gaps.flat());
  const mean = Math.max(...gaps.map((of) => of.reduce<number>((sum, gap) => sum + gap, 0) / of.length));
  if (mean > SLOWEST_MEAN_MS || longest > LONGEST_GAP_MS) return { ok: false, reason: 'slow' };
  return {
    ok: true,
    code: first.code,
    habits: {
      maxGapMs: Math.max(USUAL.maxGapMs, Math.min(Math.ceil(longest * 1.5), LONGEST_GAP_MS)),
      maxMeanGapMs: Math.max(USUAL.maxMeanGapMs, Math.min(Math.ceil(mean * 1.3), SLOWEST_MEAN_MS)),
      prefix: first.prefix,
      suffix: first.suffix,
    },
  };
}

interface SplitCode {
  prefix: string;
  code: string;
  suffix: string;
}

/** The product code in what a scanner types, and what it puts around it. */
function splitCode(text: string): SplitCode | null {
  for (const length of [13, 12, 8])
    for (let from = 0; from + length <= text.length; from += 1) {
      const code = text.slice(from, from + length);
      if (isValidGtin(code)) return { prefix: text.slice(0, from), code, suffix: text.slice(from + length) };
    }
  return null;
}
