import { box, dot, line, path } from './shapes.ts';

/** What is printed on the label, around 0,0 within a radius of 11. */
export const motifs = {
  drop: (ink: string) => path(ink, 'M0-11C6-3 8 0 8 4A8 8 0 0 1-8 4C-8 0-6-3 0-11Z'),
  leaf: (ink: string) => path(ink, 'M-9 9C-12-4-3-11 10-10 11 3 4 11-6 7L3-3-9 9Z'),
  flower: (ink: string) =>
    [0, 72, 144, 216, 288]
      .map((turn) => `<ellipse cy="-6" rx="4" ry="5" fill="${ink}" transform="rotate(${turn})"/>`)
      .join('') + dot('#ffd23f', 0, 0, 3),
  citrus: (ink: string) =>
    dot(ink, 0, 0, 10) +
    dot('#fff', 0, 0, 8) +
    dot(ink, 0, 0, 7) +
    line('#fff', 1.5, 'M0-7V7M-6-3.5 6 3.5M6-3.5-6 3.5'),
  bean: (ink: string) =>
    `<g transform="rotate(35)"><ellipse rx="7" ry="10" fill="${ink}"/>${line('#fff', 1.5, 'M1-9C-4-3 4 3-1 9')}</g>`,
  strawberry: (ink: string) =>
    path(ink, 'M0 11C-10 4-10-5-5-6H5C10-5 10 4 0 11Z') +
    path('#2e9e4f', 'M-6-6 0-8 6-6 2-4 0-1-2-4Z') +
    dot('#fff', -3, 1, 1) +
    dot('#fff', 3, 1, 1) +
    dot('#fff', 0, 5, 1),
  bolt: (ink: string) => path(ink, 'M3-12-8 2h6L-3 12 8-3H2Z'),
  coconut: (ink: string) =>
    dot(ink, 0, 0, 10) +
    `<ellipse cy="-3" rx="8" ry="5.5" fill="#fff"/>` +
    `<ellipse cy="-2" rx="5.5" ry="3" fill="#cfe9f5"/>`,
  bowl: (ink: string) =>
    path(ink, 'M-11 0H11A11 10 0 0 1-11 0Z') + line(ink, 2, 'M-5-3q-2-3 0-6M0-3q-2-3 0-6M5-3q-2-3 0-6'),
  drumstick: (ink: string) =>
    path(ink, 'M-10-3A8 7 0 0 1 5-5C6 1 0 5-3 5A8 8 0 0 1-10-3Z') +
    line(ink, 5.5, 'M2 3 8 8') +
    line('#fff', 3, 'M3 4 8 8'),
  chili: (ink: string) => path(ink, 'M-7-6C-8 4 1 10 11 7 4 6 1 1-1-7Z') + line('#2e9e4f', 3, 'M-4-7-6-11'),
  shrimp: (ink: string) =>
    path(ink, 'M10-9C-5-13-14-2-8 6-4 11 3 11 7 8 2 8-2 5-2 1-2-4 4-6 10-4Z') +
    path(ink, 'M6 6 12 3 10 8 12 12 6 10Z') +
    line(ink, 1.5, 'M9-8Q12-10 12-12') +
    dot('#fff', 4, -7, 1.3) +
    line('#fff', 1, 'M-9-3-3-1M-7 6-2 3'),
  fish: (ink: string) => path(ink, 'M-12 0C-6-8 3-8 7 0L12-6V6L7 0C3 8-6 8-12 0Z') + dot('#fff', -6, -1, 1.5),
  wave: (ink: string) => line(ink, 3, 'M-11-5q5.5-6 11 0t11 0M-11 2q5.5-6 11 0t11 0M-11 9q5.5-6 11 0t11 0'),
  nut: (ink: string) =>
    `<g transform="rotate(30)">${path(ink, 'M-5-6a5 5 0 0 1 10 0c0 3-1 3 1 7a6 6 0 1 1-12 0c2-4 1-4 1-7Z')}${line('#fff', 1, 'M0-7V-4M-2 2V5M2 2V5')}</g>`,
  squares: (ink: string) =>
    box(ink, -10, -10, 9, 9, 2) +
    box(ink, 1, -10, 9, 9, 2) +
    box(ink, -10, 1, 9, 9, 2) +
    box(ink, 1, 1, 9, 9, 2),
  heart: (ink: string) => path(ink, 'M0 10C-17-2-9-13 0-6 9-13 17-2 0 10Z'),
  cheese: (ink: string) =>
    path(ink, 'M-11 2 5-9 11 2V9H-11Z') + dot('#fff', -4, 5, 2) + dot('#fff', 4, 2, 2.5),
  sun: (ink: string) =>
    dot(ink, 0, 0, 5.5) + line(ink, 2.5, 'M0-11V-9M0 9v2M-11 0h2M9 0h2M-8-8l1 1M7 7l1 1M8-8 7-7M-7 7l-1 1'),
  grain: (ink: string) =>
    line(ink, 2, 'M0 11V-4') +
    [-6, 0, 6]
      .map((y) =>
        path(
          ink,
          `M0 ${y + 3}C-8 ${y + 2}-8 ${y - 3}-7 ${y - 5}-2 ${y - 4} 0 ${y - 1} 0 ${y + 3}C8 ${y + 2} 8 ${y - 3} 7 ${y - 5} 2 ${y - 4} 0 ${y - 1} 0 ${y + 3}Z`,
        ),
      )
      .join(''),
  star: (ink: string) => path(ink, 'M0-10 3-3 10-3 5 2 6 9 0 5-6 9-5 2-10-3-3-3Z'),
  bubbles: (ink: string) =>
    dot(ink, -4, 3, 6.5) +
    dot(ink, 6, -3, 4.5) +
    dot(ink, -3, -8, 2.5) +
    dot('#fff', -6, 1, 1.8) +
    dot('#fff', 5, -4, 1.3),
  pine: (ink: string) => path(ink, 'M0-12 7-3H4L10 5H2V10H-2V5H-10L-4-3H-7Z'),
  cloud: (ink: string) => path(ink, 'M-7 7a5 5 0 0 1-1-9.500A7 7 0 0 1 5-4 5.5 5.5 0 0 1 6 7Z'),
  tooth: (ink: string) => path(ink, 'M-7-9C-2-7 2-7 7-9 12-5 8 3 6 9 4 13 3 3 0 3S-4 13-6 9C-8 3-12-5-7-9Z'),
} as const;

export type Motif = keyof typeof motifs;
