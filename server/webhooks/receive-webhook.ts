import { createHash } from 'node:crypto';
import { openTargetBySlug } from '../connections/open-target.ts';
import { tenantOfSlug } from '../connections/slug.ts';
import type { Tx } from '../db/connect.ts';
import type { CallTarget } from '../hub/call-target.ts';
import {
  readWebhook,
  type WebhookReading,
  type WebhookReply,
  type WebhookRequest,
} from '../hub/read-webhook.ts';
import { printable, writeLog } from '../integration-log/write-log.ts';
import type { Services } from '../services.ts';
import { maskBytes, maskText } from './mask-secrets.ts';
import { processWebhook, WEBHOOK_QUEUE, type WebhookJob } from './process-webhook.ts';
import { type WebhookState, webhookEvent, webhookLog } from './tables.ts';

export const MAX_WEBHOOK_BYTES = 1024 * 1024;
/** of what nobody verified this much is kept: enough to see what it was */
const KEPT_OF_REJECTED = 16_384;
/** in a header these are secrets whatever they say */
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);
const MAX_KEY = 300;
const MAX_HEADERS = 60;
const MAX_HEADER = 2_000;

export interface ArrivedWebhook extends WebhookRequest {
  kind: string;
  slug: string;
  ip: string;
}

/** What to answer, and what to wait for after the answer. */
export interface WebhookAnswer {
  reply: WebhookReply;
  state: WebhookState | 'unknown';
  afterwards: () => Promise<void>;
}

const NOTHING = async () => {};
const answer = (status: number, body: string): WebhookReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

/**
 * Takes in what somebody sent to a webhook address: it is verified, its event claimed (one of all deliveries is), and all
 * of it stored with its bytes in one transaction, before the answer and before anything is made of it; processing is a
 * job's. Whatever a stranger sends gets a 4xx. 503 only when we can't judge it (keys that nothing opens), so that the
 * provider sends again.
 */
export async function receiveWebhook(services: Services, arrived: ArrivedWebhook): Promise<WebhookAnswer> {
  const { db, now, newId } = services;
  const tenantId = tenantOfSlug(arrived.slug);
  const nowhere: WebhookAnswer = { reply: answer(404, 'not found'), state: 'unknown', afterwards: NOTHING };
  if (tenantId === undefined) return nowhere;
  const webhookId = newId();
  const receivedAt = now();
  const stored = await db.tenant(tenantId, async (tx) => {
    const found = await openTargetBySlug(tx, services, tenantId, arrived.slug);
    const row = found.connection;
    if (!row || row.kind !== arrived.kind || !row.preset.webhook) return undefined;
    const reading = found.ok ? judge(found.target, arrived, receivedAt) : undefined;
    const about = { tenantId, webhookId, connectionId: row.id, at: receivedAt };
    const judged: Judged = reading
      ? await settle(tx, about, reading)
      : { state: 'failed', reason: 'key_undecryptable' };
    const secrets = found.ok ? found.target.secrets : {};
    const kept =
      judged.state === 'rejected' ? arrived.rawBody.subarray(0, KEPT_OF_REJECTED) : arrived.rawBody;
    await tx.insert(webhookLog).values({
      tenantId,
      id: webhookId,
      connectionId: row.id,
      kind: row.kind,
      receivedAt: new Date(receivedAt),
      method: arrived.method,
      path: printable(maskText(arrived.path, secrets)).slice(0, 500),
      query: storedQuery(arrived.query, secrets),
      headers: storedHeaders(arrived.headers, secrets),
      rawBody: maskBytes(kept, secrets),
      bodyBytes: arrived.rawBody.length,
      ip: arrived.ip.slice(0, 64),
      userAgent: printable(String(arrived.headers['user-agent'] ?? '')).slice(0, 300),
      ...judged,
    });
    const reply = reading?.reply ?? answer(503, 'try again later');
    await writeLog(tx, { ...services, tenantId }, { kind: 'system', id: 'webhook', ip: arrived.ip }, [
      {
        connectionId: row.id,
        action: 'webhook',
        verb: 'webhook.received',
        status: judged.state === 'rejected' || judged.state === 'failed' ? 'failure' : 'success',
        ms: now() - receivedAt,
        httpStatus: reply.status,
        errorClass: judged.reason ?? undefined,
        reference: reading && referenceOf(reading),
        request: { webhookId, bytes: arrived.rawBody.length },
        response: { state: judged.state },
      },
    ]);
    return { reply, state: judged.state };
  });
  if (!stored) return nowhere;
  return {
    ...stored,
    // The row waits in any case: whoever sweeps finds it when this process dies now.
    afterwards: stored.state === 'verified' ? () => enqueue(services, { tenantId, webhookId }) : NOTHING,
  };
}

