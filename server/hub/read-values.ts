import { searchJson } from './jmes.ts';
import type { Reads } from './preset.ts';
import { renderText, type Scope } from './template.ts';
import { offsetText, ZONE_MINUTES } from './time-zones.ts';

/** An answer holds something that cannot be what the preset says it is. */
export class ReadError extends Error {}

type Shape = Exclude<Reads[string], string>;

/** The members of an operation's output. What is not there is left out; what is malformed throws a `ReadError`. */
export function readValues(reads: Reads, document: unknown, scope: Scope): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  for (const [member, read] of Object.entries(reads)) {
    const value =
      typeof read === 'string' ? simple(searchJson(read, document)) : shaped(member, read, document, scope);
    if (value !== undefined && value !== null) output[member] = value;
  }
  return output;
}

// Single values and flat lists only: what a vendor nests is neither stored nor shown unread.
function simple(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => typeof item !== 'object').slice(0, 200);
  return typeof value === 'object' ? undefined : value;
}

function shaped(member: string, shape: Shape, document: unknown, scope: Scope): unknown {
  const found = simple(searchJson(shape.path, document)) ?? shape.default;
  const value = shape.map && Object.hasOwn(shape.map, String(found)) ? shape.map[String(found)] : found;
  if (value === undefined || value === null || value === '') return undefined;
  try {
    return convert(value, shape, document, scope);
  } catch (error) {
    const reason = error instanceof ReadError ? error.message : 'cannot be read';
    throw new ReadError(`${member}: ${reason}`);
  }
}

function convert(value: unknown, shape: Shape, document: unknown, scope: Scope): unknown {
  switch (shape.as) {
    case 'money':
      checkCurrency(shape, document);
      return rupiahOf(value, scaleOf(shape, scope));
    case 'int':
      return wholeNumber(value);
    case 'date':
      return new Date(instantOf(value, shape)).toISOString();
    case 'bool':
      return shape.map ? value === true : value === true || value === 'true' || value === 1 || value === '1';
    case 'string':
      return String(value);
    case 'enum':
      return shape.map && !Object.values(shape.map).includes(value as string) ? undefined : String(value);
  }
}

/**
 * Whole rupiah of an amount as the vendor writes it. A part of a rupiah is an error, never rounded away:
 * it would mean that the scale in the preset is wrong.
 */
export function rupiahOf(value: unknown, scale: number): number {
  const written = typeof value === 'number' ? String(value) : value;
  const parts = typeof written === 'string' ? /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(written.trim()) : null;
  if (!parts) throw new ReadError('not an amount of money');
  const [, sign = '', whole = '', fraction = ''] = parts;
  const digits = whole.padStart(scale + 1, '0');
  const rest = digits.slice(digits.length - scale) + fraction;
  if (scale > 0 ? /[1-9]/.test(rest) : /[1-9]/.test(fraction)) throw new ReadError('a part of a rupiah');
  const amount = Number(sign + (scale > 0 ? digits.slice(0, -scale) : digits));
  if (!Number.isSafeInteger(amount)) throw new ReadError('not an amount of money');
  return amount === 0 ? 0 : amount;
}

function checkCurrency(shape: Shape, document: unknown): void {
  if (!shape.currency) return;
  const stated = searchJson('currency || data.currency || amount.currency', document);
  if (typeof stated === 'string' && stated.toUpperCase() !== shape.currency)
    throw new ReadError(`${stated} instead of ${shape.currency}`);
}

function scaleOf(shape: Shape, scope: Scope): number {
  const scale = typeof shape.scale === 'string' ? Number(renderText(shape.scale, scope)) : (shape.scale ?? 0);
  if (!Number.isInteger(scale) || scale < 0 || scale > 6)
    throw new ReadError('the scale is not a number from 0 to 6');
  return scale;
}

function wholeNumber(value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (!Number.isSafeInteger(number)) throw new ReadError('not a whole number');
  return number as number;
}

function instantOf(value: unknown, { tz = 'UTC' }: Shape): number {
  const written = String(value).trim();
  const epochMs = /^\d{10}$/.test(written)
    ? Number(written) * 1000
    : /^\d{13}$/.test(written)
      ? Number(written)
      : Date.parse(withZone(written, offsetText(ZONE_MINUTES[tz])));
  if (!Number.isFinite(epochMs)) throw new ReadError('not a point in time');
  return epochMs;
}

// `2026-01-15 10:00:00` and `20260115100000` are the clock on the wall of the preset's zone.
function withZone(written: string, offset: string): string {
  const stamp = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(written);
  if (stamp) return `${stamp[1]}-${stamp[2]}-${stamp[3]}T${stamp[4]}:${stamp[5]}:${stamp[6]}${offset}`;
  const local = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(written);
  return local ? `${local[1]}T${local[2]}${offset}` : written;
}
