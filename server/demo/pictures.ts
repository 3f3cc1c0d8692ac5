import { type Motif, motifs } from './motifs.ts';
import { box, dot, line, path } from './shapes.ts';

/** Colours as `#rrggbb`: of the goods, of the label on them, of what is printed on it. */
type Colors = { body: string; label: string; ink: string };

const light = (d: string) => `<path fill="#fff" fill-opacity=".35" d="${d}"/>`;
const dark = (d: string) => `<path fill="#000" fill-opacity=".14" d="${d}"/>`;

/** Straight folds and seams. */
const seam = (d: string) =>
  `<path fill="none" stroke="#000" stroke-opacity=".22" stroke-width="1.5" d="${d}"/>`;

type Drawing = (colors: Colors, motif: (x: number, y: number, scale?: number) => string) => string;

const bottleShape = 'M41 14h14v11c0 5 9 7 9 15v40a5 5 0 0 1-5 5H37a5 5 0 0 1-5-5V40c0-8 9-10 9-15Z';
const pillow = 'M22 14h52l-2 5c3 20 3 38 0 58l2 5H22l2-5c-3-20-3-38 0-58Z';

/** How a kind of goods looks on the shelf, on a grid of 96. */
const kinds = {
  bottle: ({ body, label }, motif) =>
    path(body, bottleShape) +
    box(label, 40, 9, 16, 9, 2) +
    box(label, 32, 44, 32, 27) +
    motif(48, 57.5) +
    light('M36 42c0-6 4-8 7-12v-4h2v5c-3 5-6 6-6 11v38h-3Z') +
    dark('M59 38c3 2 5 0 5 4v38a5 5 0 0 1-5 5Z'),
  bigBottle: ({ body, label }, motif) =>
    path(body, 'M41 9h14v8c0 5 15 8 15 18v47a6 6 0 0 1-6 6H32a6 6 0 0 1-6-6V35c0-10 15-13 15-18Z') +
    box(label, 40, 4, 16, 9, 2) +
    box(label, 26, 42, 44, 26) +
    seam('M27 74h42M27 80h42M28 37h40') +
    motif(48, 55) +
    light('M31 36c0-6 6-9 10-13h2c-4 6-8 8-8 14v46h-4Z') +
    dark('M64 32c3 3 6 3 6 6v44a6 6 0 0 1-6 6Z'),
  flask: ({ body, label, ink }, motif) =>
    box(ink, 38, 14, 20, 13, 3) +
    path(body, 'M40 27h16c0 5 12 6 12 15v36a7 7 0 0 1-7 7H35a7 7 0 0 1-7-7V42c0-9 12-10 12-15Z') +
    box(label, 28, 47, 40, 26) +
    motif(48, 60) +
    light('M33 42c0-5 4-7 8-9v3c-2 2-4 3-4 7v36h-4Z') +
    dark('M62 37c4 2 6 3 6 7v34a7 7 0 0 1-6 7Z'),
  sauce: ({ body, label, ink }, motif) =>
    box(ink, 43, 6, 10, 12, 2) +
    path(body, 'M43 17h10v10c0 9 11 10 11 22v34a5 5 0 0 1-5 5H37a5 5 0 0 1-5-5V49c0-12 11-13 11-22Z') +
    box(label, 32, 50, 32, 28, 2) +
    motif(48, 64) +
    light('M36 49c0-8 6-9 8-16h2c-1 9-6 9-6 17v34h-4Z') +
    dark('M59 42c3 3 5 4 5 9v32a5 5 0 0 1-5 5Z'),
  shampoo: ({ body, label }, motif) =>
    path(label, 'M38 10h20l2 14H36Z') +
    path(body, 'M30 24h36c5 16 5 42 0 61H30c-5-19-5-45 0-61Z') +
    path(label, 'M27 40h42c1 11 1 21 0 31H27c-1-10-1-20 0-31Z') +
    motif(48, 55) +
    light('M32 28h4c-3 16-3 36 0 54h-3c-5-18-5-38-1-54Z') +
    dark('M62 24h4c5 16 5 42 0 61h-4c5-19 5-45 0-61Z'),
  pump: ({ body, label }, motif) =>
    path(label, 'M45 13V8H30v5l3 3h12v8h-6v7h18v-7h-6V13Z') +
    path(body, 'M34 31h28a6 6 0 0 1 6 6v43a6 6 0 0 1-6 6H34a6 6 0 0 1-6-6V37a6 6 0 0 1 6-6Z') +
    box(label, 33, 42, 30, 33, 15) +
    motif(48, 58.5) +
    light('M30 37a5 5 0 0 1 3-4v49a5 5 0 0 1-3-4Z') +
    dark('M63 31a6 6 0 0 1 5 6v43a6 6 0 0 1-5 6Z'),
  jug: ({ body, label, ink }, motif) =>
    box(label, 32, 8, 16, 12, 3) +
    seam('M36 9v10M40 9v10M44 9v10') +
    path(body, 'M33 19h14c2 5 21 4 23 18v44a6 6 0 0 1-6 6H32a6 6 0 0 1-6-6V36c0-8 7-10 7-17Z') +
    path('#fff', 'M55 33c6 1 8 3 8 8v11h-6V42c0-3-2-3-4-3Z') +
    box(label, 26, 55, 44, 24) +
    motif(48, 67, 0.95) +
    path(ink, 'M26 52h44v3H26Z') +
    dark('M65 31c4 3 5 6 5 10v40a6 6 0 0 1-5 6Z'),
  jerrycan: ({ body, label }, motif) =>
    box(label, 28, 8, 15, 10, 2) +
    path(body, 'M26 17h20l4 5h14a8 8 0 0 1 8 8v51a6 6 0 0 1-6 6H30a6 6 0 0 1-6-6V20Z') +
    path('#fff', 'M52 30h9a4 4 0 0 1 4 4v9h-6v-7h-7Z') +
    path(label, 'M24 47h48v29H24Z') +
    motif(48, 61.5) +
    light('M28 21h4v63h-4Z') +
    dark('M67 23a8 8 0 0 1 5 7v51a6 6 0 0 1-5 6Z'),
  can: ({ body, label }, motif) =>
    path('#c9ced6', 'M35 11h26l4 7v62l-4 6H35l-4-6V18Z') +
    box(body, 29, 18, 38, 61, 3) +
    path(label, 'M29 36c13-6 25 6 38 0v27c-13 6-25-6-38 0Z') +
    motif(48, 49.5) +
    light('M34 18h5v61h-5Z') +
    dark('M60 18h7v61h-7Z') +
    `<ellipse cx="48" cy="12.5" rx="12" ry="2" fill="#8f97a3"/>`,
  tin: ({ body, label }, motif) =>
    box(body, 17, 34, 62, 44, 4) +
    `<ellipse cx="48" cy="35" rx="31" ry="9" fill="#c9ced6"/><ellipse cx="48" cy="35" rx="26" ry="6.5" fill="#aeb5c0"/>` +
    line('#8f97a3', 2.5, 'M44 35h9') +
    path(label, 'M17 48q31 9 62 0v22q-31 9-62 0Z') +
    motif(48, 63, 0.95) +
    dark('M70 44c4-1 7-2 9-4v34a4 4 0 0 1-4 4h-5Z'),
  tallTin: ({ body, label }, motif) =>
    box('#c9ced6', 27, 16, 42, 68, 4) +
    box(body, 27, 21, 42, 58) +
    `<ellipse cx="48" cy="17.5" rx="21" ry="5" fill="#dfe3e9"/><ellipse cx="48" cy="17.5" rx="16" ry="3.3" fill="#b5bcc6"/>` +
    dot(label, 48, 50, 18) +
    motif(48, 50) +
    light('M31 21h4v58h-4Z') +
    dark('M62 21h7v58h-7Z'),
  canister: ({ body, label }, motif) =>
    box(body, 30, 16, 36, 70, 4) +
    box(label, 28, 9, 40, 13, 4) +
    box('#c9ced6', 29, 82, 38, 5, 2) +
    dot(label, 48, 53, 17) +
    motif(48, 53) +
    light('M34 22h4v60h-4Z') +
    dark('M59 22h7v60h-7Z'),
  carton: ({ body, label }, motif) =>
    line('#fff', 3.5, 'M58 18V6l8-2') +
    path(body, 'M28 18h34v68H28Z') +
    path(body, 'M62 18l10 6v56l-10 6Z') +
    dark('M62 18l10 6v56l-10 6Z') +
    light('M28 18h34l10 6H38Z') +
    path(label, 'M28 37 62 31v40l-34 6Z') +
    motif(45, 54),
  gable: ({ body, label }, motif) =>
    path(body, 'M32 8h32v7l8 14v58H24V29l8-14Z') +
    path(label, 'M24 44h48v33H24Z') +
    seam('M32 15h32M24 29h48') +
    dot('#e0304e', 48, 22, 5) +
    motif(48, 60) +
    dark('M64 15l8 14v58h-8Z') +
    path(label, 'M32 8h32v4H32Z'),
  cup: ({ body, label }, motif) =>
    path(body, 'M24 26h48l-7 58a4 4 0 0 1-4 3H35a4 4 0 0 1-4-3Z') +
    path(label, 'M25.5 38h45l-4 33h-37Z') +
    box('#fff', 21, 19, 54, 9, 4) +
    dark('M21 24h54a4 4 0 0 1-4 4H25a4 4 0 0 1-4-4Z') +
    motif(48, 54, 1.15) +
    light('M29 40h4l3 42h-3Z'),
  pack: ({ body, label }, motif) =>
    path(body, 'M8 26l5 3c22-4 48-4 70 0l5-3v44l-5-3c-22 4-48 4-70 0l-5 3Z') +
    path(label, 'M26 33q22-4 44 0v30q-22 4-44 0Z') +
    motif(48, 48, 1.1) +
    seam('M14 30v36M82 30v36') +
    light('M16 32c20-4 44-4 64 0v4c-20-4-44-4-64 0Z') +
    dark('M14 61c22 4 46 4 68 0v6c-22 4-46 4-68 0Z'),
  bag: ({ body, label }, motif) =>
    path(body, pillow) +
    seam('M23 19h50M23 77h50') +
    path(label, 'M23 38c16-8 34 8 50 0v26c-16 8-34-8-50 0Z') +
    motif(48, 51, 1.2) +
    light('M27 21h5c-3 18-3 36 0 54h-5c-2-18-2-36 0-54Z') +
    dark('M67 19h5c3 20 3 38 0 58h-5c3-20 3-38 0-58Z'),
  sack: ({ body, label }, motif) =>
    path(body, 'M24 10l6 4 6-4 6 4 6-4 6 4 6-4 6 4 6-4 3 10c4 22 4 44 0 66q-27 6-54 0c-4-22-4-44 0-66Z') +
    line(label, 3, 'M21 24h54') +
    dot(label, 48, 53, 22) +
    motif(48, 53, 1.4) +
    dark('M69 12l3-2 3 10c4 22 4 44 0 66l-8 1c4-25 4-50 2-75Z') +
    seam('M24 79q24 5 48 0'),
  pouch: ({ body, label, ink }, motif) =>
    box(ink, 60, 7, 11, 9, 2) +
    path(body, 'M26 14h46l2 8c-2 20 0 42 4 62q-30 6-60 0c4-20 6-42 4-62Z') +
    seam('M23 22h50M22 76q26 8 52 0') +
    path(label, 'M24 36c17-7 31 7 48 0 0 10 1 20 2 29-17 7-35-6-52 0 1-9 2-19 2-29Z') +
    motif(48, 51, 1.15) +
    light('M28 24h5c0 18-1 36-4 52h-5c3-16 4-34 4-52Z'),
  box: ({ body, label }, motif) =>
    path(body, 'M20 22h44v62H20Z') +
    path(body, 'M64 22l12-7v62l-12 7Z') +
    dark('M64 22l12-7v62l-12 7Z') +
    path(body, 'M20 22l12-7h44l-12 7Z') +
    light('M20 22l12-7h44l-12 7Z') +
    dot(label, 42, 52, 17) +
    motif(42, 52, 1.1) +
    box(label, 24, 74, 36, 4, 2),
  flatBox: ({ body, label }, motif) =>
    path(body, 'M10 38h66v36H10Z') +
    path(body, 'M10 38l10-10h66L76 38Z') +
    light('M10 38l10-10h66L76 38Z') +
    path(body, 'M76 38l10-10v36L76 74Z') +
    dark('M76 38l10-10v36L76 74Z') +
    path(label, 'M10 44c22-6 44 8 66 0v24c-22 8-44-6-66 0Z') +
    motif(43, 56.5),
  bar: ({ body, label }, motif) =>
    `<g transform="rotate(-24 48 48)">${path(body, 'M4 34l4 2 4-2h72l4 2 4-2v28l-4-2-4 2H12l-4-2-4 2Z')}${seam('M12 34v28M84 34v28')}${path(label, 'M26 34h44l-6 28H20Z')}${motif(45, 48)}${light('M14 37h68v4H14Z')}${dark('M14 57h68v5H14Z')}</g>`,
  loaf: ({ body, label }, motif) =>
    path(body, 'M22 84V42c-9-6-6-22 8-24h36c14 2 17 18 8 24v42Z') +
    path(label, 'M28 78V43c-9-3-8-17 3-19h34c11 2 12 16 3 19v35Z') +
    dark('M66 84V42c9-6 8-20-2-24h2c14 2 17 18 8 24v42Z') +
    motif(48, 50, 1.3) +
    line(body, 3, 'M36 70h24'),
  buns: ({ body, label }, motif) =>
    [
      [32, 36],
      [64, 36],
      [32, 64],
      [64, 64],
    ]
      .map(
        ([x = 0, y = 0]) =>
          box(body, x - 18, y - 17, 36, 34, 14) + light(`M${x - 12} ${y - 8}q12-8 24 0-12-3-24 0Z`),
      )
      .join('') +
    dot(label, 48, 50, 17) +
    motif(48, 50),
  eggs: ({ body, label }) =>
    [22, 39, 56, 73]
      .map(
        (x) =>
          `<ellipse cx="${x}" cy="42" rx="9" ry="12" fill="${body}"/>` +
          light(`M${x - 5} 38q1-5 5-6-3 4-3 9Z`),
      )
      .join('') +
    [30, 48, 66]
      .map(
        (x) =>
          `<ellipse cx="${x}" cy="48" rx="9.5" ry="13" fill="${body}"/>` +
          light(`M${x - 5} 44q1-5 5-6-3 4-3 9Z`),
      )
      .join('') +
    path(label, 'M8 50q5 7 11 7t11-4q9 8 18 0 9 8 18 0 5 4 11 4t11-7l-4 27a4 4 0 0 1-4 3H16a4 4 0 0 1-4-3Z') +
    seam('M30 62v14M48 62v14M66 62v14') +
    dark('M10 70h76l-2 7a4 4 0 0 1-4 3H16a4 4 0 0 1-4-3Z'),
  rolls: ({ body, label }, motif) =>
    [
      [30, 30],
      [66, 30],
      [30, 66],
      [66, 66],
    ]
      .map(
        ([x = 0, y = 0]) =>
          dot(body, x, y, 18) +
          `<circle cx="${x}" cy="${y}" r="12" fill="none" stroke="#000" stroke-opacity=".1" stroke-width="2"/>` +
          dot('#cfd6e4', x, y, 6),
      )
      .join('') +
    box(label, 12, 38, 72, 20, 4) +
    motif(48, 47.5, 0.9),
  sponge: ({ body, label, ink }) =>
    path(body, 'M12 38l10-10h62l-10 10v24l10-10V28 52L74 62H12Z') +
    path(body, 'M12 38h62v24H12Z') +
    path(label, 'M12 58h62v14a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3Z') +
    path(label, 'M74 58l10-10v14L74 74Z') +
    dark('M74 38l10-10v34L74 74Z') +
    light('M12 38l10-10h62L74 38Z') +
    [
      [22, 46, 3],
      [34, 51, 2],
      [44, 44, 3.5],
      [56, 50, 2.5],
      [66, 45, 2],
      [27, 54, 1.5],
      [64, 54, 1.5],
    ]
      .map(([x = 0, y = 0, r = 0]) => dot(ink, x, y, r))
      .join(''),
  tissueBox: ({ body, label }, motif) =>
    path('#fff', 'M36 34c-4-12 6-10 6-22 8 6 6 10 14 8 2 6-2 8 4 14Z') +
    dark('M42 12c8 6 6 10 14 8-6 6-10 2-14-8Z') +
    path(body, 'M8 42h66v38H8Z') +
    path(body, 'M8 42l12-10h68L74 42Z') +
    light('M8 42l12-10h68L74 42Z') +
    `<ellipse cx="48" cy="36.5" rx="18" ry="3" fill="#000" fill-opacity=".25"/>` +
    path('#fff', 'M36 37c-1-8 4-6 4-14 8 4 12 4 20 14Z') +
    path(body, 'M74 42l14-10v36L74 80Z') +
    dark('M74 42l14-10v36L74 80Z') +
    dot(label, 41, 61, 15) +
    motif(41, 61),
  tube: ({ body, label }, motif) =>
    `<g transform="rotate(-20 48 48)">${path(body, 'M8 30h5l56 7v22l-56 7H8Z')}${box(label, 69, 38, 16, 20, 3)}${seam('M13 30v36M74 39v18M79 39v18')}${path(label, 'M22 31.500l36 4.500v24l-36 4.500Z')}${motif(40, 48)}${dark('M8 60l61-7v6l-56 7H8Z')}</g>`,
  brush: ({ body, label, ink }) =>
    `<g transform="rotate(-38 48 48)">${box(body, 2, 45, 92, 7, 3.5)}${box(body, 4, 43, 40, 11, 5.5)}${box(label, 10, 46, 26, 5, 2.5)}${[70, 75, 80, 85].map((x, at) => box(at % 2 ? label : ink, x, 31, 4.5, 15, 1)).join('')}${light('M46 45h46v2H46Z')}</g>`,
  pen: ({ body, label, ink }) =>
    `<g transform="rotate(-45 48 48)">${box(label, 22, 42, 60, 12, 4)}${path(body, 'M2 48l12-5h10v10H14Z')}${box(body, 56, 41, 34, 14, 4)}${box(ink, 60, 37, 26, 5, 2)}${box(ink, 24, 42, 4, 12)}${light('M28 44h52v3H28Z')}</g>`,
  pencil: ({ body, label, ink }) =>
    `<g transform="rotate(-45 48 48)">${path('#f3d7ad', 'M2 48l18-8v16Z')}${path(ink, 'M2 48l7-3v6Z')}${box(body, 20, 40, 56, 16)}${light('M20 40h56v5H20Z')}${dark('M20 51h56v5H20Z')}${box('#c9ced6', 74, 40, 7, 16)}${box(label, 81, 40, 12, 16, 4)}</g>`,
  notebook: ({ body, label, ink }) =>
    box('#fff', 24, 14, 52, 72, 3) +
    seam('M72 16v68') +
    box(body, 20, 11, 52, 72, 4) +
    dark('M20 15a4 4 0 0 1 4-4h5v72h-5a4 4 0 0 1-4-4Z') +
    box(label, 36, 24, 28, 20, 3) +
    line(ink, 2, 'M41 31h18M41 37h12') +
    light('M29 60 72 36v12L29 72Z'),
  eraser: ({ body, label, ink }) =>
    `<g transform="rotate(-18 48 48)">${box(body, 10, 32, 76, 34, 6)}${dark('M10 58h76v2a6 6 0 0 1-6 6H16a6 6 0 0 1-6-6Z')}${box(label, 34, 30, 42, 38, 2)}${box(ink, 42, 40, 26, 5, 2)}${box(ink, 42, 49, 16, 4, 2)}${dark('M34 60h42v6a2 2 0 0 1-2 2H36a2 2 0 0 1-2-2Z')}</g>`,
  glue: ({ body, label, ink }) =>
    box(label, 35, 8, 26, 26, 4) +
    box(body, 33, 32, 30, 50, 2) +
    box(label, 35, 80, 26, 9, 3) +
    seam('M40 81v7M44 81v7M48 81v7M52 81v7M56 81v7') +
    box(ink, 33, 42, 30, 30) +
    line(label, 3, 'M40 52q4-6 8 0t8 0M40 62h16') +
    light('M37 10h4v78h-4Z') +
    dark('M57 8h2a2 2 0 0 1 2 2v22h2v50h-6Z'),
} satisfies Record<string, Drawing>;

