import { type PrintDone, PrintTrouble } from '../../../shared/printing/print-trouble.ts';
import { LedgerDb } from '../ledger/ledger-db.ts';
import { createStore, type Store } from '../store.ts';
import type { KnownPrinter } from './known-printer.ts';
import {
  DRAWER_FOR_MS,
  dropped,
  interrupted,
  isOpen,
  KEPT_FOR_MS,
  type NewPrintJob,
  newPrintJob,
  nextJob,
  type PrintJob,
  proven,
  settled,
  started,
  troubled,
  wantedAgain,
} from './print-job.ts';

export interface PrintQueueParts {
  now: () => number;
  random: () => number;
  /** Whether this tab could reach the printer now; of one that it can't, the jobs wait. */
  canReach: (printerId: string) => boolean;
  /** Rejects with a PrintTrouble; calls `onStart` before the first byte of the job leaves. */
  print: (job: PrintJob, onStart: () => Promise<void>) => Promise<PrintDone>;
  /** what was seen of the printer meanwhile */
  onOutcome: (printerId: string, outcome: PrintDone | PrintTrouble) => Promise<void>;
}

export interface PrintQueue {
  /** newest first */
  jobs: Store<readonly PrintJob[]>;
  /** Resolves when the jobs are on the disk; one that is there already stays as it is. */
  add(jobs: readonly NewPrintJob[]): Promise<void>;
  /** Prints what waits for this printer, as far as it goes; `atOnce` forgets how long they were to wait. */
  work(printerId: string, options?: { atOnce?: boolean }): void;
  again(jobId: string): Promise<void>;
  settle(jobId: string): Promise<void>;
  drop(jobId: string): Promise<void>;
  printers: Store<readonly KnownPrinter[]>;
  keepPrinter(printer: KnownPrinter): Promise<void>;
  changePrinter(printerId: string, change: Partial<KnownPrinter>): Promise<void>;
  forgetPrinter(printerId: string): Promise<void>;
  close(): void;
}

const lockOf = (printerId: string) => `gerai-print-${printerId}`;

