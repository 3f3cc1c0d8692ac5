import { startThrowawayPostgres } from '../../server/db/testing/throwaway-postgres.ts';

/** Runs both by turns, so that whatever slows the machine slows both; medians in ms after a warm-up. */
export async function measureAgainstFloor(
  rounds: number,
  ours: (round: number) => Promise<unknown>,
  floor: (round: number) => Promise<unknown>,
): Promise<{ value: number; floor: number; ratio: number }> {
  const times = { ours: [] as number[], floor: [] as number[] };
  const warmUp = Math.ceil(rounds / 4);
  for (let round = 0; round < warmUp + rounds; round++) {
    const spent = { ours: await timed(() => ours(round)), floor: await timed(() => floor(round)) };
    if (round < warmUp) continue;
    times.ours.push(spent.ours);
    times.floor.push(spent.floor);
  }
  const [value, base] = [median(times.ours), median(times.floor)];
  return { value: rounded(value), floor: rounded(base), ratio: rounded(value / base) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Runs `work` on a Postgres that lives as long as it does: DATABASE_URL's, or one of its own. */
export async function withPostgres<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL);
  const throwaway = await startThrowawayPostgres();
  try {
    return await work(throwaway.url);
  } finally {
    await throwaway.stop();
  }
}
