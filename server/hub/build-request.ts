import { applyAuth, lowerCased, type PreparedRequest, renderHeaders } from './apply-auth.ts';
import type { CallTarget } from './call-target.ts';
import { isEmpty, TemplateError, text } from './filters.ts';
import type { RequestTemplate, SimpleAuth } from './preset.ts';
import { renderText, renderTree, renderVars, type Scope } from './template.ts';

/** The values that templates of one attempt see. */
export function scopeOf(
  target: CallTarget,
  input: Record<string, unknown>,
  at: { now: number; uuid: string },
  more: Scope = {},
): Scope {
  const base: Scope = {
    in: input,
    cfg: withDefaults(target),
    secret: target.secrets,
    now: new Date(at.now),
    uuid: at.uuid,
    env: { ...target.vars, webhookUrl: target.webhookUrl ?? '' },
    ...more,
  };
  const vars = target.preset.environments[target.environment]?.vars ?? {};
  const env: Record<string, unknown> = { ...(base.env as object) };
  for (const [name, template] of Object.entries(vars)) env[name] = renderText(template, { ...base, env });
  return { ...base, env };
}

/** Fills a request and signs it. Throws a `TemplateError` when the connection's settings cannot fill it. */
export function buildRequest(
  template: RequestTemplate,
  auth: SimpleAuth,
  target: CallTarget,
  outer: Scope,
  send: { query?: Record<string, string>; body?: Record<string, unknown>; url?: URL } = {},
): PreparedRequest {
  const environment = target.preset.environments[target.environment];
  if (!environment) throw new TemplateError(`the preset has no environment ${target.environment}`);
  const scope = renderVars(template.vars, outer);
  const path = renderText(template.path, scope);
  if (!path.startsWith('/')) throw new TemplateError('a path starts with /');
  if (/(^|\/)\.\.?(\/|$)/.test(path)) throw new TemplateError('a path may not step up');
  const url = send.url ?? new URL(renderText(template.baseUrl ?? environment.baseUrl, scope) + path);
  if (!send.url)
    for (const [name, value] of Object.entries({ ...queryOf(template, scope), ...send.query }))
      url.searchParams.set(name, value);
  const bodyType = template.bodyType ?? (template.body === undefined ? 'none' : 'json');
  const body = bodyType === 'none' ? '' : writeBody(template, bodyType, auth, scope, send.body);
  const method = template.method;
  const own = renderHeaders(template.headers, { ...scope, raw: body, method, path });
  const headers = { ...defaultHeaders(bodyType, own), ...own };
  return applyAuth(auth, { method, url, path, headers, body }, scope, (scope.now as Date).getTime());
}

/** An object as a form; what is nested goes into brackets: `metadata[order]=1`, `items[0][name]=Kopi`. */
export function formOf(values: unknown): string {
  const pairs: [string, string][] = [];
  addPairs(pairs, '', values);
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function addPairs(pairs: [string, string][], name: string, value: unknown): void {
  if (isEmpty(value)) {
    if (name !== '' && value === '') pairs.push([name, '']);
    return;
  }
  if (typeof value !== 'object') {
    pairs.push([name, text(value)]);
    return;
  }
  for (const [key, inner] of Object.entries(value as object))
    addPairs(pairs, name === '' ? key : `${name}[${key}]`, inner);
}

function withDefaults({ preset, cfg }: CallTarget): Record<string, unknown> {
  const defaults = preset.fields.flatMap(({ key, default: value }) =>
    value === undefined ? [] : [[key, value]],
  );
  const given = Object.entries(cfg).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries([...defaults, ...given]);
}

function queryOf(template: RequestTemplate, scope: Scope): Record<string, string> {
  const filled = renderTree(template.query ?? {}, scope) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(filled).map(([name, value]) => [name, text(value)]));
}

function writeBody(
  template: RequestTemplate,
  bodyType: 'json' | 'form' | 'xml',
  auth: SimpleAuth,
  scope: Scope,
  more: Record<string, unknown> = {},
): string {
  if (bodyType === 'xml')
    return typeof template.body === 'string' ? renderText(template.body, scope, escapeXml) : '';
  const signed = auth.type === 'body' ? renderTree(auth.values, scope) : {};
  const filled = renderTree(template.body ?? {}, scope);
  const plainList = Array.isArray(filled) && Object.keys(more).length === 0;
  const values = plainList ? filled : { ...(filled as object), ...(signed as object), ...more };
  return bodyType === 'form' ? formOf(values) : JSON.stringify(values);
}

function defaultHeaders(bodyType: string, own: Record<string, string>): Record<string, string> {
  const given = lowerCased(own);
  const types: Record<string, string> = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    xml: 'application/xml',
  };
  return {
    ...(given.accept === undefined ? { Accept: 'application/json' } : {}),
    ...(types[bodyType] && given['content-type'] === undefined ? { 'Content-Type': types[bodyType] } : {}),
  };
}

function escapeXml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
