import { renderHeaders } from './apply-auth.ts';
import { scopeOf } from './build-request.ts';
import type { CallTarget } from './call-target.ts';
import { searchJson } from './jmes.ts';
import { matches, readStatus } from './match-rule.ts';
import { type Answer, parseBody } from './parse-answer.ts';
import type { CanonicalStatus, Reply, Webhook } from './preset.ts';
import { readValues } from './read-values.ts';
import { renderText, renderTree, type Scope } from './template.ts';
import { verifyWebhook } from './verify-webhook.ts';

export type WebhookRequest = {
  rawBody: Buffer;
  /** Lower-case names, as Node gives them. */
  headers: Record<string, string | string[] | undefined>;
  query: Record<string, string>;
  /** The path the vendor called, without its query: some signatures are over it. */
  path: string;
  method: string;
};

export type WebhookReply = { status: number; headers: Record<string, string>; body: string };

export type WebhookReading =
  | {
      ok: true;
      /** The same for every delivery of the same event: the key to deduplicate by. */
      eventKey: string;
      /** Text that sorts events of one object, where the vendor has one. */
      order?: string;
      read: Record<string, unknown>;
      status?: CanonicalStatus;
      rawStatus?: string;
      /** Verified, but nothing to act on. */
      ignored: boolean;
      /** The operation to ask before anything is done; null when the signature covers what was read. */
      confirm: string | null;
      /** Without a confirmation: all that this webhook may change. */
      trust?: 'delivery_status_only';
      reply: WebhookReply;
    }
  | {
      ok: false;
      reason: 'no_webhook' | 'too_large' | 'bad_signature' | 'too_old' | 'unreadable';
      reply: WebhookReply;
    };

type Refusal = Extract<WebhookReading, { ok: false }>;

const MAX_WEBHOOK = 1_048_576;
const MAX_KEY = 400;

/** Verifies and reads what arrived at a connection's webhook address. Pure, and never throws. */
export function readWebhook(target: CallTarget, request: WebhookRequest, now: number): WebhookReading {
  const { webhook } = target.preset;
  if (!webhook) return refuse('no_webhook', 404);
  if (request.rawBody.length > MAX_WEBHOOK) return refuse('too_large', 413);
  try {
    return read(target, webhook, request, now);
  } catch {
    // A stranger may send what no vendor would (a part of a rupiah, a time that is none): that is theirs, not ours.
    return refuse('unreadable', 400);
  }
}

function read(target: CallTarget, webhook: Webhook, request: WebhookRequest, now: number): WebhookReading {
  const headers = singleHeaders(request.headers);
  const raw = request.rawBody.toString('utf8');
  const parsed = parseBody(raw, headers['content-type'] ?? '', target.preset.xml);
  const answer: Answer = { status: 200, headers, text: raw, ...parsed };
  const scope: Scope = scopeOf(
    target,
    {},
    { now, uuid: '' },
    {
      raw,
      header: headers,
      body: parsed.json,
      query: request.query,
      path: request.path,
      method: request.method,
    },
  );
  const verified = verifyWebhook(webhook.verify, scope, now);
  if (verified !== 'ok') return { ...refuse(verified, 401), ...rejection(webhook, answer, scope) };
  const eventKey = eventKeyOf(webhook, answer);
  const ignored = webhook.ignore?.some((rule) => matches(rule, answer)) ?? false;
  if (eventKey === '' && !ignored) return refuse('unreadable', 400);
  const order = webhook.order ? searchJson(webhook.order, answer.json) : null;
  return {
    ok: true,
    eventKey,
    ...(typeof order === 'string' || typeof order === 'number'
      ? { order: String(order).slice(0, MAX_KEY) }
      : {}),
    read: ignored ? {} : readValues(webhook.read, answer.json, scope),
    ...(ignored ? {} : readStatus(webhook.status ?? target.preset.status, answer)),
    ignored,
    confirm: ignored ? null : webhook.confirm,
    ...(webhook.trust ? { trust: webhook.trust } : {}),
    reply: replyOf(webhook.reply, answer, scope),
  };
}

function eventKeyOf({ dedupe }: Webhook, answer: Answer): string {
  if (typeof dedupe === 'object' && !Array.isArray(dedupe))
    return (answer.headers[dedupe.header.toLowerCase()] ?? '').slice(0, MAX_KEY);
  const paths = Array.isArray(dedupe) ? dedupe : [dedupe];
  const parts = paths.map((path) => {
    const found = searchJson(path, answer.json);
    return typeof found === 'object' ? '' : String(found);
  });
  return parts[0] === '' ? '' : parts.join('|').slice(0, MAX_KEY);
}

function rejection(webhook: Webhook, answer: Answer, scope: Scope): { reply: WebhookReply } | object {
  return webhook.reject ? { reply: replyOf(webhook.reject, answer, scope) } : {};
}

function replyOf(reply: Reply, answer: Answer, scope: Scope): WebhookReply {
  const headers = renderHeaders(reply.headers, scope);
  if (answer.format === 'xml' && reply.xml !== undefined)
    return {
      status: reply.status,
      headers: { 'Content-Type': 'application/xml', ...headers },
      body: renderText(reply.xml, scope, (value) => value.replace(/[<>&"']/g, '')),
    };
  if (typeof reply.body === 'string')
    return {
      status: reply.status,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
      body: renderText(reply.body, scope),
    };
  return {
    status: reply.status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(renderTree(reply.body, scope)),
  };
}

function refuse(reason: Refusal['reason'], status: number): Refusal {
  return { ok: false, reason, reply: { status, headers: { 'Content-Type': 'text/plain' }, body: reason } };
}

function singleHeaders(headers: WebhookRequest['headers']): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) single[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  return single;
}
