import type { FrameRead, FrameReader } from './frame-reader.ts';
import { createTwoReads } from './two-reads.ts';

export interface VideoWatch {
  /** A paused watch looks at nothing: a question on the screen wants an answer first. */
  setPaused(paused: boolean): void;
  stop(): void;
}

/**
 * Reads codes off a playing video until stopped. One frame is looked at after the other and those in between are let
 * go, so that a slow processor is late and never behind. `onCode` hears what reads in a row agreed on: two of what
 * `isKnown`, more of anything else.
 */
export function watchVideo(
  video: HTMLVideoElement,
  reader: FrameReader,
  isKnown: (code: string) => boolean,
  onCode: (read: FrameRead) => void,
  onFrame: (read: FrameRead | null) => void = () => {},
): VideoWatch {
  let stopped = false;
  let paused = false;
  const hear = createTwoReads();

  async function look() {
    if (stopped) return;
    if (!paused && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0) {
      try {
        const frame = 'VideoFrame' in globalThis ? new VideoFrame(video) : await createImageBitmap(video);
        const read = await reader.read(frame);
        if (stopped) return;
        onFrame(read);
        if (read && !paused && hear(read, performance.now(), isKnown)) onCode(read);
      } catch {
        // A frame that the camera took back; the next one comes.
      }
    }
    next();
  }
  function next() {
    if (stopped) return;
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(() => void look());
    else requestAnimationFrame(() => void look());
  }
  next();
  return {
    setPaused: (value) => {
      paused = value;
    },
    stop: () => {
      stopped = true;
    },
  };
}
