import type { IncomingMessage, ServerResponse } from 'node:http';

export type Json = Record<string, unknown>;

/** One call that reached the sandbox; `path` is below the vendor's root, `fullPath` as it came over the wire. */
export interface Call {
  method: string;
  path: string;
  fullPath: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  raw: Buffer;
  params: Record<string, string>;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** Literal patterns with `:name` parts; vendors use `!` and `=` in paths, so nothing else is special. */
export class Router {
  readonly #routes: { method: string; pattern: RegExp; names: string[]; handler: Handler }[] = [];

  on(method: string, pattern: string, handler: Handler): this {
    const names: string[] = [];
    const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:([a-zA-Z]+)/g, (_, name) => {
      names.push(name);
      return '([^/]+?)';
    });
    this.#routes.push({ method, pattern: new RegExp(`^${source}/?$`), names, handler });
    return this;
  }

  /** The answer of the first route that fits; null when none does; 405 is left to the vendor (`knows`). */
  async handle(call: Call): Promise<Reply | null> {
    for (const route of this.#routes) {
      if (route.method !== call.method) continue;
      const match = route.pattern.exec(call.path);
      if (!match) continue;
      const params = Object.fromEntries(route.names.map((name, i) => [name, decoded(match[i + 1] ?? '')]));
      return route.handler({ ...call, params });
    }
    return null;
  }

  /** Whether the path exists under any method. */
  knows(path: string): boolean {
    return this.#routes.some((route) => route.pattern.test(path));
  }
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** The body as a JSON object; null when it is anything else. */
export function jsonBody(call: Call): Json | null {
  try {
    const value: unknown = JSON.parse(call.raw.toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A nested member by its dotted path; undefined where the path ends early. */
export function at(value: unknown, path: string): unknown {
  let here: unknown = value;
  for (const key of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Json)[key];
  }
  return here;
}

/** A nested member as text ('' when missing; numbers as JSON writes them). */
export function textAt(value: unknown, path: string): string {
  const found = at(value, path);
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
    ? String(found)
    : '';
}

const LONGEST_BODY = 1024 * 1024;

/** Reads a request whole; null when it is larger than 1 MiB. */
export async function readCall(request: IncomingMessage): Promise<Call | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LONGEST_BODY) return null;
    chunks.push(chunk);
  }
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return {
    method: request.method ?? 'GET',
    path,
    fullPath: path,
    query: new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1)),
    headers,
    raw: Buffer.concat(chunks),
    params: {},
  };
}

export function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
