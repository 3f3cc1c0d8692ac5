import { randomUUID } from 'node:crypto';
import { bytesOf } from '../../client/devices/print-bytes.ts';
import type { LinkState } from '../../client/devices/transports/printer-link.ts';
import { type OpenedStream, streamLink } from '../../client/devices/transports/stream-link.ts';
import {
  interrupted,
  newPrintJob,
  nextJob,
  type PrintJob,
  proven,
  started,
  troubled,
  wantedAgain,
} from '../../client/local/print-queue/print-job.ts';
import { createStore } from '../../client/local/store.ts';
import { VirtualPrinter } from '../../sandbox/printer/virtual-printer.ts';
import { openRelay } from '../../server/relay/relay.ts';
import { type PrintDone, PrintTrouble } from '../../shared/printing/print-trouble.ts';
import { usualProfile } from '../../shared/printing/printer-profile.ts';
import { receiptOf } from '../../shared/receipt/receipt-of.ts';
import { CONTEXT, sampleSale } from '../../shared/receipt/testing/sample-records.ts';
import { type Random, seededRandom } from '../chaos/random.ts';
import { networkPrinter } from './network-printer.ts';
import { countReceipts, type Fault, linesOn } from './paper-tray.ts';

const WAYS = ['bluetooth', 'serial', 'usb', 'network'] as const;
type Way = (typeof WAYS)[number];

export interface ChaosResult {
  seed: number;
  way: Way;
  /** attempts over all jobs, and how many jobs a person had to look at */
  attempts: number;
  unclear: number;
  violations: string[];
}

const JOBS = 5;
const FAULTY_TRIES = 8;
/** the app ends in the middle: whatever runs is never heard of again */
class AppEnded extends Error {}

/** How a link of the run behaves at one connection. */
type Trouble = Fault | { kind: 'reload'; after: number };

function drawTrouble(random: Random): Trouble {
  const kind = random.pick(['none', 'off', 'refuse', 'lost', 'lost', 'stall', 'reload'] as const);
  return kind === 'none' || kind === 'off' ? { kind } : { kind, after: random.int(1_600) };
}

/**
 * Five receipts through one link with faults of all kinds, to the end; then the paper is read. The queue's rules, the
 * job's run, the links' common part and the relay are the app's own; of the browser's radio, cable and port the test
 * is the other end.
 */
export async function playPrinting(seed: number): Promise<ChaosResult> {
  const random = seededRandom(seed);
  const way = WAYS[seed % WAYS.length] ?? 'bluetooth';
  const link = way === 'network' ? await overNetwork(random) : overStream(random, way);
  const profile = { ...usualProfile(randomUUID(), 'Uji', way), answers: way !== 'bluetooth' };
  let now = 0;
  let torn = false;
  const jobs = Array.from({ length: JOBS }, (_, index) => {
    const receiptNumber = `PST-A1-${String(seed * 10 + index).padStart(6, '0')}`;
    const sale = sampleSale([{ name: 'Kopi', unitPrice: 18_000 }], {}, { receiptNumber });
    const context = { ...CONTEXT, shop: { ...CONTEXT.shop, logo: false } };
    return newPrintJob({
      id: `${index}`,
      createdAtMs: index,
      printerId: profile.id,
      kind: 'receipt',
      saleId: sale.id,
      title: receiptNumber,
      document: receiptOf(sale, context),
      pulse: null,
      logoPictureId: null,
    });
  });
  const keep = (job: PrintJob) => {
    jobs[Number(job.id)] = job;
  };
  const violations: string[] = [];
  let attempts = 0;
  let unclear = 0;
  try {
    for (let turn = 0; jobs.some(({ state }) => state === 'waiting' || state === 'unclear'); turn += 1) {
      if (turn > 200) {
        violations.push('the queue does not come to an end');
        break;
      }
      const next = nextJob(jobs, now);
      if (!next) {
        // A person looks: on the paper or not, the next is wanted, and then it must be marked.
        for (const job of jobs.filter(({ state }) => state === 'unclear')) {
          unclear += 1;
          keep(wantedAgain(job));
        }
        continue;
      }
      if ('atMs' in next) {
        now = next.atMs;
        continue;
      }
      const { job } = next;
      const before = link.jobBytes();
      link.next(attempts < FAULTY_TRIES ? drawTrouble(random) : { kind: 'none' });
      attempts += 1;
      try {
        const bytes = bytesOf(job, profile, { logo: undefined, torn });
        const done = await link.print(`${job.id}.${job.attempts + 1}`, bytes, () => keep(started(job)));
        keep(proven(jobs[Number(job.id)] as PrintJob, done.proof, now));
        torn = false;
      } catch (error) {
        const current = jobs[Number(job.id)] as PrintJob;
        if (error instanceof AppEnded) {
          if (current.state === 'printing') keep(interrupted(current, now));
          torn ||= current.state === 'printing';
        } else if (error instanceof PrintTrouble) {
          keep(troubled(current, error, now, () => 0.5));
          torn ||= error.mayBeOut;
          if (!error.mayBeOut && link.jobBytes() !== before)
            violations.push(`${job.title}: said that nothing left (${error.reason}), and the paper moved`);
        } else throw error;
      }
    }
    const lines = link.lines();
    for (const job of jobs) {
      const { plain, marked } = countReceipts(lines, job.title);
      const told = `${job.title} is ${job.state}: ${plain} plain, ${marked} marked on paper`;
      if (plain > 1) violations.push(`twice without a mark: ${told}`);
      if (plain + marked === 0) violations.push(`called done, not on paper: ${told}`);
      if (plain + marked > 1 && !job.possibleCopy) violations.push(`a copy that nobody was told of: ${told}`);
    }
  } finally {
    await link.close();
  }
  return { seed, way, attempts, unclear, violations };
}

