// Runs in the page: draws the frames and clips, and measures the decoders on them.
import { openCamera } from '../../client/devices/scan/camera.ts';
import { createPassView, createRotation, PASSES } from '../../client/devices/scan/frame-passes.ts';
import type { FrameRead, FrameReader } from '../../client/devices/scan/frame-reader.ts';
import { openFrameReader } from '../../client/devices/scan/open-frame-reader.ts';
import { USUAL_SYMBOLOGIES } from '../../client/devices/scan/symbology.ts';
import { createTwoReads } from '../../client/devices/scan/two-reads.ts';
import { readPixels } from '../../client/devices/scan/wasm-read.ts';
import { watchVideo } from '../../client/devices/scan/watch-video.ts';
import { CLIPS, type ClipName, clipFrame, EMPTY_FRAMES, frameNumber } from './clips.ts';
import { DECODERS, loadDecoders, OURS } from './decoders.ts';
import { DISTORTIONS, type Distortion, makeFrame } from './frames.ts';
import { KINDS, type Kind } from './symbols.ts';

/** One decoder on the frames of one symbology with one distortion. */
export interface Tally {
  right: number;
  wrong: number;
  ms: number[];
  /** what was printed and what was read instead */
  examples: [string, string][];
  /** wrong texts that as many reads agreed on as the till wants */
  believed: [string, string][];
}

export interface ClipResult {
  reader: string;
  /** ms from the article's first frame to the first read, and to the second that agreed with it; null: never */
  firstReadMs: number | null;
  takenMs: number | null;
  text: string | null;
  frames: number;
  longTasksMs: number[];
}

/** what one look read, and how it looked */
type Looked = [text: string | null, pass: FrameRead['pass']];

const FRAME_MS = 33;
const MOMENTS = 24;
const view = createPassView();

async function measure(kind: Kind, distortion: Distortion, count: number): Promise<Record<string, Tally>> {
  const tallies: Record<string, Tally> = {};
  for (const name of Object.keys(DECODERS))
    tallies[name] = { right: 0, wrong: 0, ms: [], examples: [], believed: [] };
  for (let n = 0; n < count; n += 1) {
    const frame = makeFrame(kind, distortion, n);
    for (const [name, decode] of Object.entries(DECODERS)) {
      const tally = tallies[name];
      const began = performance.now();
      const texts = await decode(frame);
      tally?.ms.push(performance.now() - began);
      const first = texts.find((text) => text !== null);
      if (!tally || first === undefined || first === null) continue;
      if (first === frame.text) tally.right += 1;
      else {
        tally.wrong += 1;
        tally.examples.push([frame.text, first]);
      }
      if (name !== OURS) continue;
      // Two looks at the same frame may err alike; the harder test is the same scene at other moments.
      const believed = [
        ...agreedOn(
          kind,
          texts.map((text, index) => [text, PASSES[index] ?? 'full']),
        ),
      ];
      if (texts.some((text) => text !== null && text !== frame.text))
        believed.push(...agreedOn(kind, await moments(kind, distortion, n)));
      for (const text of believed) if (text !== frame.text) tally.believed.push([frame.text, text]);
    }
  }
  return tallies;
}

/** What the till's rule takes of these looks, one frame after the other, in a shop that has none of the goods. */
function agreedOn(kind: Kind, looks: readonly Looked[]): string[] {
  const hear = createTwoReads();
  return looks.flatMap(([text, pass], index) =>
    text !== null && hear({ text, pass, symbology: kind }, index * FRAME_MS, () => false) ? text : [],
  );
}

/** The scene as a camera goes on seeing it: new noise every frame, the passes taking turns. */
async function moments(kind: Kind, distortion: Distortion, n: number): Promise<Looked[]> {
  const rotation = createRotation();
  const looks: Looked[] = [];
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    const { canvas } = makeFrame(kind, distortion, n, n * 1_000 + moment + 1);
    const look = rotation.next();
    const read = await readPixels(view(canvas, look), USUAL_SYMBOLOGIES);
    rotation.told(read !== null);
    looks.push([read?.text ?? null, look.pass]);
  }
  return looks;
}

let opened: { video: HTMLVideoElement; reader: FrameReader } | undefined;

async function open() {
  if (opened) return opened;
  const camera = await openCamera(null);
  if (!camera.ok) throw new Error(`no camera: ${camera.trouble}`);
  const video = document.querySelector('video');
  if (!video) throw new Error('the page has no video');
  video.srcObject = camera.camera.stream;
  await video.play();
  opened = { video, reader: await openFrameReader(USUAL_SYMBOLOGIES) };
  return opened;
}

/** The till's own loop on the clip that the fake camera plays. */
async function watchClip(name: ClipName, withinMs: number): Promise<ClipResult> {
  const { video, reader } = await open();
  const canvas = document.createElement('canvas');
  canvas.width = 200;
  canvas.height = 24;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  await video.play();
  const nextFrame = () => new Promise<void>((resolve) => video.requestVideoFrameCallback(() => resolve()));
  while (frameNumber(context, video) >= EMPTY_FRAMES - 10) await nextFrame();
  const result: ClipResult = {
    reader: reader.name,
    firstReadMs: null,
    takenMs: null,
    text: null,
    frames: 0,
    longTasksMs: [],
  };
  const observer = new PerformanceObserver((list) => {
    for (const task of list.getEntries()) result.longTasksMs.push(Math.round(task.duration));
  });
  let appeared = Number.NaN;
  const since = () => Math.round(performance.now() - appeared);
  const began = performance.now();
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(late);
      watch.stop();
      resolve();
    };
    const late = setTimeout(end, withinMs);
    const watch = watchVideo(
      video,
      reader,
      (code) => code === CLIPS[name].text,
      ({ text }) => {
        result.takenMs = since();
        result.text = text;
        end();
      },
      (read) => {
        result.frames += 1;
        if (read && !Number.isNaN(appeared)) result.firstReadMs ??= since();
      },
    );
    const follow = () => {
      if (frameNumber(context, video) >= EMPTY_FRAMES) {
        appeared = performance.now();
        // From here on the page does nothing but the till's own work.
        observer.observe({ entryTypes: ['longtask'] });
      } else if (performance.now() - began < withinMs) video.requestVideoFrameCallback(follow);
    };
    follow();
  });
  observer.disconnect();
  return result;
}

const bench = {
  ready: loadDecoders(),
  kinds: KINDS,
  distortions: DISTORTIONS,
  clips: CLIPS,
  nativeDetector: 'BarcodeDetector' in globalThis,
  measure,
  preview: (kind: Kind, distortion: Distortion, n: number) =>
    makeFrame(kind, distortion, n).canvas.toDataURL('image/jpeg', 0.8),
  clipFrame: (name: ClipName, n: number) => clipFrame(name, n),
  watchClip,
};
export type ScanBench = typeof bench;
Object.assign(globalThis, { bench });
