import { MAX_PUSH_RECORDS } from '../../../shared/sync/version.ts';
import type { Ledger } from '../ledger/native.ts';
import { applySettlement, countQueue, takeBatch } from '../ledger/outbox-in-flight.ts';
import { settleAnswers } from '../ledger/settle-answers.ts';
import type { Ports } from '../ports.ts';
import { APP_VERSION } from './app-version.ts';
import { alone, LOCKS } from './locks.ts';
import { RefusedCall, type Server } from './server.ts';

export interface DrainParts {
  ledger: () => Promise<Ledger>;
  server: Server;
  ports: Pick<Ports, 'now'>;
  /** the queue's content or states changed */
  onQueue: () => void;
  onSending: (sending: boolean) => void;
  /** our server answered; how its clock compared */
  onAnswer: (serverTime: number, sentAtMs: number) => void;
  /** the server has more of ours than before */
  onSettled?: () => void;
}

/**
 * Sends the outbox, oldest first, until nothing is left that waits. One context at a time (S9); waits for its turn, so
 * that a record committed before the call is seen by it or by the one before. Throws NoAnswer or RefusedCall when the
 * outcome of a request is unknown: everything unanswered stays (S6).
 */
export function drainOutbox(parts: DrainParts): Promise<void> {
  return alone(LOCKS.drain, () => drain(parts));
}

async function drain({
  ledger: open,
  server,
  ports,
  onQueue,
  onSending,
  onAnswer,
  onSettled,
}: DrainParts): Promise<void> {
  let limit = MAX_PUSH_RECORDS;
  for (;;) {
    const ledger = await open();
    const batch = await takeBatch(ledger, limit);
    if (!batch) return;
    const { contract, records } = batch;
    onSending(true);
    onQueue();
    try {
      const { pending, refused } = await countQueue(ledger);
      const sentAtMs = ports.now();
      const reply = await server.mutate('sync', 'push', {
        contract,
        deviceTime: sentAtMs,
        unsent: pending,
        refused,
        appVersion: APP_VERSION,
        records,
      });
      onAnswer(reply.serverTime, sentAtMs);
      const ids = records.map((record) => record.id);
      const settlement = settleAnswers(ids, reply.answers);
      await applySettlement(await open(), settlement, ports.now(), reply.versions);
      if (settlement.acked.length > 0) onSettled?.();
      // Nothing settled means that the server could not store them just now: wait like after a failure.
      if (settlement.acked.length + settlement.refused.length === 0) throw new RefusedCall('busy');
    } catch (error) {
      const splittable = error instanceof RefusedCall && ['badInput', 'tooLarge'].includes(error.code);
      if (!splittable || records.length === 1) throw error;
      // One record that spoils its request must not hold up the others (S6).
      limit = Math.ceil(records.length / 2);
    } finally {
      onSending(false);
      onQueue();
    }
  }
}
