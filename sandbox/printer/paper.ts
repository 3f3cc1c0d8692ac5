import { glyphDot } from './glyphs.ts';

export interface Letter {
  letter: string;
  width: number;
  height: number;
  /** of the cell the letter was drawn for */
  small: boolean;
  bold: boolean;
  underline: boolean;
  invert: boolean;
}

/** A roll of paper, one byte a dot, as long as it needs to be. */
export class Paper {
  readonly width: number;
  /** where the next line goes */
  y = 0;
  #dots: Uint8Array;

  constructor(width: number) {
    this.width = width;
    this.#dots = new Uint8Array(width * 512);
  }

  set(x: number, y: number, black = true): void {
    if (x < 0 || x >= this.width || y < 0) return;
    while ((y + 1) * this.width > this.#dots.length) {
      const longer = new Uint8Array(this.#dots.length * 2);
      longer.set(this.#dots);
      this.#dots = longer;
    }
    this.#dots[y * this.width + x] = black ? 1 : 0;
  }

  /** One letter with its upper left corner at `x`, `top`. */
  draw(letter: Letter, x: number, top: number): void {
    const [columns, rows] = letter.small ? [9, 17] : [12, 24];
    for (let dy = 0; dy < letter.height; dy += 1) {
      for (let dx = 0; dx < letter.width; dx += 1) {
        const [gx, gy] = [(dx * columns) / letter.width, (dy * rows) / letter.height];
        const [cx, cy] = letter.small ? [(gx * 12) / 9, (gy * 24) / 17] : [gx, gy];
        const at = (offset: number) => glyphDot(letter.letter, Math.floor(cx) - offset, Math.floor(cy));
        const line = letter.underline && dy >= letter.height - 2;
        const black = at(0) || (letter.bold && at(1)) || line;
        if (black !== letter.invert) this.set(x + dx, top + dy);
      }
    }
  }

  /** What has been printed so far, cut at the current line. */
  picture(): { width: number; height: number; dots: Uint8Array } {
    const height = Math.max(1, this.y);
    const dots = new Uint8Array(this.width * height);
    dots.set(this.#dots.subarray(0, dots.length));
    return { width: this.width, height, dots };
  }
}
