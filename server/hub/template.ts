import { FILTERS, isEmpty, TemplateError, text } from './filters.ts';

/** Everything a placeholder can start with. Which of them are filled depends on where the template stands. */
export const ROOTS = [
  'in',
  'cfg',
  'secret',
  'env',
  'now',
  'uuid',
  'raw',
  'header',
  'body',
  'query',
  'vars',
  'method',
  'path',
  'token',
  'given',
  'canonical',
  'page',
] as const;

/** What a template is filled with. `now` and `uuid` stay the same for one attempt. */
export type Scope = Partial<Record<(typeof ROOTS)[number], unknown>>;

export type TemplateTree =
  | string
  | number
  | boolean
  | null
  | TemplateTree[]
  | { [key: string]: TemplateTree };

type Placeholder = { path: string[]; filters: { name: string; args: string[] }[] };
type Part = string | Placeholder;

const PATH = /^[a-z][A-Za-z]*(\.[A-Za-z0-9_-]{1,64}){0,6}$/;
const POISONED = new Set(['__proto__', 'constructor', 'prototype']);
const parsedTemplates = new Map<string, Part[]>();
const MAX_PARSED = 5_000;

/** Why a template is not allowed, or null. */
export function templateProblem(template: string): string | null {
  try {
    parse(template);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'not a template';
  }
}

/** Fills one template. A template that is exactly one placeholder keeps the type of its value. */
export function render(template: string, scope: Scope): unknown {
  const parts = parse(template);
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') return fill(only, scope);
  return parts.map((part) => (typeof part === 'string' ? part : text(fill(part, scope)))).join('');
}

/** Fills one template as text. */
export function renderText(template: string, scope: Scope, escaped?: (value: string) => string): string {
  if (!escaped) return text(render(template, scope));
  return parse(template)
    .map((part) => (typeof part === 'string' ? part : escaped(text(fill(part, scope)))))
    .join('');
}

/** Fills every template of a tree. A key that ends in `?` is left out when its value is empty. */
export function renderTree(tree: TemplateTree, scope: Scope): unknown {
  if (typeof tree === 'string') {
    const value = render(tree, scope);
    return Buffer.isBuffer(value) || value instanceof Date ? text(value) : value;
  }
  if (Array.isArray(tree)) return tree.map((item) => renderTree(item, scope));
  if (typeof tree !== 'object' || tree === null) return tree;
  const filled: Record<string, unknown> = {};
  for (const [key, branch] of Object.entries(tree)) {
    const value = renderTree(branch, scope);
    const optional = key.endsWith('?');
    if (optional && (isEmpty(value) || isEmptyObject(value))) continue;
    filled[optional ? key.slice(0, -1) : key] = value ?? null;
  }
  return filled;
}

/** Fills named templates in their order; each may use the ones above it as `vars.name`. */
export function renderVars(vars: Record<string, string> | undefined, scope: Scope): Scope {
  if (!vars) return scope;
  const filled: Record<string, unknown> = { ...(scope.vars as Record<string, unknown> | undefined) };
  const inner = { ...scope, vars: filled };
  for (const [name, template] of Object.entries(vars)) filled[name] = render(template, inner);
  return inner;
}

/** The paths a template reads, arguments of filters included (`secret.serverKey`). */
export function pathsOf(template: string): string[] {
  return parse(template).flatMap((part) =>
    typeof part === 'string'
      ? []
      : [part.path.join('.'), ...part.filters.flatMap(({ args }) => args.filter(isPath))],
  );
}

function parse(template: string): Part[] {
  const known = parsedTemplates.get(template);
  if (known) return known;
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    if (open < 0) break;
    const close = template.indexOf('}}', open);
    if (close < 0) throw new TemplateError('a placeholder is not closed with }}');
    if (open > at) parts.push(template.slice(at, open));
    parts.push(placeholder(template.slice(open + 2, close)));
    at = close + 2;
  }
  if (at < template.length || parts.length === 0) parts.push(template.slice(at));
  if (parsedTemplates.size >= MAX_PARSED) parsedTemplates.clear();
  parsedTemplates.set(template, parts);
  return parts;
}

function placeholder(source: string): Placeholder {
  const [path = '', ...filters] = source.split('|');
  if (!isPath(path.trim())) throw new TemplateError(`{{${source}}} does not start with a known root`);
  if (filters.length > 8) throw new TemplateError(`{{${source}}} has more than 8 filters`);
  return { path: path.trim().split('.'), filters: filters.map(readFilter) };
}

function readFilter(source: string): { name: string; args: string[] } {
  const [name = '', ...args] = source.split(':');
  const filter = FILTERS.get(name.trim());
  if (!filter) throw new TemplateError(`the filter ${name.trim()} does not exist`);
  const [least, most] = filter.args;
  if (args.length < least || args.length > most)
    throw new TemplateError(`the filter ${name.trim()} takes ${least} to ${most} arguments`);
  return { name: name.trim(), args };
}

function isPath(path: string): boolean {
  if (!PATH.test(path)) return false;
  const [root = '', ...rest] = path.split('.');
  return (ROOTS as readonly string[]).includes(root) && !rest.some((part) => POISONED.has(part));
}

function fill({ path, filters }: Placeholder, scope: Scope): unknown {
  return filters.reduce<unknown>(
    (value, { name, args }) => {
      const given = args.map((arg) =>
        arg.includes('.') && isPath(arg) ? text(lookUp(arg.split('.'), scope)) : arg,
      );
      return FILTERS.get(name)?.run(value, given);
    },
    lookUp(path, scope),
  );
}

function lookUp(path: string[], scope: Scope): unknown {
  let value: unknown = scope;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
