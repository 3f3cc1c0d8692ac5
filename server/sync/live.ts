import { type TrackedEnvelope, tracked } from '@trpc/server';
import { COLLECTIONS, type Collection, type LiveEvent } from '../../shared/sync/pull.ts';
import type { Changes } from './changes.ts';

const PAUSE_MS = 250;
const RECHECK_MS = 60_000;
/** on a busy tenant the right to listen is not looked up at every event */
const RECHECK_AT_MOST_EVERY_MS = 10_000;

interface LiveFeed {
  changes: Changes;
  tenantId: string;
  /** looks the caller's credential up anew */
  stillAllowed: () => Promise<boolean>;
  /** aborted when the connection ends */
  signal: AbortSignal;
  /** id of the last event that the caller saw before it lost the connection */
  lastEventId: string | undefined;
  now: () => number;
}

/**
 * Says which collections changed: everything at once on connecting, so that the caller pulls what it missed,
 * then bursts drawn together, at most four events a second. Returns when the caller is gone or no longer allowed.
 */
export async function* liveFeed(feed: LiveFeed): AsyncGenerator<TrackedEnvelope<LiveEvent>> {
  const { changes, tenantId, signal, now } = feed;
  const pending = new Set<Collection>(COLLECTIONS);
  let checkNow = false;
  let checkedAt = now();
  let onChange = () => {};
  let onAbort = () => {};
  const wait = (ms: number, untilChange: boolean) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      onAbort = end;
      onChange = untilChange ? end : () => {};
    });
  const aborted = () => onAbort();
  signal.addEventListener('abort', aborted, { once: true });
  const unsubscribe = changes.subscribe(tenantId, (changed, paymentId) => {
    // Whoever waits for a payment listens for it (payments.watch).
    if (paymentId !== undefined) return;
    for (const collection of changed) pending.add(collection);
    if (changed.length === 0) checkNow = true;
    onChange();
  });
  try {
    for (let eventId = nextEventId(feed.lastEventId); !signal.aborted; ) {
      if (pending.size === 0 && !checkNow) await wait(RECHECK_MS, true);
      if (signal.aborted) return;
      const due = now() - checkedAt >= (pending.size > 0 ? RECHECK_AT_MOST_EVERY_MS : RECHECK_MS);
      if (checkNow || due) {
        checkNow = false;
        checkedAt = now();
        if (!(await feed.stillAllowed())) return;
      }
      if (pending.size === 0) continue;
      const changed = [...pending];
      pending.clear();
      yield tracked(String(eventId++), { changed });
      await wait(PAUSE_MS, false);
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', aborted);
  }
}

function nextEventId(lastEventId: string | undefined): number {
  const last = Number(lastEventId ?? 0);
  return Number.isSafeInteger(last) && last >= 0 ? last + 1 : 1;
}
