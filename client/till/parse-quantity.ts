import { MAX_QUANTITY_MILLI, MILLI } from '../../shared/money.ts';

export type ParsedQuantity =
  | { ok: true; quantityMilli: number }
  | { ok: false; reason: 'empty' | 'notANumber' | 'notPositive' | 'tooPrecise' | 'tooLarge' };

/**
 * Reads a typed quantity into thousandths: `12`, `0,5`, `,5`. The comma is the decimal sign; a point means the
 * same, because number pads have no comma and nobody types thousands separators into a quantity.
 */
export function parseQuantity(text: string): ParsedQuantity {
  const typed = text.trim();
  if (typed === '') return { ok: false, reason: 'empty' };
  const match = /^([+-]?)(\d*)(?:[.,](\d*))?$/.exec(typed);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (!match || whole + fraction === '') return { ok: false, reason: 'notANumber' };
  if (sign === '-' || /^0*$/.test(whole + fraction)) return { ok: false, reason: 'notPositive' };
  if (fraction.replace(/0+$/, '').length > 3) return { ok: false, reason: 'tooPrecise' };
  // Digits before arithmetic: a long number would lose its end on the way.
  if (whole.replace(/^0+/, '').length > 7) return { ok: false, reason: 'tooLarge' };
  const quantityMilli = Number(whole || '0') * MILLI + Number(fraction.padEnd(3, '0').slice(0, 3));
  if (quantityMilli > MAX_QUANTITY_MILLI) return { ok: false, reason: 'tooLarge' };
  return { ok: true, quantityMilli };
}

/** For people: `2`, `0,5`. */
export function formatQuantity(quantityMilli: number): string {
  return plainQuantity(quantityMilli).replace('.', ',');
}

/** For programs: `2`, `0.5`. */
export function plainQuantity(quantityMilli: number): string {
  const whole = Math.floor(quantityMilli / MILLI);
  const fraction = String(quantityMilli % MILLI)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return fraction ? `${whole}.${fraction}` : String(whole);
}
