import type { Language } from '../app/preferences.ts';

/** `21 Nov 14.05`, in the outlet's time zone; without one in the device's. */
export function formatTime(timeMs: number, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(timeMs);
}
