import type { CameraFrame, Pass } from './frame-passes.ts';
import type { Symbology } from './symbology.ts';

export interface FrameRead {
  text: string;
  symbology: Symbology;
  /** how the frame was looked at */
  pass: Pass | 'native';
}

export type ReaderName = 'native' | 'wasm' | 'script';

/** Looks for a code in one frame after the other. Takes the frame over and closes it. */
export interface FrameReader {
  name: ReaderName;
  read(frame: CameraFrame): Promise<FrameRead | null>;
  close(): void;
}

/** What a reader's worker is told and answers. */
export type ToReader =
  | { kind: 'start'; wasmUrl: string; symbologies: readonly Symbology[] }
  | { kind: 'frame'; frame: CameraFrame };
export type FromReader =
  | { kind: 'ready' }
  | { kind: 'failed'; reason: string }
  | { kind: 'read'; read: FrameRead | null };
