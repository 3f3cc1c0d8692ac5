import type { FrameRead } from './frame-reader.ts';

export interface TwoReadsOptions {
  /** how long a read counts for the next one */
  agreeWithinMs?: number;
  /** how long a code must be out of sight before it counts again */
  restMs?: number;
}

/** What nobody sells is more likely a misread of something that somebody sells. */
const READS_OF_UNKNOWN = 4;

/**
 * The camera misreads now and then, with a right check digit: a text is believed when two reads in a row agree. Bars
 * that mean nothing here (`isKnown`) must be read four times and in two ways: one way of looking at a blurred code that
 * lies still misreads it alike for ever. What is still in sight is not taken again. Times are ms of one clock.
 */
export function createTwoReads({ agreeWithinMs = 2_500, restMs = 1_500 }: TwoReadsOptions = {}) {
  let streak = { text: '', at: 0, reads: 0, passes: new Set<string>() };
  const seenAt = new Map<string, number>();

  /** What a frame said; true when it is to be taken now. A frame without a code is no read. */
  return ({ text, symbology, pass }: FrameRead, at: number, isKnown: (code: string) => boolean): boolean => {
    for (const [seen, when] of seenAt) {
      if (at - when < restMs) continue;
      seenAt.delete(seen);
      // A read of before it left is no half of the next two.
      if (streak.text === seen) streak.reads = 0;
    }
    const goesOn = streak.text === text && streak.reads > 0 && at - streak.at <= agreeWithinMs;
    if (!goesOn) streak = { text, at, reads: 0, passes: new Set() };
    streak.at = at;
    streak.reads += 1;
    streak.passes.add(pass);
    if (seenAt.has(text)) {
      seenAt.set(text, at);
      return false;
    }
    if (streak.reads < 2) return false;
    if (symbology !== 'qr' && !isKnown(text)) {
      if (streak.reads < READS_OF_UNKNOWN || (streak.passes.size < 2 && pass !== 'native')) return false;
    }
    seenAt.set(text, at);
    return true;
  };
}
