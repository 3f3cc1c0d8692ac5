/** Colours of the logo; the same in both themes. */
export const logoColors = { ground: '#0b5a55', awning: '#ffb71b', paper: '#ffffff' } as const;

/** The mark on a 64 × 64 grid: a stall whose awning, post, floor and counter draw a G. */
export const markShapes = {
  /** Roof with the first and third strip of the awning. */
  awning:
    'M17.6 9h28.8a3.4 3.4 0 0 1 3.1 2L54 21H43v4.5a5.5 5.5 0 0 1-11 0V21H21v4.5a5.5 5.5 0 0 1-11 0V21l4.5-10a3.4 3.4 0 0 1 3.1-2Z',
  /** The strips between. */
  strips: 'M21 21h11v4.5a5.5 5.5 0 0 1-11 0ZM43 21h11v4.5a5.5 5.5 0 0 1-11 0Z',
  /** Left post, floor, right post and counter: the rest of the G. */
  letter:
    'M13.4 34h4.2a1.4 1.4 0 0 1 1.4 1.4v11.1A1.5 1.5 0 0 0 20.5 48h23a1.5 1.5 0 0 0 1.5-1.5V43H32.4A1.4 1.4 0 0 1 31 41.6V37.4A1.4 1.4 0 0 1 32.4 36H50.6A1.4 1.4 0 0 1 52 37.4V46.5A8.5 8.5 0 0 1 43.5 55h-23A8.5 8.5 0 0 1 12 46.5V35.4A1.4 1.4 0 0 1 13.4 34Z',
} as const;

/** The word as strokes of one width on a 141 × 52 grid, so that no font is needed. */
export const wordStrokes = {
  width: 6.2,
  letters:
    'M35 13.5A16 16 0 1 0 37.5 26H25.5M49 31H70.2A10.8 10.8 0 1 0 65.8 39.7M81.5 42V20.8M81.5 30a9.3 9.3 0 0 1 9.5-8.8M120.8 20.5V42M120.8 31.2a10.8 10.8 0 1 1-21.6 0a10.8 10.8 0 1 1 21.6 0M133.5 20.8V42',
  /** The dot of the i, in the colour of the awning. */
  dot: { x: 133.5, y: 10.4, radius: 4.2 },
} as const;
