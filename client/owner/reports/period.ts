const DAY_MS = 86_400_000;

export const PERIODS = ['today', 'yesterday', 'week', 'month', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

/** Days of an outlet's calendar, both included: YYYY-MM-DD. */
export interface Days {
  from: string;
  until: string;
}

/** The date on the wall of a place in `timeZone`. */
export function dateIn(timeZone: string | undefined, nowMs: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(nowMs);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Every day, oldest first; at most a year of them. */
export function daysOf({ from, until }: Days): string[] {
  const count = Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS) + 1;
  return Array.from({ length: Math.min(Math.max(count, 0), 366) }, (_, at) => addDays(from, at));
}

/** The days of a period as of `today`; of `custom` those that were chosen, put in order. */
export function daysOfPeriod(period: Period, today: string, chosen: Days): Days {
  if (period === 'today') return { from: today, until: today };
  if (period === 'yesterday') return { from: addDays(today, -1), until: addDays(today, -1) };
  if (period === 'week') return { from: addDays(today, -6), until: today };
  if (period === 'month') return { from: addDays(today, -29), until: today };
  const [from = today, until = today] = [chosen.from, chosen.until].sort();
  const [, latest = from] = [from, addDays(until, -365)].sort();
  return { from: latest, until };
}