/** A reading that can't throw: what a provider's preset makes of a stranger's bytes is not to be trusted. */
export function judge(target: CallTarget, request: WebhookRequest, now: number): WebhookReading {
  try {
    const reading = readWebhook(target, request, now);
    return reading.reply.status < 500 ? reading : { ok: false, reason: 'unreadable', reply: answer(400, '') };
  } catch {
    return { ok: false, reason: 'unreadable', reply: answer(400, 'not understood') };
  }
}

/** What a webhook turned out to be, as it is stored. */
export type Judged = Pick<typeof webhookLog.$inferInsert, 'eventKey' | 'orderKey' | 'read' | 'reason'> &
  Pick<typeof webhookLog.$inferInsert, 'status' | 'rawStatus' | 'confirm' | 'trust'> & {
    state: WebhookState;
  };

/**
 * Says what a webhook turned out to be. Of all deliveries of an event one is `verified`, the others are `duplicate`:
 * the primary key of events decides, also between two processes at the same moment.
 */
export async function settle(
  tx: Tx,
  about: { tenantId: string; webhookId: string; connectionId: string; at: number },
  reading: WebhookReading,
): Promise<Judged> {
  if (!reading.ok) return { state: 'rejected', reason: reading.reason };
  const eventKey = keptKey(printable(reading.eventKey));
  const read = {
    eventKey,
    orderKey: reading.order === undefined ? null : printable(reading.order).slice(0, 200),
    read: storable(reading.read),
    status: reading.status ?? null,
    rawStatus: reading.rawStatus === undefined ? null : printable(reading.rawStatus).slice(0, 120),
    confirm: reading.confirm,
    trust: reading.trust ?? null,
  };
  if (reading.ignored) return { ...read, state: 'processed', reason: 'ignored' };
  // Waits for another delivery of the event that is being settled at this moment, and then sees it.
  const claimed = await tx
    .insert(webhookEvent)
    .values({ ...about, eventKey, at: new Date(about.at) })
    .onConflictDoNothing()
    .returning({ webhookId: webhookEvent.webhookId });
  return { ...read, state: claimed.length === 1 ? 'verified' : 'duplicate', reason: null };
}

/** Puts the event up for its job; when the queue can't take it now, this process does it. */
export async function enqueue(services: Services, job: WebhookJob): Promise<void> {
  try {
    await services.jobs.send(WEBHOOK_QUEUE, job);
  } catch (error) {
    services.log.warn({ err: error }, 'a webhook could not be put up for its job');
    await processWebhook(services, job);
  }
}

/** Long keys stay different from each other. */
function keptKey(eventKey: string): string {
  if (eventKey.length <= MAX_KEY) return eventKey;
  return `${eventKey.slice(0, MAX_KEY - 65)} ${createHash('sha256').update(eventKey).digest('hex')}`;
}

function referenceOf(reading: WebhookReading): string | undefined {
  const reference = reading.ok ? reading.read.reference : undefined;
  return typeof reference === 'string' ? printable(reference) : undefined;
}

function storedQuery(query: Record<string, string>, secrets: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(query)
      .slice(0, MAX_HEADERS)
      .map(([name, value]) => [
        printable(name).slice(0, 120),
        printable(maskText(value, secrets)).slice(0, MAX_HEADER),
      ]),
  );
}

function storedHeaders(headers: WebhookRequest['headers'], secrets: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(headers)
      .slice(0, MAX_HEADERS)
      .map(([name, value]) => {
        const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
        return [
          printable(name).slice(0, 120),
          SECRET_HEADERS.has(name) ? '{{hidden}}' : printable(maskText(text, secrets)).slice(0, MAX_HEADER),
        ];
      }),
  );
}

/** What was read, as jsonb can hold it. */
function storable(read: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(read, (_, value) => (typeof value === 'string' ? printable(value) : value)) ?? '{}',
  ) as Record<string, unknown>;
}
