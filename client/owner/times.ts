import type { Language } from '../app/preferences.ts';

const LOCALES = { id: 'id-ID', en: 'en-GB' } as const;
const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** "3 menit yang lalu"; under a minute "sekarang". A time ahead of `nowMs` counts as now. */
export function timeAgo(atMs: number, nowMs: number, language: Language): string {
  const words = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' });
  const passed = Math.max(0, nowMs - atMs);
  const step = STEPS.find(({ ms }) => passed >= ms);
  return step ? words.format(-Math.floor(passed / step.ms), step.unit) : words.format(0, 'second');
}

/** "21 Nov 2026, 14.05", in the zone of the outlet where one is given. */
export function dateTime(atMs: number, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(atMs);
}

export function timeOfDay(atMs: number, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short', timeZone }).format(atMs);
}

export function date(atMs: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium' }).format(atMs);
}

/** `4:05` of minutes and seconds, rounded up so that 0:00 means over. */
export function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
