import { PrintTrouble, type RelayAnswer } from '../../shared/printing/print-trouble.ts';
import { readPrintNetworks } from './print-networks.ts';
import { printOverTcp, type TcpJob } from './tcp-printer.ts';

export interface RelayJob extends Pick<TcpJob, 'host' | 'port' | 'bytes' | 'answers' | 'kind'> {
  /** whose job and which attempt of it: the same key is never printed twice by this process */
  key: string;
  /** set when the answer to an earlier request got lost: the boot that was asked then */
  askedBoot?: string | undefined;
}

/** Jobs of one network printer go one after the other, whatever tablet they come from. */
export interface Relay {
  /** of this process: what it remembers ends with it */
  boot: string;
  print(job: RelayJob): Promise<RelayAnswer>;
}

const MAX_WAITING = 50;
const REMEMBERED = 2_000;

/** `networks`: see readPrintNetworks. */
export function openRelay(options: {
  networks?: string | undefined;
  newId: () => string;
  patienceMs?: number;
}): Relay {
  const mayReach = readPrintNetworks(options.networks);
  const boot = options.newId();
  const queues = new Map<string, { last: Promise<unknown>; waiting: number }>();
  const answers = new Map<string, Promise<RelayAnswer>>();

  async function send(job: RelayJob): Promise<RelayAnswer> {
    try {
      const patience = options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs };
      return { ok: true, ...(await printOverTcp({ ...job, ...patience })) };
    } catch (error) {
      if (!(error instanceof PrintTrouble)) throw error;
      const { reason, sent, total, mayBeOut } = error;
      return { ok: false, reason, sent, total, mayBeOut };
    }
  }

  return {
    boot,
    print: (job) => {
      const total = job.bytes.length;
      const known = answers.get(job.key);
      if (known) return known;
      if (job.askedBoot !== undefined) {
        // Of another process nobody knows what it did.
        if (job.askedBoot === boot) {
          // Should the first request still be on its way, it comes too late: its tablet goes on without it.
          const never: RelayAnswer = { ok: false, reason: 'unknownJob' };
          answers.set(job.key, Promise.resolve(never));
          return Promise.resolve(never);
        }
        return Promise.resolve({ ok: false, reason: 'interrupted', sent: 0, total, mayBeOut: true });
      }
      if (!mayReach(job))
        return Promise.resolve({ ok: false, reason: 'notAllowed', sent: 0, total, mayBeOut: false });
      const address = `${job.host}:${job.port}`;
      const queue = queues.get(address) ?? { last: Promise.resolve(), waiting: 0 };
      if (queue.waiting >= MAX_WAITING)
        return Promise.resolve({ ok: false, reason: 'timeOut', sent: 0, total, mayBeOut: false });
      queues.set(address, queue);
      queue.waiting += 1;
      const answer = queue.last.then(() => send(job));
      queue.last = answer
        .catch(() => {})
        .then(() => {
          queue.waiting -= 1;
          if (queue.waiting === 0) queues.delete(address);
        });
      answers.set(job.key, answer);
      for (const key of answers.keys()) {
        if (answers.size <= REMEMBERED) break;
        answers.delete(key);
      }
      return answer;
    },
  };
}