interface FaultyLink {
  next(trouble: Trouble): void;
  print(attemptId: string, bytes: Uint8Array, onStart: () => void): Promise<PrintDone>;
  jobBytes(): number;
  lines(): string[];
  close(): Promise<void>;
}

/** Radio, cable or port: writes that are confirmed, refused, lost with or without having arrived, or never answered. */
function overStream(random: Random, way: Exclude<Way, 'network'>): FaultyLink {
  const paper = new VirtualPrinter();
  paper.ignoresNul = true;
  let written = 0;
  let trouble: Trouble = { kind: 'none' };
  let taken = 0;
  let end: (error: AppEnded) => void = () => {};
  const kinds = {
    bluetooth: { chunk: 180, smallestChunk: 20, proof: 'acknowledged' },
    serial: { chunk: 256, smallestChunk: 256, proof: 'handedOver' },
    usb: { chunk: 1_024, smallestChunk: 64, proof: 'acknowledged' },
  } as const;

  function open(): OpenedStream {
    if (trouble.kind === 'off') throw new Error('nobody answers');
    let lose: () => void = () => {};
    const lost = new Promise<never>((_, reject) => {
      lose = () => reject(new PrintTrouble('linkLost'));
    });
    lost.catch(() => {});
    let dead = false;
    const listeners = new Set<(bytes: Uint8Array) => void>();
    paper.onReply = (reply) => {
      if (!dead) for (const listener of [...listeners]) listener(reply);
    };
    const put = (bytes: Uint8Array, question: boolean) => {
      if (!question) written += bytes.length;
      paper.write(bytes);
    };
    return {
      ...kinds[way],
      lost,
      send: async (bytes) => {
        if (dead) throw new PrintTrouble('linkLost');
        const question = bytes[0] === 0x10 && bytes[1] === 4;
        if (!('after' in trouble) || question || taken + bytes.length <= trouble.after) {
          if (!question) taken += bytes.length;
          return put(bytes, question);
        }
        const { kind } = trouble;
        if (kind === 'refuse') throw new PrintTrouble('refused');
        // What was in flight arrived whole, in part or not at all: nobody on this side can tell.
        const arrived = random.pick([0, bytes.length, random.int(bytes.length)]);
        dead = true;
        put(bytes.subarray(0, arrived), false);
        if (kind === 'lost') {
          lose();
          throw new PrintTrouble('linkLost');
        }
        if (kind === 'reload') end(new AppEnded());
        return new Promise(() => {});
      },
      onReply: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      close: async () => {
        dead = true;
      },
    };
  }

  // A stalled link is given up within the run's patience, not the app's.
  const patient = (stream: OpenedStream): OpenedStream => ({
    ...stream,
    send: (bytes) =>
      Promise.race([
        stream.send(bytes),
        new Promise<never>((_, reject) => {
          setTimeout(() => reject(new PrintTrouble('timeOut')), STALL_MS).unref();
        }),
      ]),
  });
  const fresh = () =>
    streamLink({
      state: createStore<LinkState>('idle'),
      answers: () => way !== 'bluetooth',
      connectMs: 1_000,
      open: async () => patient(open()),
    });
  let link = fresh();
  return {
    next: (next) => {
      trouble = next;
      taken = 0;
    },
    print: (attemptId, bytes, onStart) => {
      const ended = new Promise<never>((_, reject) => {
        end = (error) => {
          // The page has gone, and what it held open with it.
          link = fresh();
          reject(error);
        };
      });
      ended.catch(() => {});
      const job = { attemptId, bytes, kind: 'document' as const, onStart: async () => onStart() };
      // An open link meets the next trouble too.
      if (trouble.kind === 'off') void link.close();
      const printing = link.print(job);
      printing.catch(() => {});
      return Promise.race([printing, ended]);
    },
    jobBytes: () => written,
    lines: () => paper.tearOff().flatMap(({ lines }) => lines),
    close: async () => {},
  };
}

const STALL_MS = 25;

/** Real TCP through the app's relay, whose answers get lost on their way to the tablet too. */
async function overNetwork(random: Random): Promise<FaultyLink> {
  const printer = await networkPrinter();
  const openOne = () => openRelay({ networks: '127.0.0.1/32:1-65535', newId: randomUUID, patienceMs: 250 });
  let relay = openOne();
  let trouble: Trouble = { kind: 'none' };
  return {
    next: (next) => {
      trouble = next;
    },
    print: async (key, bytes, onStart) => {
      await printer.set(trouble.kind === 'reload' || trouble.kind === 'refuse' ? { kind: 'none' } : trouble);
      const job = {
        host: '127.0.0.1',
        port: printer.port,
        bytes,
        answers: true,
        kind: 'document' as const,
        key,
      };
      const { boot } = relay;
      onStart();
      let answer = await relay.print(job);
      if (trouble.kind === 'reload') throw new AppEnded();
      if (trouble.kind === 'refuse') {
        // The answer is lost, and perhaps the server started anew before the tablet asks again.
        if (random.chance(50)) relay = openOne();
        answer = await relay.print({ ...job, askedBoot: boot });
      }
      if (answer.ok) return answer;
      if (answer.reason === 'unknownJob') throw new PrintTrouble('noServer', { total: bytes.length });
      throw new PrintTrouble(answer.reason, answer);
    },
    // The relay's own tests say what left; here status questions would count.
    jobBytes: () => 0,
    lines: () => linesOn(printer),
    close: () => printer.close(),
  };
}
