import { connect, type Socket } from 'node:net';
import { type PrintDone, PrintTrouble } from '../../shared/printing/print-trouble.ts';
import { type PrinterStream, runJob } from '../../shared/printing/run-job.ts';

export interface TcpJob {
  host: string;
  port: number;
  bytes: Uint8Array;
  answers: boolean;
  kind: 'document' | 'drawer';
  /** ms for the connection, and for each write and answer */
  patienceMs?: number;
}

const PATIENCE_MS = 6_000;
const CLOSE_MS = 500;
const CHUNK = 1_024;

/** One job over one connection to a raw port. Rejects with a PrintTrouble. */
export async function printOverTcp({ host, port, bytes, answers, kind, patienceMs = PATIENCE_MS }: TcpJob) {
  const socket = await open(host, port, bytes.length, patienceMs);
  try {
    const done = await runJob(streamOf(socket), bytes, {
      answers,
      kind,
      writeMs: patienceMs,
      statusMs: Math.min(2_000, patienceMs),
      answerMs: patienceMs,
    });
    return answers ? done : await ended(socket, done, bytes.length, patienceMs);
  } finally {
    await closed(socket);
  }
}

/** Most printers serve one connection: the next may come when this one has ended on both sides. */
async function closed(socket: Socket): Promise<void> {
  if (socket.closed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => socket.destroy(), CLOSE_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.end();
  });
}

function open(host: string, port: number, total: number, patienceMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    // A later fault is told by the write or the answer that it spoils.
    socket.on('error', () => {});
    const fail = (error?: unknown) => {
      socket.destroy();
      reject(new PrintTrouble('off', { total }, error));
    };
    socket.setTimeout(patienceMs, fail);
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

function streamOf(socket: Socket): PrinterStream {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  socket.on('data', (bytes) => {
    for (const listener of listeners) listener(bytes);
  });
  const lost = new Promise<never>((_, reject) => {
    socket.once('close', () => reject(new PrintTrouble('linkLost')));
  });
  lost.catch(() => {});
  return {
    chunk: CHUNK,
    smallestChunk: CHUNK,
    proof: 'handedOver',
    lost,
    send: (bytes) =>
      new Promise<void>((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(new PrintTrouble('linkLost', {}, error)) : resolve()));
      }),
    onReply: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A printer that answers nothing still closes its side when it has read to our end. */
async function ended(socket: Socket, done: PrintDone, total: number, patienceMs: number): Promise<PrintDone> {
  const end = await new Promise<'closed' | 'open' | 'lost'>((resolve) => {
    const timer = setTimeout(() => resolve('open'), Math.min(1_000, patienceMs));
    const answer = (how: 'closed' | 'lost') => {
      clearTimeout(timer);
      resolve(how);
    };
    socket.once('end', () => answer('closed'));
    socket.once('error', () => answer('lost'));
    socket.end();
    socket.resume();
  });
  if (end === 'lost') throw new PrintTrouble('linkLost', { sent: total, total, mayBeOut: true });
  return done;
}
