/** A small seeded generator (mulberry32): the same seed gives the same run. */
export interface Random {
  /** integer in [0, below) */
  int(below: number): number;
  /** true with `percent` in a hundred */
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** picks a key by its integer weight */
  weighted<K extends string>(weights: Record<K, number>): K;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const int = (below: number) => next() % below;
  return {
    int,
    chance: (percent) => int(100) < percent,
    pick: (from) => from[int(from.length)] as (typeof from)[number],
    weighted: (weights) => {
      const entries = Object.entries<number>(weights) as [keyof typeof weights, number][];
      let left = int(entries.reduce((sum, [, weight]) => sum + weight, 0));
      for (const [key, weight] of entries) {
        if (left < weight) return key;
        left -= weight;
      }
      throw new Error('weights must add up to more than 0');
    },
  };
}
