import { searchJson } from './jmes.ts';
import type { Answer } from './parse-answer.ts';
import type { CanonicalStatus, Rule, StatusMap } from './preset.ts';

/** Does an answer fit a rule? Every part that the rule gives must. */
export function matches(rule: Rule, answer: Answer): boolean {
  if (rule.http && !rule.http.includes(answer.status)) return false;
  if (rule.text !== undefined && !answer.text.toLowerCase().includes(rule.text.toLowerCase())) return false;
  const headers = Object.entries(rule.header ?? {});
  if (!headers.every(([name, wanted]) => isOneOf(wanted, answer.headers[name.toLowerCase()]))) return false;
  return Object.entries(rule.body ?? {}).every(([path, wanted]) => bodyFits(wanted, path, answer.json));
}

/** The vendor's status word in our own words. What the map does not know keeps its raw word and stays `unknown`. */
export function readStatus(
  map: StatusMap | undefined,
  answer: Answer,
): { status?: CanonicalStatus; rawStatus?: string } {
  if (!map) return {};
  const found = searchJson(map.path, answer.json);
  const rawStatus = typeof found === 'object' ? undefined : String(found);
  const also = map.also?.find(({ when }) => matches(when, answer));
  const known = rawStatus !== undefined && Object.hasOwn(map.map, rawStatus) ? map.map[rawStatus] : undefined;
  const status = also?.is ?? known ?? map.default;
  if (rawStatus !== undefined) return { status, rawStatus };
  // An answer that says nothing about a status is not an unknown status.
  return also || map.default !== 'unknown' ? { status } : {};
}

type Wanted = NonNullable<Rule['body']>[string];

function bodyFits(wanted: Wanted, path: string, json: unknown): boolean {
  const found = searchJson(path, json);
  if (typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted))
    return (found !== null && found !== undefined) === wanted.exists;
  return isOneOf(wanted, found);
}

// Strict on purpose: "200" is not 200, because vendors change the one into the other without a word
// and a rule says which it saw.
function isOneOf(wanted: Exclude<Wanted, { exists: boolean }>, found: unknown): boolean {
  return Array.isArray(wanted) ? wanted.some((one) => one === found) : wanted === found;
}
