import { writeFileSync } from 'node:fs';
import { eanBars } from '../../shared/receipt/barcode-modules.ts';

const [WIDTH, HEIGHT, PER_SECOND] = [640, 360, 20];
const MODULE = 4;

/** What the fake camera plays again and again: a bare counter, then a card with this EAN-13, then the counter again. */
export function writeClip(file: string, code: string, seconds = { before: 0.5, shown: 1, after: 2 }): void {
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
  const bare = frame();
  const card = frame(code);
  const times = (length: number, one: Buffer) => Array<Buffer>(Math.round(length * PER_SECOND)).fill(one);
  writeFileSync(
    file,
    Buffer.concat([
      header,
      ...times(seconds.before, bare),
      ...times(seconds.shown, card),
      ...times(seconds.after, bare),
    ]),
  );
}

function frame(code?: string): Buffer {
  const luma = Buffer.alloc(WIDTH * HEIGHT, 110);
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const bars = code ? eanBars(code) : undefined;
  if (bars) {
    const fill = (x: number, y: number, width: number, height: number, light: number) => {
      for (let row = y; row < y + height; row += 1)
        luma.fill(light, row * WIDTH + x, row * WIDTH + x + width);
    };
    fill(60, 80, WIDTH - 120, 200, 235);
    let x = (WIDTH - 95 * MODULE) / 2;
    for (const [index, width] of bars.entries()) {
      if (index % 2 === 0) fill(x, 110, width * MODULE, 140, 20);
      x += width * MODULE;
    }
  }
  return Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
}
