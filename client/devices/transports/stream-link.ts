import { PrintTrouble } from '../../../shared/printing/print-trouble.ts';
import { askStatus, type PrinterStream, runJob, within } from '../../../shared/printing/run-job.ts';
import type { WritableStore } from '../../local/store.ts';
import type { LinkState, PrinterLink } from './printer-link.ts';

/** Said by the printer before the job: the link is well. */
const SAID_ITSELF: ReadonlySet<string> = new Set(['paperOut', 'coverOpen', 'offline']);

export interface OpenedStream extends PrinterStream {
  close(): Promise<void>;
}

export interface StreamLinkParts {
  state: WritableStore<LinkState>;
  answers: () => boolean;
  /** Rejects with a PrintTrouble or anything else, which then counts as `off`. */
  open: () => Promise<OpenedStream>;
  connectMs: number;
}

/** A link over an open stream (Bluetooth, serial, USB): kept open, opened again when it has broken. */
export function streamLink({ state, answers, open, connectMs }: StreamLinkParts): PrinterLink {
  let stream: OpenedStream | null = null;
  let opening: Promise<OpenedStream> | null = null;

  async function connected(): Promise<OpenedStream> {
    if (stream) return stream;
    opening ??= connect().finally(() => {
      opening = null;
    });
    return opening;
  }

  async function connect(): Promise<OpenedStream> {
    if (state.get() === 'unsupported') throw new PrintTrouble('unsupported');
    if (state.get() === 'needsTap') throw new PrintTrouble('needsTap');
    state.set('connecting');
    try {
      const opened = await within(open(), connectMs);
      opened.lost.catch(() => {
        if (stream === opened) stream = null;
        if (state.get() === 'ready') state.set('away');
      });
      stream = opened;
      state.set('ready');
      return opened;
    } catch (error) {
      const trouble = error instanceof PrintTrouble ? error : new PrintTrouble('off', {}, error);
      if (state.get() === 'connecting') state.set(trouble.reason === 'needsTap' ? 'needsTap' : 'away');
      throw new PrintTrouble(trouble.reason === 'timeOut' ? 'off' : trouble.reason, {}, error);
    }
  }

  async function hangUp(): Promise<void> {
    const closing = stream;
    stream = null;
    // A link that hangs must not hold the next try.
    if (closing) await within(closing.close(), 1_000).catch(() => {});
  }

  return {
    state,
    connect: async () => void (await connected()),
    print: async ({ bytes, kind, onStart }) => {
      const total = bytes.length;
      const opened = await connected().catch((error: PrintTrouble) => {
        throw new PrintTrouble(error.reason, { total }, error);
      });
      try {
        return await runJob(opened, bytes, { answers: answers(), kind, onStart });
      } catch (error) {
        // What is half said on this link stays on it: the next job begins on a new one.
        if (!(error instanceof PrintTrouble) || error.mayBeOut || !SAID_ITSELF.has(error.reason)) {
          await hangUp();
          if (state.get() === 'ready') state.set('away');
        }
        throw error;
      }
    },
    status: async () => {
      const opened = await connected();
      return askStatus(opened).catch((error: PrintTrouble) => {
        if (error.reason === 'timeOut') return null;
        throw error;
      });
    },
    close: async () => {
      await hangUp();
      if (state.get() === 'ready') state.set('idle');
    },
  };
}
