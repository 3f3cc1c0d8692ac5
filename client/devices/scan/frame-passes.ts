/**
 * Ways of looking at one frame. None reads everything: enlarged, noise and low light are read but what is far is lost;
 * turned, what lies at 30 … 60 degrees is read and nothing else.
 */
export type Pass = 'full' | 'half' | 'centre2x' | 'rot45';

export const PASSES: readonly Pass[] = ['centre2x', 'full', 'rot45', 'half'];
const ROTATION: readonly Pass[] = ['centre2x', 'full', 'centre2x', 'rot45', 'full', 'half'];

/** How one frame is looked at; `scale` is on top of what the pass does. */
export interface Look {
  pass: Pass;
  scale: number;
}
/** Each further look differs a little: of a code that lies still, the same look would misread the same. */
const LARGER = [1, 1.12, 1.24, 1.06];
const SCALES: Record<Pass, readonly number[]> = {
  full: LARGER,
  half: LARGER,
  rot45: LARGER,
  centre2x: [1, 0.88, 1.06, 0.94],
};

/** Which look comes next: one pass after the other; after a hit the same pass again, because reads must agree. */
export function createRotation() {
  let turn = 0;
  let hits = 0;
  return {
    next: (): Look => {
      const pass = ROTATION[turn % ROTATION.length] ?? 'full';
      const scales = SCALES[pass];
      return { pass, scale: scales[hits % scales.length] ?? 1 };
    },
    told: (hit: boolean) => {
      hits = hit ? hits + 1 : 0;
      if (!hit) turn += 1;
    },
  };
}

/** Pixels of a frame as a pass sees them. One canvas is used for all frames. */
export function createPassView(): (
  frame: CanvasImageSource & { width: number; height: number },
  look: Look,
) => ImageData {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser draws on no canvas outside of the page');
  return (frame, { pass, scale }) => {
    const { width, height } = frame;
    const [toWidth, toHeight] = sizeOf(pass, width, height).map((side) => Math.round(side * scale)) as [
      number,
      number,
    ];
    // Also forgets the transformation of the pass before.
    canvas.width = toWidth;
    canvas.height = toHeight;
    context.imageSmoothingQuality = 'high';
    if (pass === 'centre2x') {
      context.drawImage(frame, width / 4, height / 4, width / 2, height / 2, 0, 0, toWidth, toHeight);
    } else if (pass === 'rot45') {
      context.translate(toWidth / 2, toHeight / 2);
      context.rotate(Math.PI / 4);
      context.scale(scale, scale);
      context.drawImage(frame, -width / 2, -height / 2);
    } else {
      context.drawImage(frame, 0, 0, toWidth, toHeight);
    }
    return context.getImageData(0, 0, toWidth, toHeight);
  };
}

function sizeOf(pass: Pass, width: number, height: number): [number, number] {
  if (pass === 'half') return [width / 2, height / 2];
  if (pass !== 'rot45') return [width, height];
  // The corners of the frame hold nothing that somebody holds to the camera.
  const side = Math.hypot(width, height) * 0.75;
  return [side, side];
}
