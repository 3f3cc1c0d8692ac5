import { setTimeout as wait } from 'node:timers/promises';

type Net = { rate?: { perSecond: number; burst: number } | undefined; concurrency?: number | undefined };
type Lane = { tokens: number; filledAt: number; running: number; waiting: (() => void)[]; usedAt: number };

/** Keeps a connection within the rate and the number of parallel calls that its preset states. */
export type CallLimits = {
  /** Waits for a place, at most `patienceMs`; the answer gives the place back, or is null when none came free. */
  enter(connectionId: string, net: Net, patienceMs: number): Promise<(() => void) | null>;
};

const MAX_LANES = 5_000;
const IDLE_MS = 600_000;

/** Limits of this process, per connection. */
export function createCallLimits(now: () => number): CallLimits {
  const lanes = new Map<string, Lane>();
  return {
    async enter(connectionId, net, patienceMs) {
      if (!net.rate && !net.concurrency) return () => {};
      const lane = laneOf(lanes, connectionId, net.rate?.burst ?? 0, now());
      const pauseMs = takeToken(lane, net.rate, now());
      if (pauseMs > patienceMs) {
        lane.tokens += 1;
        return null;
      }
      if (pauseMs > 0) await wait(pauseMs);
      return takePlace(lane, net.concurrency ?? Number.POSITIVE_INFINITY, patienceMs - pauseMs);
    },
  };
}

function laneOf(lanes: Map<string, Lane>, connectionId: string, burst: number, at: number): Lane {
  const known = lanes.get(connectionId);
  if (known) {
    known.usedAt = at;
    return known;
  }
  if (lanes.size >= MAX_LANES)
    for (const [id, lane] of lanes) if (lane.running === 0 && at - lane.usedAt > IDLE_MS) lanes.delete(id);
  const lane: Lane = { tokens: burst, filledAt: at, running: 0, waiting: [], usedAt: at };
  lanes.set(connectionId, lane);
  return lane;
}

// The bucket may go below zero: each who comes later waits for the token that is then theirs.
function takeToken(lane: Lane, rate: Net['rate'], at: number): number {
  if (!rate) return 0;
  const gained = Math.max(0, (at - lane.filledAt) / 1000) * rate.perSecond;
  lane.tokens = Math.min(rate.burst, lane.tokens + gained) - 1;
  lane.filledAt = at;
  return lane.tokens >= 0 ? 0 : Math.ceil((-lane.tokens / rate.perSecond) * 1000);
}

async function takePlace(lane: Lane, most: number, patienceMs: number): Promise<(() => void) | null> {
  if (lane.running >= most) {
    const got = await inLine(lane, patienceMs);
    if (!got) return null;
  } else {
    lane.running += 1;
  }
  let left = false;
  return () => {
    if (left) return;
    left = true;
    const next = lane.waiting.shift();
    if (next) next();
    else lane.running -= 1;
  };
}

function inLine(lane: Lane, patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const enter = () => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(
      () => {
        lane.waiting = lane.waiting.filter((other) => other !== enter);
        resolve(false);
      },
      Math.max(0, patienceMs),
    );
    lane.waiting.push(enter);
  });
}