/** The device's papers, kept until they are out. One tab at a time prints on one printer. */
export async function openPrintQueue(parts: PrintQueueParts): Promise<PrintQueue> {
  const { now, random } = parts;
  const db = new LedgerDb();
  const jobs = createStore<readonly PrintJob[]>([]);
  const printers = createStore<readonly KnownPrinter[]>([]);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** printers whose jobs this tab is going through, and those that were asked for meanwhile */
  const working = new Set<string>();
  const askedMeanwhile = new Set<string>();
  const channel = new BroadcastChannel('gerai-print');
  let closed = false;

  async function read(): Promise<void> {
    const [allJobs, allPrinters] = await Promise.all([db.printJobs.toArray(), db.printers.toArray()]);
    jobs.set(allJobs.sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1)));
    if (JSON.stringify(allPrinters) !== JSON.stringify(printers.get())) printers.set(allPrinters);
  }
  async function changed(): Promise<void> {
    channel.postMessage('changed');
    await read();
  }
  /** One job from what it is on the disk now; null when it has gone. */
  async function change(jobId: string, next: (job: PrintJob) => PrintJob): Promise<PrintJob | null> {
    const result = await db.transaction('rw', db.printJobs, async () => {
      const before = await db.printJobs.get(jobId);
      if (!before) return null;
      const after = next(before);
      if (after !== before) await db.printJobs.put(after);
      return after;
    });
    await changed();
    return result;
  }

  function lookAgain(printerId: string, atMs: number): void {
    clearTimeout(timers.get(printerId));
    timers.set(
      printerId,
      setTimeout(() => work(printerId), Math.max(50, atMs - now())),
    );
  }

  function work(printerId: string, { atOnce = false } = {}): void {
    if (closed) return;
    if (atOnce) {
      void hurry(printerId).then(() => work(printerId));
      return;
    }
    if (working.has(printerId)) {
      askedMeanwhile.add(printerId);
      return;
    }
    working.add(printerId);
    void goThrough(printerId)
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        working.delete(printerId);
        if (askedMeanwhile.delete(printerId)) work(printerId);
      });
  }

  async function hurry(printerId: string): Promise<void> {
    await db.printJobs
      .where({ printerId })
      .filter(({ state }) => state === 'waiting')
      .modify({ nextTryAtMs: 0 });
  }

  async function goThrough(printerId: string): Promise<void> {
    await dropLateDrawers(printerId);
    if (!parts.canReach(printerId)) return;
    await navigator.locks.request(lockOf(printerId), async () => {
      // Whoever holds the lock prints: a job that is said to be printing was left in the middle.
      for (const job of await ofPrinter(printerId, 'printing')) {
        await change(job.id, (one) => interrupted(one, now()));
        await parts.onOutcome(printerId, new PrintTrouble('interrupted', { mayBeOut: true }));
      }
      for (;;) {
        if (closed) return;
        const next = nextJob(await ofPrinter(printerId, 'waiting'), now());
        if (!next) return;
        if ('atMs' in next) return lookAgain(printerId, next.atMs);
        await printOne(next.job);
      }
    });
  }

  async function printOne(job: PrintJob): Promise<void> {
    try {
      if (job.kind === 'drawer' && now() - job.createdAtMs > DRAWER_FOR_MS) throw new PrintTrouble('expired');
      const done = await parts.print(job, async () => void (await change(job.id, started)));
      await change(job.id, (one) => proven(one, done.proof, now()));
      await parts.onOutcome(job.printerId, done);
    } catch (error) {
      // What nobody foresaw may have happened with bytes on their way.
      const trouble =
        error instanceof PrintTrouble
          ? error
          : new PrintTrouble(
              'broken',
              { mayBeOut: (await db.printJobs.get(job.id))?.state === 'printing' },
              error,
            );
      const { reason, sent, total, mayBeOut } = trouble;
      await change(job.id, (one) => troubled(one, { reason, sent, total, mayBeOut }, now(), random));
      await parts.onOutcome(job.printerId, trouble);
    }
  }

  async function ofPrinter(printerId: string, state: PrintJob['state']): Promise<PrintJob[]> {
    return db.printJobs
      .where({ printerId })
      .filter((job) => job.state === state)
      .toArray();
  }

  async function dropLateDrawers(printerId: string): Promise<void> {
    const waiting = (await ofPrinter(printerId, 'waiting')).filter(({ kind }) => kind === 'drawer');
    for (const job of waiting) {
      const late = job.createdAtMs + DRAWER_FOR_MS;
      if (now() < late) lookAgain(printerId, late + 1);
      else {
        const trouble = { reason: 'expired', sent: 0, total: 0, mayBeOut: false } as const;
        await change(job.id, (one) => (one.state === 'waiting' ? dropped(one, trouble, now()) : one));
      }
    }
  }

  channel.addEventListener('message', () => {
    void read().then(() => {
      // A job from another tab may be for a printer that only this one has.
      for (const { id } of printers.get()) work(id);
    });
  });

  await db.printJobs.filter((job) => !isOpen(job) && (job.endedAtMs ?? 0) < now() - KEPT_FOR_MS).delete();
  await read();

  return {
    jobs,
    printers,
    add: async (wanted) => {
      await db.transaction('rw', db.printJobs, async () => {
        const known = await db.printJobs.bulkGet(wanted.map(({ id }) => id));
        await db.printJobs.bulkAdd(wanted.filter((_, index) => !known[index]).map(newPrintJob));
      });
      await changed();
      for (const printerId of new Set(wanted.map((job) => job.printerId))) work(printerId);
    },
    work,
    again: async (jobId) => {
      const job = await change(jobId, wantedAgain);
      if (job) work(job.printerId);
    },
    settle: async (jobId) => void (await change(jobId, (job) => settled(job, now()))),
    drop: async (jobId) =>
      void (await change(jobId, (job) =>
        job.state === 'printing' ? job : dropped(job, job.trouble, now()),
      )),
    keepPrinter: async (printer) => {
      await db.printers.put(printer);
      await changed();
    },
    changePrinter: async (printerId, next) => {
      await db.printers.update(printerId, next);
      await changed();
    },
    forgetPrinter: async (printerId) => {
      await db.printers.delete(printerId);
      await changed();
    },
    close: () => {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      channel.close();
      db.close();
    },
  };
}
