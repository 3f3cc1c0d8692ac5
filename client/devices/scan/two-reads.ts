export interface TwoReadsOptions {
  /** how long the first of two equal reads counts */
  agreeWithinMs?: number;
  /** how long a code must be out of sight before it counts again */
  restMs?: number;
}

/**
 * The camera misreads now and then, with a right check digit: a text is believed when two reads in a row agree.
 * What is still in sight is not taken again. Times are ms of one clock that only goes forward.
 */
export function createTwoReads({ agreeWithinMs = 2_500, restMs = 1_500 }: TwoReadsOptions = {}) {
  let first: { text: string; at: number } | null = null;
  const seenAt = new Map<string, number>();

  /** A frame's text; returns it when it is to be taken now. A frame without a code is no read. */
  return (text: string, at: number): string | null => {
    for (const [seen, when] of seenAt) {
      if (at - when < restMs) continue;
      seenAt.delete(seen);
      // A read of before it left is no half of the next two.
      if (first?.text === seen) first = null;
    }
    const agreed = first?.text === text && at - first.at <= agreeWithinMs;
    first = { text, at };
    if (seenAt.has(text)) {
      seenAt.set(text, at);
      return null;
    }
    if (!agreed) return null;
    seenAt.set(text, at);
    return text;
  };
}
