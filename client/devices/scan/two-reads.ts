import type { FrameRead } from './frame-reader.ts';

export interface TwoReadsOptions {
  /** how long a read counts for the next one */
  agreeWithinMs?: number;
  /** how long a code must be out of sight before it counts again */
  restMs?: number;
}

/** What nobody sells is more likely a misread of something that somebody sells. */
const READS_OF_UNKNOWN = 4;

/** How many reads in a row must agree: two, but more for bars that mean nothing here. */
export function readsNeeded({ text, symbology }: FrameRead, isKnown: (code: string) => boolean): number {
  return symbology === 'qr' || isKnown(text) ? 2 : READS_OF_UNKNOWN;
}

/**
 * The camera misreads now and then, with a right check digit: a text is believed when two reads in a row agree, or
 * as many as are needed. What is still in sight is not taken again. Times are ms of one clock that only goes forward.
 */
export function createTwoReads({ agreeWithinMs = 2_500, restMs = 1_500 }: TwoReadsOptions = {}) {
  let streak: { text: string; at: number; reads: number } | null = null;
  const seenAt = new Map<string, number>();

  /** A frame's text; returns it when it is to be taken now. A frame without a code is no read. */
  return (text: string, at: number, needed = 2): string | null => {
    for (const [seen, when] of seenAt) {
      if (at - when < restMs) continue;
      seenAt.delete(seen);
      // A read of before it left is no half of the next two.
      if (streak?.text === seen) streak = null;
    }
    const goesOn = streak?.text === text && at - streak.at <= agreeWithinMs;
    const reads: number = goesOn && streak ? streak.reads + 1 : 1;
    streak = { text, at, reads };
    if (seenAt.has(text)) {
      seenAt.set(text, at);
      return null;
    }
    if (reads < needed) return null;
    seenAt.set(text, at);
    return text;
  };
}
