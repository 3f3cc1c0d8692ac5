import { setImmediate as othersTurn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Db, rowsOf, type Tx } from '../db/connect.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;
/** The embedded database answers in the server's own thread: between short questions others get their turn. */
const SLICE_DAYS = { postgres: 62, pglite: 1 } as const;

const day = z.iso.date();

/** Days of the outlets' own calendars, both included. */
export const rangeSchema = z
  .strictObject({ from: day, until: day, outletId: z.uuid().optional() })
  .refine(({ from, until }) => from <= until, { path: ['until'], message: 'ends before it begins' })
  .refine(({ from, until }) => daysBetween(from, until) <= MAX_DAYS, {
    path: ['until'],
    message: 'more than a year',
  });
export type Range = z.infer<typeof rangeSchema>;

/** Some days of a range, and the moments in which they lie in any of the outlets' time zones. */
export interface Slice {
  from: string;
  until: string;
  outletId?: string | undefined;
  /** epoch ms; `endsAt` is excluded */
  beginsAt: number;
  endsAt: number;
}

export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS) + 1;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** As many days, just before. */
export function rangeBefore(range: Range): Range {
  const days = daysBetween(range.from, range.until);
  return { ...range, from: addDays(range.from, -days), until: addDays(range.until, -days) };
}

/** The range in pieces that the engine answers without keeping others waiting. `notAfter` (epoch ms) cuts it off. */
export async function slicesOf(
  db: Db,
  tenantId: string,
  range: Range,
  notAfter = Number.POSITIVE_INFINITY,
): Promise<Slice[]> {
  const [offsets] = rowsOf<{ first: number | null; last: number | null }>(
    await db.tenant(tenantId, (tx) =>
      // How far the walls' clocks are from UTC; none of these zones changes between summer and winter.
      tx.execute(sql`select max(ahead)::float8 as first, min(ahead)::float8 as last from (
        select extract(epoch from (now() at time zone time_zone) - (now() at time zone 'UTC')) * 1000 as ahead
        from outlet where tenant_id = ${tenantId}) zones`),
    ),
  );
  const [first, last] = [offsets?.first ?? 0, offsets?.last ?? 0];
  const size = SLICE_DAYS[db.engine];
  const slices: Slice[] = [];
  for (let from = range.from; from <= range.until; from = addDays(from, size)) {
    const wanted = addDays(from, size - 1);
    const until = [wanted, range.until].sort()[0] ?? wanted;
    const beginsAt = Date.parse(from) - first;
    const endsAt = Math.min(Date.parse(until) + DAY_MS - last, notAfter);
    if (beginsAt < endsAt) slices.push({ from, until, outletId: range.outletId, beginsAt, endsAt });
  }
  return slices;
}

/** Asks about one slice after the other, each in a transaction of its own, and lets others have their turn between. */
export async function askEach<Answer>(
  db: Db,
  tenantId: string,
  slices: readonly Slice[],
  ask: (tx: Tx, slice: Slice) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const slice of slices) {
    answers.push(await db.tenant(tenantId, (tx) => ask(tx, slice)));
    await othersTurn();
  }
  return answers;
}

/** SQL: whether what happened at `record`.occurred_at in an outlet `o` belongs to the slice. */
export function isInSlice(record: 's' | 'r', tenantId: string, slice: Slice) {
  const at = sql.raw(`${record}.occurred_at`);
  return sql`${sql.raw(record)}.tenant_id = ${tenantId}
    and ${at} >= to_timestamp(${slice.beginsAt}::float8 / 1000) and ${at} < to_timestamp(${slice.endsAt}::float8 / 1000)
    and (${at} at time zone o.time_zone)::date between ${slice.from}::date and ${slice.until}::date
    ${slice.outletId ? sql`and ${sql.raw(record)}.outlet_id = ${slice.outletId}` : sql``}`;
}
