import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Db } from './db/connect.ts';

/** Work that outlives the request, shared by all processes. A job may run twice: what it does must bear that. */
export interface JobQueue {
  /** Says who does the jobs of a queue; to be called before `start`. What throws is tried again with growing pauses. */
  work<Data extends object>(queue: string, handler: (data: Data) => Promise<void>): void;
  /** As `work`, for what nobody sends: `cron` in UTC, to the minute, on one process. */
  schedule(queue: string, cron: string, handler: () => Promise<void>): void;
  /** Starts the queue when nobody has, without working on it. */
  send(queue: string, data: object, options?: { afterSeconds?: number; onlyOneOf?: string }): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const RETRY = { retryLimit: 10, retryDelay: 5, retryDelayMax: 600, retryBackoff: true } as const;

export function openJobQueue(db: Db, log: Logger): JobQueue {
  const workers: { queue: string; cron?: string; handler: (data: object) => Promise<void> }[] = [];
  const known = new Map<string, Promise<void>>();
  let boss: Promise<PgBoss> | undefined;

  const open = () => {
    boss ??= startBoss(db, log);
    // A failure (database away for a moment) must not stay for the life of the process.
    boss.catch(() => {
      boss = undefined;
    });
    return boss;
  };
  const queueOf = (running: PgBoss, queue: string) => {
    let made = known.get(queue);
    if (!made) {
      const keep = { expireInSeconds: 120, deleteAfterSeconds: 3_600, notify: true };
      made = running.createQueue(queue, { ...RETRY, ...keep });
      made.catch(() => known.delete(queue));
      known.set(queue, made);
    }
    return made;
  };

  return {
    work: (queue, handler) => {
      workers.push({ queue, handler: handler as (data: object) => Promise<void> });
    },
    schedule: (queue, cron, handler) => {
      workers.push({ queue, cron, handler });
    },
    send: async (queue, data, { afterSeconds, onlyOneOf } = {}) => {
      const running = await open();
      await queueOf(running, queue);
      await running.send(queue, data, {
        ...(afterSeconds ? { startAfter: afterSeconds } : {}),
        ...(onlyOneOf ? { singletonKey: onlyOneOf, singletonSeconds: 60 } : {}),
      });
    },
    start: async () => {
      const running = await open();
      for (const { queue, cron, handler } of workers) {
        await queueOf(running, queue);
        await running.work<object>(queue, { pollingIntervalSeconds: 5, batchSize: 10 }, async (jobs) => {
          // One of a batch that fails must not do the others again.
          const results = await Promise.allSettled(jobs.map((job) => handler(job.data)));
          const failed = results.find((result) => result.status === 'rejected');
          if (!failed) return;
          log.warn({ err: failed.reason, queue }, 'a job failed and is tried again');
          throw failed.reason;
        });
        if (cron) await running.schedule(queue, cron);
      }
    },
    stop: async () => {
      await (await boss)?.stop({ graceful: true, timeout: 2_000, close: false });
      boss = undefined;
    },
  };
}

async function startBoss(db: Db, log: Logger): Promise<PgBoss> {
  const own = fromDrizzle(db.unscoped as never, sql as never);
  const database: ReturnType<typeof fromDrizzle> = {
    executeSql: async (text, values) => {
      if (values?.length || !/;\s*\S/.test(text)) return own.executeSql(text, values);
      // Several statements in one go are one transaction by themselves; a pool refuses to be told so.
      await db.runScript(text.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, ''));
      return { rows: [] };
    },
    listen: async (channel, onNotification, onListening) => ({
      close: await db.listen(channel, onNotification, onListening),
    }),
  };
  const boss = new PgBoss({
    db: database,
    backend: db.engine,
    useListenNotify: true,
    warningQueueSize: 10_000,
    // What the queue says of itself is for logs, not for a table of its own.
    persistWarnings: false,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'));
  await boss.start();
  return boss;
}
