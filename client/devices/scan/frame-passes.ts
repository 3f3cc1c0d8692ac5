/** A picture of the camera; a frame of its own costs the page nothing, where the browser has them. */
export type CameraFrame = ImageBitmap | VideoFrame;

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
/** The second look differs a little: of a code that lies still, the same look would misread the same. */
const SECOND_SCALE: Record<Pass, number> = { full: 1.12, half: 1.12, rot45: 1.12, centre2x: 0.88 };

/** As many reads as agree on what is known; then another pass has a look. */
const LOOKS_ALIKE = 2;

/** Which look comes next: one pass after the other; after a hit the same pass again, because two reads must agree. */
export function createRotation() {
  let turn = 0;
  let hits = 0;
  return {
    next: (): Look => {
      const pass = ROTATION[turn % ROTATION.length] ?? 'full';
      return { pass, scale: hits === 0 ? 1 : SECOND_SCALE[pass] };
    },
    told: (hit: boolean) => {
      hits = hit ? (hits + 1) % LOOKS_ALIKE : 0;
      if (hits === 0) turn += 1;
    },
  };
}

/** Pixels of a frame as a pass sees them. One canvas is used for all frames. */
export function createPassView(): (frame: CameraFrame | HTMLCanvasElement, look: Look) => ImageData {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser draws on no canvas outside of the page');
  return (frame, { pass, scale }) => {
    const [width, height] =
      'displayWidth' in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
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
