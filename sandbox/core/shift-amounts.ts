import { isObject, type Json } from './http.ts';

/** The same body with other amounts: numbers and texts of digits under the given names, at any depth. */
export function shiftAmounts(body: Json, names: readonly string[], by: number): Json {
  const shifted = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => shifted(item, name));
    if (isObject(value)) return shiftAmounts(value, names, by);
    if (!names.includes(name)) return value;
    if (typeof value === 'number') return value + by;
    const match = typeof value === 'string' ? /^(\d+)(\.\d\d)?$/.exec(value) : null;
    return match ? `${Number(match[1]) + by}${match[2] ?? ''}` : value;
  };
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, shifted(value, name)]));
}
