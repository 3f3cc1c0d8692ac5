import type { Symbology } from './symbology.ts';

export interface FrameRead {
  text: string;
  symbology: Symbology;
}

export type ReaderName = 'native' | 'wasm' | 'script';

/** Looks for a code in one frame after the other. Takes the frame over and closes it. */
export interface FrameReader {
  name: ReaderName;
  read(frame: ImageBitmap): Promise<FrameRead | null>;
  close(): void;
}

/** What a reader's worker is told and answers. */
export type ToReader =
  | { kind: 'start'; wasmUrl: string; symbologies: readonly Symbology[] }
  | { kind: 'frame'; frame: ImageBitmap };
export type FromReader =
  | { kind: 'ready' }
  | { kind: 'failed'; reason: string }
  | { kind: 'read'; read: FrameRead | null };
