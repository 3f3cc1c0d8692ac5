import type { Preset, PresetField } from '../hub/preset.ts';

export type FieldValue = string | number | boolean;

export interface FieldProblem {
  field: string;
  code: 'badInput' | 'fieldMissing' | 'fieldWrong' | 'keyOfOtherMode';
  values: { label: string; other?: string };
}

export interface CheckedFields {
  cfg: Record<string, FieldValue>;
  /** only those that were given: one that stays as stored is not here */
  secrets: Record<string, string>;
  problems: FieldProblem[];
}

const MAX_SECRET = 16_384;

/**
 * What an owner filled in, against the preset's fields: settings and secrets apart, and what is wrong with each. `stored`
 * are secrets that are there already; `makeToken` makes those that we make ourselves. Never throws.
 */
export function checkFields(
  preset: Pick<Preset, 'fields'>,
  environment: string,
  given: Record<string, unknown>,
  stored: ReadonlySet<string>,
  makeToken: () => string,
): CheckedFields {
  const result: CheckedFields = { cfg: {}, secrets: {}, problems: [] };
  const known = new Map(preset.fields.map((field) => [field.key, field]));
  for (const key of Object.keys(given))
    if (!known.has(key))
      result.problems.push({ field: key, code: 'badInput', values: { label: key.slice(0, 60) } });
  for (const field of preset.fields) {
    if (!isAsked(field, environment, { ...given, ...result.cfg })) continue;
    const value = readValue(field, given[field.key]);
    const isSecret = field.type === 'secret' || field.type === 'file';
    const problem = (code: FieldProblem['code'], other?: string) =>
      result.problems.push({
        field: field.key,
        code,
        values: { label: field.label.en, ...(other === undefined ? {} : { other }) },
      });
    if (value === undefined) {
      if (isSecret && stored.has(field.key)) continue;
      if (field.generate === 'token') result.secrets[field.key] = makeToken();
      else if (field.default !== undefined && !isSecret) result.cfg[field.key] = field.default;
      else if (field.required) problem('fieldMissing');
      continue;
    }
    if (value === null) {
      problem('badInput');
      continue;
    }
    const wrong = wrongWith(field, environment, value);
    if (wrong) problem(wrong.code, wrong.other);
    else if (isSecret) result.secrets[field.key] = String(value);
    else result.cfg[field.key] = value;
  }
  return result;
}

function isAsked(field: PresetField, environment: string, filled: Record<string, unknown>): boolean {
  if (field.env !== undefined && field.env !== environment) return false;
  return Object.entries(field.visibleWhen ?? {}).every(
    ([key, wanted]) => (Object.hasOwn(filled, key) ? filled[key] : null) === wanted,
  );
}

/** Undefined: not filled in; null: nothing that a field can hold. */
function readValue({ type }: PresetField, given: unknown): FieldValue | undefined | null {
  if (given === undefined || given === null || given === '') return undefined;
  if (typeof given === 'boolean') return type === 'text' || type === 'select' ? given : null;
  if (type === 'number') {
    const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  }
  if (typeof given !== 'string' && typeof given !== 'number') return null;
  const text = type === 'file' ? String(given) : String(given).trim();
  if (text === '') return undefined;
  const fits = text.length <= MAX_SECRET && !text.includes('\u0000') && text.isWellFormed();
  return fits ? text : null;
}

function wrongWith(
  field: PresetField,
  environment: string,
  value: FieldValue,
): { code: FieldProblem['code']; other?: string } | null {
  const text = String(value);
  const matches = (pattern: string) => new RegExp(pattern, 'u').test(text);
  if (field.options && !field.options.includes(text)) return { code: 'fieldWrong' };
  if (field.type === 'url' && !isHttps(text)) return { code: 'fieldWrong' };
  if (field.pattern !== undefined && !matches(field.pattern)) return { code: 'fieldWrong' };
  const own = field.patterns?.[environment];
  if (own !== undefined && matches(own)) return null;
  // Where nothing says how it looks here, the look of another environment's key still gives it away.
  const other = Object.entries(field.patterns ?? {}).find(
    ([name, pattern]) => isLive(name) !== isLive(environment) && matches(pattern),
  );
  if (other) return { code: 'keyOfOtherMode', other: other[0] };
  return own === undefined ? null : { code: 'fieldWrong' };
}

/** The environment in which real money moves. */
export const isLive = (environment: string) => environment === 'production';

/** Which environment a mode means: the wanted one, or the preset's first that fits; undefined when it has none. */
export function environmentFor(
  preset: Pick<Preset, 'environments'>,
  testMode: boolean,
  wanted?: string | undefined,
): string | undefined {
  const names = Object.keys(preset.environments).filter((name) => isLive(name) !== testMode);
  return wanted === undefined
    ? (names.find((name) => name === 'sandbox') ?? names[0])
    : names.find((name) => name === wanted);
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:' && text.length <= 2_000;
}
