import type { Language } from '../../app/preferences.ts';

/** `12`, `0,5`: thousandths of a unit as people write them. */
export function formatQuantity(quantityMilli: number, language: Language): string {
  return new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 3 }).format(
    quantityMilli / 1000,
  );
}
