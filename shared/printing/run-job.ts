import { type PaperState, type PrintDone, PrintTrouble } from './print-trouble.ts';
import { ASK_PAPER, ASK_STATUS, type PrinterStatus, readPaper, readStatus } from './printer-status.ts';

/** An open way to a printer: Bluetooth, serial, USB or TCP, whichever side opened it. */
export interface PrinterStream {
  /**
   * Resolves when the link has confirmed the bytes, as well as this link can. Rejects with a PrintTrouble: `refused` only
   * when the printer said no, so that none of these bytes were taken.
   */
  send(bytes: Uint8Array): Promise<void>;
  /** Hears what the printer says until the returned function is called. */
  onReply(listener: (bytes: Uint8Array) => void): () => void;
  /** most bytes of one `send`; a link that refuses its first write may be asked for less */
  chunk: number;
  readonly smallestChunk: number;
  /** rejects when the link is gone */
  readonly lost: Promise<never>;
  /** what a confirmed write proves */
  readonly proof: 'acknowledged' | 'handedOver';
}

export interface JobOptions {
  /** the printer answers `DLE EOT` */
  answers: boolean;
  /** `drawer`: a pulse, which needs no paper; then the real-time command is used where printing has stopped */
  kind: 'document' | 'drawer';
  /** just before the first byte of the job leaves: from here on something may be on paper */
  onStart?: () => Promise<void> | void;
  /** ms that a write or an answer may take */
  writeMs?: number;
  statusMs?: number;
  answerMs?: number;
}

const WRITE_MS = 5_000;
const STATUS_MS = 1_500;
/** a long receipt on a slow printer: the answer comes when its buffer has room again */
const ANSWER_MS = 10_000;

/** Sends a job over an open stream and resolves on proof only; rejects with a PrintTrouble that says how far it came. */
export async function runJob(
  stream: PrinterStream,
  job: Uint8Array,
  options: JobOptions,
): Promise<PrintDone> {
  const { answers, kind, writeMs = WRITE_MS, statusMs = STATUS_MS, answerMs = ANSWER_MS } = options;
  const total = job.length;
  let bytes = job;
  if (answers) {
    const status = await askStatus(stream, { statusMs, writeMs }).catch((error: unknown) => {
      // Nothing but a question has left.
      throw error instanceof PrintTrouble ? new PrintTrouble(error.reason, { total }, error) : error;
    });
    if (status.trouble && kind === 'document') throw new PrintTrouble(status.trouble, { total });
    if (status.trouble) bytes = realTimePulse(job) ?? job;
  }
  await options.onStart?.();
  let sent = 0;
  while (sent < bytes.length) {
    const part = bytes.subarray(sent, sent + stream.chunk);
    try {
      await within(Promise.race([stream.send(part), stream.lost]), writeMs);
      sent += part.length;
    } catch (error) {
      const reason = error instanceof PrintTrouble ? error.reason : 'linkLost';
      if (reason === 'refused' && sent === 0 && stream.chunk > stream.smallestChunk) {
        stream.chunk = stream.smallestChunk;
        continue;
      }
      throw new PrintTrouble(reason, { sent, total, mayBeOut: sent > 0 || reason !== 'refused' }, error);
    }
  }
  if (!answers) return { proof: stream.proof, paper: 'unknown' };
  let paper: PaperState;
  try {
    const [answer = 0] = await ask(stream, ASK_PAPER, 1, answerMs, writeMs);
    paper = readPaper(answer);
  } catch (error) {
    const reason = error instanceof PrintTrouble ? error.reason : 'linkLost';
    throw new PrintTrouble(reason, { sent, total, mayBeOut: true }, error);
  }
  if (paper === 'out' && kind === 'document')
    throw new PrintTrouble('paperOut', { sent, total, mayBeOut: true });
  return { proof: 'consumed', paper };
}

/** Rejects with `timeOut` when the printer does not answer. */
export async function askStatus(
  stream: PrinterStream,
  { statusMs = STATUS_MS, writeMs = WRITE_MS }: { statusMs?: number; writeMs?: number } = {},
): Promise<PrinterStatus> {
  return readStatus(await ask(stream, ASK_STATUS, 3, statusMs, writeMs));
}

async function ask(
  stream: PrinterStream,
  question: Uint8Array,
  count: number,
  answerMs: number,
  writeMs: number,
): Promise<number[]> {
  const answer: number[] = [];
  let stop = () => {};
  const heard = new Promise<void>((resolve) => {
    stop = stream.onReply((bytes) => {
      // Bits 1 and 4 are set in every answer to DLE EOT: anything else is of something older.
      for (const byte of bytes) if ((byte & 0x93) === 0x12) answer.push(byte);
      if (answer.length >= count) resolve();
    });
  });
  try {
    await within(Promise.race([stream.send(question), stream.lost]), writeMs);
    await within(Promise.race([heard, stream.lost]), answerMs);
    return answer;
  } finally {
    stop();
  }
}

/** `ESC p m t1 t2` as `DLE DC4 1 m t`, which a printer obeys even without paper; t in tenths of a second. */
function realTimePulse(job: Uint8Array): Uint8Array | undefined {
  const [start, command, pin = 0, on = 0] = job;
  if (start !== 0x1b || command !== 0x70 || job.length !== 5) return undefined;
  return Uint8Array.of(0x10, 0x14, 1, pin, Math.min(8, Math.max(1, Math.round((on * 2) / 100))));
}

/** A promise that takes too long is a `timeOut`; what it does afterwards is nobody's business any more. */
export function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  promise.catch(() => {});
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new PrintTrouble('timeOut')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
