import { drawBoxes } from './frames.ts';
import { addNoise, seeded } from './random.ts';
import { type Kind, printed } from './symbols.ts';

/** One second of an empty counter, then an article lifted to the lens: far and blurred at first, near and sharp at last. */
export const CLIP_FRAMES = 105;
export const EMPTY_FRAMES = 30;

interface Clip {
  kind: Kind;
  text: string;
  tilted?: boolean;
  dark?: boolean;
}
export const CLIPS = {
  ean: { kind: 'ean13', text: '8991002101234' },
  'ean dark': { kind: 'ean13', text: '8992731004568', dark: true },
  'ean tilted': { kind: 'ean13', text: '8995550007772', tilted: true },
  code128: { kind: 'code128', text: 'SKU-004217' },
  qr: { kind: 'qr', text: 'https://toko.example/r/TRX-2026-000123' },
} as const satisfies Record<string, Clip>;
export type ClipName = keyof typeof CLIPS;

const [WIDTH, HEIGHT] = [1280, 720];
const BITS = 8;
const BIT_SIZE = 24;

/** The n-th frame as a JPEG data address; its number stands as 8 squares at the upper left. */
export function clipFrame(name: ClipName, n: number): string {
  const clip: Clip = CLIPS[name];
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  const gradient = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  gradient.addColorStop(0, '#a98');
  gradient.addColorStop(1, '#654');
  context.fillStyle = gradient;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  drawBoxes(context, seeded(4242));
  if (n >= EMPTY_FRAMES) drawArticle(context, clip, n);
  const noise = seeded(name.length * 77 + n * 13 + 5);
  addNoise(context, noise, clip.dark ? 9 : 5, clip.dark ? 0.22 : 1);
  for (let bit = 0; bit < BITS; bit += 1) {
    context.fillStyle = (n >> bit) & 1 ? '#fff' : '#000';
    context.fillRect(bit * BIT_SIZE, 0, BIT_SIZE, BIT_SIZE);
  }
  return canvas.toDataURL('image/jpeg', 0.85);
}

function drawArticle(context: CanvasRenderingContext2D, { kind, text, tilted }: Clip, n: number) {
  const lifted = Math.min(1, (n - EMPTY_FRAMES) / 60);
  const symbol = printed(kind, text);
  const zoom = ((1.1 + 2.1 * lifted) / 6) * (kind === 'qr' ? 2 : 1);
  const [width, height] = [symbol.width * zoom, symbol.height * zoom];
  context.save();
  context.translate(WIDTH / 2 + Math.sin(n / 7) * 30, HEIGHT / 2 + 200 * (1 - lifted) + Math.cos(n / 5) * 8);
  const degrees = (tilted ? 38 : 12) * (1 - lifted * 0.7) + Math.sin(n / 6) * 3;
  context.rotate((degrees * Math.PI) / 180);
  context.filter = `blur(${Math.max(0.4, 2.6 * (1 - lifted * 1.6))}px)`;
  context.fillStyle = '#c33';
  context.fillRect(-width * 0.75, -height * 1.4, width * 1.5, height * 2.6);
  context.drawImage(symbol, -width / 2, -height / 2, width, height);
  context.restore();
}

/** Which frame of the clip a video shows now. */
export function frameNumber(context: CanvasRenderingContext2D, video: HTMLVideoElement): number {
  const [width, height] = [BITS * BIT_SIZE, BIT_SIZE];
  context.drawImage(video, 0, 0, width, height, 0, 0, width, height);
  const { data } = context.getImageData(0, BIT_SIZE / 2, BITS * BIT_SIZE, 1);
  let n = 0;
  for (let bit = 0; bit < BITS; bit += 1) {
    if ((data[(bit * BIT_SIZE + BIT_SIZE / 2) * 4] ?? 0) > 128) n |= 1 << bit;
  }
  return n;
}
