import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Custom properties of the first rule whose selector contains `marker`. */
function tokensOf(marker: string): Map<string, string> {
  const start = css.indexOf('{', css.indexOf(marker));
  const body = css.slice(start + 1, css.indexOf('}', start));
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

const light = tokensOf(':root {');
const darkByMedia = tokensOf(':root:not([data-theme="light"])');
const darkByChoice = tokensOf(':root[data-theme="dark"]');

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [hi = 0, lo = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
}

const levels = ['page', 'surface', 'raised', 'sunken'];
const textPairs: [string, string][] = [
  ...['text', 'muted', 'brand', 'positive', 'warning', 'danger', 'calm'].flatMap((text) =>
    levels.map((level): [string, string] => [text, level]),
  ),
  ['text', 'hover'],
  ['text', 'pressed'],
  ['muted', 'hover'],
  ['on-brand', 'brand'],
  ['on-brand', 'brand-pressed'],
  ['on-brand-soft', 'brand-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-pressed'],
  ['on-danger', 'danger-fill'],
  ['on-danger', 'danger-pressed'],
  ...['positive', 'warning', 'danger', 'calm'].flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    ['text', `${tone}-soft`],
  ]),
];

/** Edges of fields and the focus ring are graphics: 3 is enough (WCAG 1.4.11). */
const graphicPairs: [string, string][] = levels.map((level) => ['border-strong', level]);

describe.each([
  ['light', light],
  ['dark', darkByMedia],
])('%s theme', (_, tokens) => {
  const color = (name: string) => {
    const value = tokens.get(name);
    expect(value, name).toMatch(/^#[0-9a-f]{6}$/);
    return value ?? '';
  };

  test.each(textPairs)('%s on %s reads at 4.5 : 1', (text, ground) => {
    expect(contrast(color(`--color-${text}`), color(`--color-${ground}`))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(graphicPairs)('%s against %s shows at 3 : 1', (edge, ground) => {
    expect(contrast(color(`--color-${edge}`), color(`--color-${ground}`))).toBeGreaterThanOrEqual(3);
  });

  test.each(levels)('the focus ring shows on %s', (level) => {
    expect(contrast(color('--focus-color'), color(`--color-${level}`))).toBeGreaterThanOrEqual(3);
  });
});

test('dark chosen and dark by the system are the same', () => {
  expect([...darkByChoice]).toEqual([...darkByMedia]);
});

test('dark redefines every colour of light', () => {
  const colors = (tokens: Map<string, string>) =>
    [...tokens.keys()].filter((name) => name.startsWith('--color-'));
  expect(colors(darkByMedia)).toEqual(colors(light));
});
