/**
 * Ways of looking at one frame. None reads everything: enlarged, noise and low light are read but what is far is lost;
 * turned, what lies at 30 … 60 degrees is read and nothing else.
 */
export type Pass = 'full' | 'half' | 'centre2x' | 'rot45';

export const PASSES: readonly Pass[] = ['centre2x', 'full', 'rot45', 'half'];
const ROTATION: readonly Pass[] = ['centre2x', 'full', 'centre2x', 'rot45', 'full', 'half'];

/** Which pass comes next: one after the other, and the same again after a hit, because two reads must agree. */
export function createRotation() {
  let turn = 0;
  return {
    next: (): Pass => ROTATION[turn % ROTATION.length] ?? 'full',
    told: (hit: boolean) => {
      if (!hit) turn += 1;
    },
  };
}

/** Pixels of a frame as a pass sees them. One canvas is used for all frames. */
export function createPassView(): (
  frame: CanvasImageSource & { width: number; height: number },
  pass: Pass,
) => ImageData {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser draws on no canvas outside of the page');
  return (frame, pass) => {
    const { width, height } = frame;
    const [toWidth, toHeight] = sizeOf(pass, width, height);
    // Also forgets the transformation of the pass before.
    canvas.width = toWidth;
    canvas.height = toHeight;
    context.imageSmoothingQuality = 'high';
    if (pass === 'centre2x') {
      context.drawImage(frame, width / 4, height / 4, width / 2, height / 2, 0, 0, toWidth, toHeight);
    } else if (pass === 'rot45') {
      context.translate(toWidth / 2, toHeight / 2);
      context.rotate(Math.PI / 4);
      context.drawImage(frame, -width / 2, -height / 2);
    } else {
      context.drawImage(frame, 0, 0, toWidth, toHeight);
    }
    return context.getImageData(0, 0, toWidth, toHeight);
  };
}

function sizeOf(pass: Pass, width: number, height: number): [number, number] {
  if (pass === 'half') return [Math.round(width / 2), Math.round(height / 2)];
  if (pass !== 'rot45') return [width, height];
  // The corners of the frame hold nothing that somebody holds to the camera.
  const side = Math.round(Math.hypot(width, height) * 0.75);
  return [side, side];
}
