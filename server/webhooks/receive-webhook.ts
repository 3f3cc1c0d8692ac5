import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { openTargetBySlug } from '../connections/open-target.ts';
import { tenantOfSlug } from '../connections/slug.ts';
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
const KEPT_OF_REJECTED = 4_096;
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
 * Takes in what somebody sent to a webhook address: its bytes are stored before anything is made of them, then it is
 * verified and its event claimed (one of all deliveries is), and the answer is what the provider expects. Whatever a
 * stranger sends gets a 4xx. 503 only when we can't judge it (keys that nothing opens), so that the provider sends again.
 */
export async function receiveWebhook(services: Services, arrived: ArrivedWebhook): Promise<WebhookAnswer> {
  const { db, now, newId } = services;
  const tenantId = tenantOfSlug(arrived.slug);
  const nowhere: WebhookAnswer = { reply: answer(404, 'not found'), state: 'unknown', afterwards: NOTHING };
  if (tenantId === undefined) return nowhere;
  const webhookId = newId();
  const receivedAt = now();
  const opened = await db.tenant(tenantId, async (tx) => {
    const found = await openTargetBySlug(tx, services, tenantId, arrived.slug);
    const row = found.connection;
    if (!row || row.kind !== arrived.kind || !row.preset.webhook) return undefined;
    const secrets = found.ok ? found.target.secrets : {};
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
      rawBody: maskBytes(arrived.rawBody, secrets),
      bodyBytes: arrived.rawBody.length,
      ip: arrived.ip.slice(0, 64),
      userAgent: printable(String(arrived.headers['user-agent'] ?? '')).slice(0, 300),
    });
    return { found, row };
  });
  if (!opened) return nowhere;

  const { found, row } = opened;
  if (!found.ok) {
    await db.tenant(tenantId, (tx) =>
      tx
        .update(webhookLog)
        .set({ state: 'failed', reason: 'key_undecryptable' })
        .where(and(eq(webhookLog.tenantId, tenantId), eq(webhookLog.id, webhookId))),
    );
    return { reply: answer(503, 'try again later'), state: 'failed', afterwards: NOTHING };
  }
  const reading = judge(found.target, arrived, receivedAt);
  const state = await db.tenant(tenantId, async (tx) => {
    const judged = await settle(tx, { tenantId, webhookId, connectionId: row.id, at: receivedAt }, reading);
    if (judged === 'rejected' && arrived.rawBody.length > KEPT_OF_REJECTED)
      await tx
        .update(webhookLog)
        .set({ rawBody: maskBytes(arrived.rawBody, found.target.secrets).subarray(0, KEPT_OF_REJECTED) })
        .where(and(eq(webhookLog.tenantId, tenantId), eq(webhookLog.id, webhookId)));
    await writeLog(tx, { ...services, tenantId }, { kind: 'system', id: 'webhook', ip: arrived.ip }, [
      {
        connectionId: row.id,
        action: 'webhook',
        verb: 'webhook.received',
        status: judged === 'rejected' ? 'failure' : 'success',
        ms: now() - receivedAt,
        httpStatus: reading.reply.status,
        errorClass: reading.ok ? undefined : reading.reason,
        reference: referenceOf(reading),
        request: { webhookId, bytes: arrived.rawBody.length },
        response: { state: judged },
      },
    ]);
    return judged;
  });
  const job = { tenantId, webhookId };
  return {
    reply: reading.reply,
    state,
    // The row waits in any case: whoever sweeps finds it when this process dies now.
    afterwards: state === 'verified' ? () => enqueue(services, job) : NOTHING,
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

/**
 * Writes what a webhook turned out to be. Of all deliveries of an event one is `verified`, the others are `duplicate`:
 * the primary key of events decides, also between two processes at the same moment.
 */
export async function settle(
  tx: Parameters<typeof writeLog>[0],
  {
    tenantId,
    webhookId,
    connectionId,
    at,
  }: { tenantId: string; webhookId: string; connectionId: string; at: number },
  reading: WebhookReading,
): Promise<WebhookState> {
  const mine = and(eq(webhookLog.tenantId, tenantId), eq(webhookLog.id, webhookId));
  if (!reading.ok) {
    await tx.update(webhookLog).set({ state: 'rejected', reason: reading.reason }).where(mine);
    return 'rejected';
  }
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
  if (reading.ignored) {
    await tx
      .update(webhookLog)
      .set({ ...read, state: 'processed', reason: 'ignored' })
      .where(mine);
    return 'processed';
  }
  // Waits for another delivery of the event that is being settled at this moment, and then sees it.
  const claimed = await tx
    .insert(webhookEvent)
    .values({ tenantId, connectionId, eventKey, webhookId, at: new Date(at) })
    .onConflictDoNothing()
    .returning({ webhookId: webhookEvent.webhookId });
  const state = claimed.length === 1 ? 'verified' : 'duplicate';
  await tx
    .update(webhookLog)
    .set({ ...read, state })
    .where(mine);
  return state;
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
