import type { Collection } from '../../../shared/sync/pull.ts';
import type { Ports } from '../ports.ts';
import { backoffMs } from './backoff.ts';
import type { Connection } from './connection.ts';
import { problemOf } from './server.ts';

const EVERY_MS = 60_000;
const HELD_MS = 1_000;

export interface Errands {
  drain: () => Promise<void>;
  /** who we are, what time it is, who may sign in */
  hello: () => Promise<void>;
  /** true: rows are held back, ask again soon */
  pull: (collections: ReadonlySet<Collection>) => Promise<boolean>;
}

export interface SyncLoop {
  /** Something waits in the outbox. */
  wakeDrain(): void;
  /** These collections changed on the server. */
  wakePull(collections: Iterable<Collection>): void;
  /** How the pull of a replica ended: what is held back or failed is asked for again. */
  pulled(collection: Collection, outcome: 'done' | 'held' | 'failed'): void;
  /** Greets, sends and pulls everything now. */
  wakeAll(): void;
  /** This tab pulls for all tabs from now on. */
  lead(): void;
  close(): void;
}

const ALL: Collection[] = ['settings', 'product', 'category', 'outlet', 'sale', 'customer', 'stock'];

/**
 * One loop a tab: does what is wanted, one errand after the other, and tries again after a failure, 1 s to 60 s, for
 * ever (S6). A wake-up while it waits starts it at once.
 */
export function openSyncLoop(
  errands: Errands,
  connection: Connection,
  { random }: Pick<Ports, 'random'>,
): SyncLoop {
  let wantDrain = false;
  let wantHello = false;
  let wantPull = new Set<Collection>();
  let running = false;
  let closed = false;
  let leading = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unfinished = new Set<Collection>();
  let failedPulls = 0;
  let againTimer: ReturnType<typeof setTimeout> | undefined;

  const jitter = (ms: number) => ms * (0.8 + 0.4 * random());
  function later(ms: number, work: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  }

  async function attempt(errand: () => Promise<void>, orElse: () => void): Promise<boolean> {
    try {
      await errand();
      return true;
    } catch (error) {
      orElse();
      const problem = problemOf(error);
      if (problem) connection.failed(problem);
      return false;
    }
  }

  async function run(): Promise<void> {
    if (running || closed) return;
    running = true;
    clearTimeout(timer);
    let held = false;
    let failed = false;
    // Another commit may come in meanwhile: it is sent in the next round, not after the pause.
    while ((wantDrain || wantHello || wantPull.size > 0) && !failed && !closed) {
      if (wantDrain) {
        wantDrain = false;
        if (!(await attempt(errands.drain, () => (wantDrain = true)))) failed = true;
      }
      if (wantHello) {
        wantHello = false;
        if (!(await attempt(errands.hello, () => (wantHello = true)))) failed = true;
      }
      // A push that fails must not keep new prices away.
      if (wantPull.size > 0) {
        const collections = wantPull;
        wantPull = new Set();
        const pull = async () => {
          held = await errands.pull(collections);
        };
        const again = () => {
          for (const collection of collections) wantPull.add(collection);
        };
        if (!(await attempt(pull, again))) failed = true;
      }
    }
    running = false;
    if (closed) return;
    if (failed) {
      failures += 1;
      later(backoffMs(failures, random()), () => {
        wantHello = true;
        void run();
      });
      return;
    }
    failures = 0;
    if (held) later(HELD_MS, () => loop.wakePull(ALL));
    else later(jitter(EVERY_MS), () => (leading ? loop.wakeAll() : loop.wakeDrain()));
  }

  const loop: SyncLoop = {
    wakeDrain: () => {
      wantDrain = true;
      void run();
    },
    wakePull: (collections) => {
      for (const collection of collections) wantPull.add(collection);
      void run();
    },
    pulled: (collection, outcome) => {
      if (outcome === 'done') {
        failedPulls = 0;
        return;
      }
      unfinished.add(collection);
      if (closed || againTimer !== undefined) return;
      const ms = outcome === 'held' ? HELD_MS : backoffMs(++failedPulls, random());
      againTimer = setTimeout(() => {
        againTimer = undefined;
        const again = [...unfinished];
        unfinished.clear();
        loop.wakePull(again);
      }, ms);
    },
    wakeAll: () => {
      wantDrain = true;
      wantHello = true;
      if (leading) wantPull = new Set(ALL);
      void run();
    },
    lead: () => {
      leading = true;
      loop.wakeAll();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearTimeout(againTimer);
    },
  };
  return loop;
}
