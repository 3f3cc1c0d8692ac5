import type { AttemptPlan, AttemptResult } from './attempt.ts';
import { searchJson } from './jmes.ts';
import { matches } from './match-rule.ts';
import type { Answer } from './parse-answer.ts';
import type { Operation, Paginate } from './preset.ts';
import { readValues } from './read-values.ts';
import type { Scope } from './template.ts';

type Page = NonNullable<AttemptPlan['more']>;
type Pages =
  | { ok: true; answers: Answer[]; truncated: boolean }
  | { ok: false; failed: Extract<AttemptResult, { ok: false }> };

/** Asks for the pages behind the first, to the end or to the most that the preset allows. */
export async function walkPages(
  operation: Operation,
  fallback: Paginate | undefined,
  first: Extract<AttemptResult, { ok: true }>,
  ask: (page: Page) => Promise<AttemptResult>,
): Promise<Pages> {
  const plan = operation.paginate ?? fallback ?? { type: 'none' };
  const answers = [first.answer];
  if (plan.type === 'none') return { ok: true, answers, truncated: false };
  let last = first;
  for (let number = 1; ; number += 1) {
    const next = nextPage(plan, operation, last, number);
    if (!next) return { ok: true, answers, truncated: false };
    if (number >= plan.maxPages) return { ok: true, answers, truncated: true };
    const result = await ask(next);
    if (!result.ok) return { ok: false, failed: result };
    answers.push(result.answer);
    last = result;
  }
}

/** The elements of one page, each read on its own. */
export function readItems(operation: Operation, answer: Answer, scope: Scope): Record<string, unknown>[] {
  if (!operation.list) return [];
  const { read } = operation.list;
  return elements(operation, answer).map((item) => readValues(read, item, scope));
}

function nextPage(
  plan: Exclude<Paginate, { type: 'none' }>,
  operation: Operation,
  { answer, url }: Extract<AttemptResult, { ok: true }>,
  number: number,
): Page | null {
  if (plan.type === 'link') {
    const next = /<([^>]{1,2000})>\s*;[^,]*\brel="?next"?/i.exec(answer.headers.link ?? '')?.[1];
    if (!next) return null;
    const following = new URL(next, url);
    // The key goes with the next page, so the next page is on the same host or there is none.
    return following.origin === url.origin ? { url: following } : null;
  }
  if (plan.stop && matches(plan.stop, answer)) return null;
  if (plan.type === 'cursor') {
    const cursor = plan.read ? searchJson(plan.read, answer.json) : null;
    if (typeof cursor !== 'string' && typeof cursor !== 'number') return null;
    return String(cursor) === '' ? null : sendAs(plan, cursor);
  }
  const count = elements(operation, answer).length;
  if (count === 0 || (plan.size !== undefined && count < plan.size)) return null;
  return sendAs(plan, plan.type === 'page' ? (plan.first ?? 1) + number : number * (plan.size ?? count));
}

function sendAs({ send }: Extract<Paginate, { send: unknown }>, value: string | number): Page {
  return send.in === 'query' ? { query: { [send.name]: String(value) } } : { body: { [send.name]: value } };
}

function elements(operation: Operation, answer: Answer): unknown[] {
  const found = operation.list ? searchJson(operation.list.items, answer.json) : null;
  return Array.isArray(found) ? found : [];
}
