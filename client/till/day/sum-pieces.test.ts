import { describe, expect, it } from 'vitest';
import { MAX_PIECES, sumPieces, withPieces } from './sum-pieces.ts';

describe('counted money', () => {
  it('is the sum of its notes and coins', () => {
    expect(sumPieces({})).toBe(0);
    expect(sumPieces({ '100000': 3, '500': 7 })).toBe(303_500);
  });

  it('never has less than no note, and none of a note leaves it out', () => {
    const two = withPieces({}, 50_000, 2);
    expect(two).toEqual({ '50000': 2 });
    expect(withPieces(two, 50_000, 0)).toEqual({});
    expect(withPieces(two, 50_000, -1)).toEqual({});
    expect(withPieces(two, 100, 1e9)).toEqual({ '50000': 2, '100': MAX_PIECES });
  });
});
