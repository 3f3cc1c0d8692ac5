import type { CanonicalForm } from './preset.ts';

/**
 * A flat body in the one spelling its sender signed: members sorted by their bytes, types as the sender has them,
 * compact JSON. `slashes` and `slashes_and_unicode` write as PHP's json_encode does.
 */
export function canonicalBody(body: unknown, form: CanonicalForm): string {
  const given = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.entries(body) : [];
  const members = new Map<string, unknown>(Object.entries(form.defaults ?? {}));
  for (const [name, value] of given) members.set(name, value);
  for (const name of form.drop ?? []) members.delete(name);
  const sorted = [...members].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const json = sorted.map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(typed(name, value, form) ?? null)}`,
  );
  return spelt(`{${json.join(',')}}`, form.escape);
}

function typed(
  name: string,
  value: unknown,
  { integers = [], booleans = [], json = [] }: CanonicalForm,
): unknown {
  if (json.includes(name)) return parsed(value);
  if (integers.includes(name)) return wholeNumber(value);
  if (booleans.includes(name)) return value === true || value === 'true' || value === '1' || value === 1;
  if (Array.isArray(value) && value.length === 0) return value;
  return value === null || typeof value === 'object' ? value : String(value);
}

function wholeNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function spelt(json: string, spelling: CanonicalForm['escape']): string {
  if (spelling === 'none') return json;
  const slashed = json.replaceAll('/', '\\/');
  if (spelling === 'slashes') return slashed;
  return slashed.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
