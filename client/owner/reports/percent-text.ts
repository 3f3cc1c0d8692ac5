import type { Language } from '../../app/preferences.ts';

/** `12,5%`; at most one digit after the comma. */
export function percentText(part: number, language: Language): string {
  return new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(part);
}
