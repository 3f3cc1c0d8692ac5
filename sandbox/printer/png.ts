import { crc32, deflateSync } from 'node:zlib';

/** A one-bit PNG (W3C PNG, third edition) of dots, 1 black, with a white `margin` around, as paper has. */
export function pngOf(
  { width, height, dots }: { width: number; height: number; dots: Uint8Array },
  margin = 40,
): Buffer {
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const stride = 1 + ((wide + 7) >> 3);
  const rows = Buffer.alloc(stride * high, 0xff);
  for (let y = 0; y < high; y += 1) rows[y * stride] = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!dots[y * width + x]) continue;
      const at = (y + margin) * stride + 1 + ((x + margin) >> 3);
      rows[at] = (rows[at] ?? 0) & ~(0x80 >> ((x + margin) & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(wide, 0);
  header.writeUInt32BE(high, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
