import type { LocalDate } from './types.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const DEFAULT_TIME_ZONE = 'Asia/Jakarta';

/** Indonesia keeps no summer time; its zones need no time zone data on the device. */
const FIXED_OFFSET_HOURS: Record<string, number> = {
  'Asia/Jakarta': 7,
  'Asia/Pontianak': 7,
  'Asia/Makassar': 8,
  'Asia/Jayapura': 9,
};

/** A moment as the outlet's calendar and clock show it. */
export interface LocalMoment {
  date: LocalDate;
  /** 1 is Monday, 7 Sunday */
  weekday: number;
  /** since midnight, 0 … 1439 */
  minute: number;
}

/** `at` (epoch ms) in `timeZone`; a zone nobody knows counts as Jakarta. */
export function localMoment(at: number, timeZone: string = DEFAULT_TIME_ZONE): LocalMoment {
  const shifted = Math.floor(at / MINUTE_MS) * MINUTE_MS + offsetMs(at, timeZone);
  const days = Math.floor(shifted / DAY_MS);
  return {
    date: new Date(days * DAY_MS).toISOString().slice(0, 10),
    // 1 January 1970 was a Thursday.
    weekday: ((((days + 3) % 7) + 7) % 7) + 1,
    minute: (shifted - days * DAY_MS) / MINUTE_MS,
  };
}

function offsetMs(at: number, timeZone: string): number {
  const hours = FIXED_OFFSET_HOURS[timeZone];
  if (hours !== undefined) return hours * 60 * MINUTE_MS;
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
      at,
    );
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name);
    const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
    return (match?.[1] === '-' ? -minutes : minutes) * MINUTE_MS;
  } catch {
    return 7 * 60 * MINUTE_MS;
  }
}
