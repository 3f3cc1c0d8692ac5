/**
 * Draws every icon in public/ from the shapes of the logo: SVG as text, PNG through Chromium.
 * Run after the logo changes and commit what it writes: `node scripts/make-icons.ts`.
 * CHROMIUM_PATH names the browser; otherwise /usr/bin/chromium, or the one Playwright installed.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { logoColors, markShapes, wordStrokes } from '../client/ui/logo-shapes.ts';

const publicDir = join(import.meta.dirname, '..', 'public');
const { ground, awning, paper } = logoColors;

const glyph = `<path fill="${awning}" d="${markShapes.awning}"/><path fill="${paper}" d="${markShapes.strips}${markShapes.letter}"/>`;
const svg = (viewBox: string, body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}"><title>Gerai</title>${body}</svg>\n`;
const scaled = (factor: number, body: string) =>
  `<g transform="translate(${32 - 32 * factor} ${32 - 32 * factor}) scale(${factor})">${body}</g>`;

const mark = svg('0 0 64 64', `<rect width="64" height="64" rx="15" fill="${ground}"/>${glyph}`);

/** Platforms cut their own shape out of it: the drawing stays inside the safe circle of 80 %. */
const maskable = svg('0 0 64 64', `<rect width="64" height="64" fill="${ground}"/>${scaled(0.8, glyph)}`);

/** iOS rounds the corners itself, less than a circle. */
const appleTouch = svg('0 0 64 64', `<rect width="64" height="64" fill="${ground}"/>${scaled(0.96, glyph)}`);

/** Android shows only the alpha channel: one silhouette, the scallops tell the awning. */
const badge = svg(
  '0 0 64 64',
  `<g fill="#fff">${scaled(1.2, `<path d="${markShapes.awning}${markShapes.strips}${markShapes.letter}"/>`)}</g>`,
);

const word = `<g transform="translate(75 6)"><path d="${wordStrokes.letters}" fill="none" stroke="${ground}" stroke-width="${wordStrokes.width}" stroke-linecap="round" stroke-linejoin="round"/><circle cx="${wordStrokes.dot.x}" cy="${wordStrokes.dot.y}" r="${wordStrokes.dot.radius}" fill="#f2a500"/></g>`;
const full = svg('0 0 218 64', `<rect width="64" height="64" rx="15" fill="${ground}"/>${glyph}${word}`);

const vectors: Record<string, string> = {
  'logo.svg': full,
  'favicon.svg': mark,
  'icons/maskable.svg': maskable,
};

const pictures: Record<string, { source: string; size: number }> = {
  'icons/icon-192.png': { source: mark, size: 192 },
  'icons/icon-512.png': { source: mark, size: 512 },
  'icons/maskable-512.png': { source: maskable, size: 512 },
  'icons/apple-touch-180.png': { source: appleTouch, size: 180 },
  'icons/badge-96.png': { source: badge, size: 96 },
};

await mkdir(join(publicDir, 'icons'), { recursive: true });
for (const [name, text] of Object.entries(vectors)) await writeFile(join(publicDir, name), text);

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const [name, { source, size }] of Object.entries(pictures)) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html,body{margin:0;background:none}svg{display:block;width:${size}px;height:${size}px}</style>${source}`,
    );
    await page.screenshot({ path: join(publicDir, name), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
