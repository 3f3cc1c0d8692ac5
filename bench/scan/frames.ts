import { addNoise, type Random, seeded } from './random.ts';
import { codeOf, type Kind, printed } from './symbols.ts';

export const DISTORTIONS = [
  'clean',
  'noise',
  'blur',
  'blur2',
  'motion',
  'rot15',
  'rot45',
  'rot90',
  'lowlight',
  'far',
  'skew',
  'bottle',
  'glare',
  'torn',
] as const;
export type Distortion = (typeof DISTORTIONS)[number];

export interface Frame {
  canvas: HTMLCanvasElement;
  pixels: ImageData;
  text: string;
}

const [WIDTH, HEIGHT] = [1280, 720];

/** What a camera sees of a symbol before a shelf, with one thing wrong. `noiseSeed`: another moment of the same scene. */
export function makeFrame(kind: Kind, distortion: Distortion, n: number, noiseSeed?: number): Frame {
  const place = DISTORTIONS.indexOf(distortion);
  const random = seeded(n * 104729 + kind.length * 31 + place * 977);
  const text = codeOf(kind, n * 13 + place);
  const symbol = printed(kind, text);
  const module = distortion === 'far' ? 1.35 : 3;
  // Modules of a QR are twice as big, as on receipts and posters.
  const big = kind === 'qr' ? 2 : 1;
  const zoom = (module / 6) * big * (0.92 + random() * 0.16);
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  drawShelf(context, random);

  let [width, height] = [symbol.width * zoom, symbol.height * zoom];
  if (width > WIDTH * 0.9) [width, height] = [WIDTH * 0.9, (height * WIDTH * 0.9) / width];
  context.save();
  const degrees = degreesOf(distortion, random);
  context.translate(WIDTH / 2 + (random() - 0.5) * WIDTH * 0.2, HEIGHT / 2 + (random() - 0.5) * HEIGHT * 0.2);
  context.rotate((degrees * Math.PI) / 180);
  if (distortion === 'skew') context.transform(1, 0.28, -0.18, 0.8, 0, 0);
  context.filter = `blur(${blurOf(distortion, module * big, random)}px)`;
  context.imageSmoothingQuality = 'high';
  drawSymbol(context, symbol, distortion, { width, height, module });
  context.filter = 'none';
  if (distortion === 'glare') drawGlare(context, width, height, kind);
  if (distortion === 'torn') drawTears(context, width, height, module, random);
  context.restore();

  const strength = distortion === 'noise' ? 42 : distortion === 'lowlight' ? 10 : 3;
  const noise = noiseSeed === undefined ? random : seeded(noiseSeed);
  const pixels = addNoise(context, noise, strength, distortion === 'lowlight' ? 0.16 : 1);
  return { canvas, pixels, text };
}

export function drawBoxes(context: CanvasRenderingContext2D, random: Random) {
  const { width, height } = context.canvas;
  for (let n = 0; n < 40; n += 1) {
    context.fillStyle = `hsla(${random() * 360},40%,${20 + random() * 60}%,.5)`;
    context.fillRect(random() * width, random() * height, 20 + random() * 160, 5 + random() * 60);
  }
}

function drawShelf(context: CanvasRenderingContext2D, random: Random) {
  const gradient = context.createLinearGradient(0, 0, WIDTH, HEIGHT);
  gradient.addColorStop(0, `hsl(${random() * 360} 30% 55%)`);
  gradient.addColorStop(1, `hsl(${random() * 360} 35% 35%)`);
  context.fillStyle = gradient;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  drawBoxes(context, random);
  context.fillStyle = '#222';
  for (let n = 0; n < 14; n += 1) {
    context.font = `${12 + random() * 26}px sans-serif`;
    context.fillText('Komposisi: gula, kopi bubuk, susu', random() * WIDTH * 0.8, random() * HEIGHT);
  }
}

function degreesOf(distortion: Distortion, random: Random): number {
  if (distortion === 'rot15') return random() * 30 - 15;
  if (distortion === 'rot45') return 30 + random() * 30;
  if (distortion === 'rot90') return 90;
  return random() * 6 - 3;
}

function blurOf(distortion: Distortion, module: number, random: Random): number {
  if (distortion === 'blur') return module * 0.42 * (0.85 + random() * 0.3);
  if (distortion === 'blur2') return module * 0.62 * (0.85 + random() * 0.3);
  return 0.5;
}

function drawSymbol(
  context: CanvasRenderingContext2D,
  symbol: HTMLCanvasElement,
  distortion: Distortion,
  { width, height, module }: { width: number; height: number; module: number },
) {
  if (distortion === 'bottle') {
    const radius = width / 1.9;
    const widest = Math.asin((0.98 * (width / 2)) / radius);
    for (let x = 0; x < width; x += 1) {
      const angle = Math.asin(((x - width / 2) / radius) * 0.98);
      const from = Math.min(symbol.width - 2, ((angle / widest + 1) / 2) * symbol.width);
      const down = Math.cos(angle) * 14;
      context.drawImage(symbol, from, 0, 2, symbol.height, x - width / 2, -height / 2 + down, 1.5, height);
    }
    return;
  }
  context.drawImage(symbol, -width / 2, -height / 2, width, height);
  if (distortion !== 'motion') return;
  for (let step = 1; step < 6; step += 1) {
    context.globalAlpha = 1 / (step + 1);
    context.drawImage(symbol, -width / 2 + (module * 1.6 * step) / 5, -height / 2, width, height);
  }
  context.globalAlpha = 1;
}

function drawGlare(context: CanvasRenderingContext2D, width: number, height: number, kind: Kind) {
  const [x, y] = [width * 0.1, -height * 0.15];
  const glare = context.createRadialGradient(x, y, 2, x, y, width * 0.3);
  glare.addColorStop(0, 'rgba(255,255,255,1)');
  glare.addColorStop(0.5, 'rgba(255,255,255,.85)');
  glare.addColorStop(1, 'rgba(255,255,255,0)');
  context.fillStyle = glare;
  context.fillRect(-width, -height, 2 * width, height * 1.1 - (kind === 'qr' ? height * 0.4 : 0));
}

function drawTears(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  module: number,
  random: Random,
) {
  context.strokeStyle = '#bbb';
  context.lineWidth = module * 1.2;
  for (let n = 0; n < 5; n += 1) {
    context.beginPath();
    context.moveTo((random() - 0.5) * width, -height / 2);
    context.lineTo((random() - 0.5) * width, height / 2);
    context.stroke();
  }
}