export type PictureKind = keyof typeof kinds;

/** How a product looks. */
export type PictureLook = Colors & { kind: PictureKind; motif: Motif };

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function saturation(color: string): number {
  return Math.max(...channels(color)) - Math.min(...channels(color));
}

/** `color` thinned with white; `share` 0 … 1 of white. */
function pale(color: string, share: number): string {
  const thinned = channels(color).map((c) => Math.round(c + (255 - c) * share));
  return `#${thinned.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
}

/** A drawn picture of a demo product: a self-contained SVG of at most 2 kB, square, told apart at 96 pixels. */
export function drawPicture({ picture }: { picture: PictureLook }): string {
  const { kind, motif, body, label, ink } = picture;
  const draw: Drawing = kinds[kind];
  const print = (x: number, y: number, scale = 1) =>
    `<g transform="translate(${x} ${y})${scale === 1 ? '' : ` scale(${scale})`}">${motifs[motif](ink)}</g>`;
  // The ground takes the strongest colour, so that white goods don't vanish on white.
  const strongest = [body, label, ink].reduce((best, color) =>
    saturation(color) > saturation(best) ? color : best,
  );
  const ground = box(pale(strongest, 0.8), 0, 0, 96, 96);
  const shadow = '<ellipse cx="48" cy="87" rx="32" ry="4" fill="#000" fill-opacity=".12"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">${ground}${shadow}${draw({ body, label, ink }, print)}</svg>`;
}
