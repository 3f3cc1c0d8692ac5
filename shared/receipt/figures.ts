import { MILLI } from '../money.ts';
import type { ReceiptLanguage } from './document.ts';

const whole = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 0 });
const thousandths = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 3 });
const percent = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 2 });

/** `12.500`, the same in both languages: it is rupiah either way. */
export function figure(amount: number): string {
  return whole.format(amount);
}

/** `-3.000`; nothing is taken off as `0`. */
export function takenOff(amount: number): string {
  return figure(-amount || 0);
}

/** Integer thousandths as people say them: `2`, `0,5`. */
export function quantityFigure(quantityMilli: number): string {
  return thousandths.format(quantityMilli / MILLI);
}

/** Basis points: `12%`, `2,5%`. */
export function rateFigure(rateBp: number): string {
  return `${percent.format(rateBp / 100)}%`;
}

/** `21/11/2026 14:05` on the outlet's clock. */
export function momentFigure(at: number, timeZone: string, language: ReceiptLanguage): string {
  const format = new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.day}/${part.month}/${part.year} ${part.hour}:${part.minute}`;
}
