import { type Dispatcher, request as undiciRequest } from 'undici';
import type { PreparedRequest } from './apply-auth.ts';
import type { CallOptions, CallTarget } from './call-target.ts';
import { EgressError } from './egress.ts';
import { type Answer, parseBody } from './parse-answer.ts';

/** What became of one attempt: an answer, or why there is none and whether the request can have arrived. */
export type Sent =
  | { answer: Answer }
  | {
      failure: 'timeout' | 'unreachable' | 'egress' | 'too_large' | 'invalid';
      errorClass: string;
      arrived: boolean;
    };

const MAX_ANSWER = 1_048_576;
const MAX_REDIRECTS = 3;
// These happen before the first byte of a request leaves.
const NOT_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EGRESS_REFUSED|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_SSL|ERR_INVALID_|ETIMEDOUT_CONNECT)/;

/** Sends one request and reads its answer, within the time and the size that a call may take. */
export async function send(
  request: PreparedRequest,
  target: CallTarget,
  options: CallOptions,
  timeoutMs: number,
): Promise<Sent> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), Math.max(1, timeoutMs));
  try {
    return { answer: await follow(request, target, options, stop.signal) };
  } catch (error) {
    return failureOf(error, stop.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

class TooLarge extends Error {}

async function follow(
  first: PreparedRequest,
  target: CallTarget,
  options: CallOptions,
  signal: AbortSignal,
): Promise<Answer> {
  let { url, headers } = first;
  for (let redirects = 0; ; redirects += 1) {
    checkUrl(url, target, options);
    const reply = await undiciRequest(url, {
      dispatcher: options.dispatcher,
      method: first.method as Dispatcher.HttpMethod,
      headers,
      ...(first.body === '' ? {} : { body: first.body }),
      signal,
    });
    const location = reply.headers.location;
    const goesOn = first.method === 'GET' && reply.statusCode >= 300 && reply.statusCode < 400;
    if (!goesOn || typeof location !== 'string' || redirects >= MAX_REDIRECTS)
      return read(reply, target.preset.xml);
    await reply.body.dump({ limit: 65_536, signal });
    const next = new URL(location, url);
    // Another host is another party: it gets neither the key nor anything else that we added for the first.
    if (next.host !== url.host || next.protocol !== url.protocol)
      headers = { Accept: headers.Accept ?? '*/*' };
    url = next;
  }
}

// The dispatcher guards addresses; this guards what a URL says before any connection is thought of.
function checkUrl(url: URL, { preset, vars }: CallTarget, { allowLoopback }: CallOptions): void {
  const sandbox = allowLoopback && vars?.sandboxUrl ? new URL(vars.sandboxUrl).origin : null;
  if (url.username !== '' || url.password !== '') throw new EgressError('an address carries no password');
  if (url.origin === sandbox) return;
  if (url.hostname === '127.0.0.1' || url.hostname === 'localhost')
    throw new EgressError('this machine is not a vendor');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && preset.format.startsWith('lan_'))) return;
  throw new EgressError(`${url.protocol}// is not allowed`);
}

async function read(reply: Dispatcher.ResponseData, xml: CallTarget['preset']['xml']): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of reply.body) {
    size += (chunk as Buffer).length;
    if (size > MAX_ANSWER) {
      reply.body.destroy();
      throw new TooLarge('the answer is larger than 1 MiB');
    }
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(reply.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return {
    status: reply.statusCode,
    headers,
    text,
    ...parseBody(text, headers['content-type'] ?? '', xml),
  };
}

function failureOf(error: unknown, timedOut: boolean): Sent {
  if (timedOut) return { failure: 'timeout', errorClass: 'Timeout', arrived: true };
  const codes = codesOf(error);
  const errorClass = codes[0] ?? (error instanceof Error ? error.name : 'Error');
  const notSent = codes.some((code) => NOT_SENT.test(code));
  if (error instanceof TooLarge) return { failure: 'too_large', errorClass: 'TooLarge', arrived: true };
  if (error instanceof EgressError || codes.includes('EGRESS_REFUSED'))
    return { failure: 'egress', errorClass: 'EgressError', arrived: false };
  if (codes.includes('UND_ERR_INVALID_ARG') || error instanceof TypeError)
    return { failure: 'invalid', errorClass, arrived: false };
  return { failure: 'unreachable', errorClass, arrived: !notSent };
}

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth += 1) {
    const { code } = inner as { code?: unknown };
    if (typeof code === 'string') codes.push(code);
    if (inner instanceof AggregateError)
      for (const one of inner.errors) if (typeof one?.code === 'string') codes.push(one.code);
  }
  return codes;
}
