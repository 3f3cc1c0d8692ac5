import { MAX_RUPIAH, type Rupiah } from '../../shared/money.ts';
import type { Discount } from '../../shared/pricing/types.ts';

type Unreadable = { ok: false; reason: 'empty' | 'notANumber' | 'negative' | 'tooLarge' | 'over100' };
export type ParsedAmount = { ok: true; amount: Rupiah } | Unreadable;
export type ParsedDiscount = { ok: true; discount: Discount | null } | Unreadable;

/** The digits of `Rp 100.000`; null for what is no whole amount. */
export function readDigits(typed: string): string | null {
  const bare = typed.replace(/^\s*Rp/i, '').replace(/[.\s\u00a0]/g, '');
  return /^\d*$/.test(bare) ? bare : null;
}

/** Reads typed rupiah: `15000`, `15.000`, `Rp 15.000`. */
export function parseAmount(typed: string): ParsedAmount {
  if (/^\s*(Rp\s*)?-/i.test(typed)) return { ok: false, reason: 'negative' };
  const digits = readDigits(typed);
  if (digits === null) return { ok: false, reason: 'notANumber' };
  if (digits === '') return { ok: false, reason: 'empty' };
  if (digits.replace(/^0+/, '').length > 15 || Number(digits) > MAX_RUPIAH)
    return { ok: false, reason: 'tooLarge' };
  return { ok: true, amount: Number(digits) };
}

/** Reads a typed discount; empty or 0 takes it away. A percentage has at most two decimals: `12,5`. */
export function parseDiscount(kind: Discount['kind'], typed: string): ParsedDiscount {
  const text = typed.trim().replace(/%$/, '').trim();
  if (text === '') return { ok: true, discount: null };
  if (kind === 'amount') {
    const parsed = parseAmount(text);
    if (!parsed.ok) return parsed;
    return { ok: true, discount: parsed.amount === 0 ? null : { kind: 'amount', amount: parsed.amount } };
  }
  if (text.startsWith('-')) return { ok: false, reason: 'negative' };
  const match = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text);
  const [, whole = '', fraction = ''] = match ?? [];
  if (!match) return { ok: false, reason: 'notANumber' };
  if (whole.length > 4) return { ok: false, reason: 'over100' };
  const rateBp = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  if (rateBp > 10_000) return { ok: false, reason: 'over100' };
  return { ok: true, discount: rateBp === 0 ? null : { kind: 'percent', rateBp } };
}

/** For people and for the field again: `12,5`. */
export function formatRate(rateBp: number): string {
  return String(rateBp / 100).replace('.', ',');
}
