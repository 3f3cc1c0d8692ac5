import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import express from 'express';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getConnection } from '../connections/connection-shown.ts';
import { newConnection } from '../connections/inputs.ts';
import { prepareConnection } from '../connections/save-connection.ts';
import { GOOD_KEY, gatewayPreset, HOOK_SECRET, openHubShop, signed } from '../connections/testing.ts';
import { connect, type Db, type DbConfig } from '../db/connect.ts';
import { describeOnPostgres } from '../db/testing.ts';
import { errorHandler } from '../http/answer-error.ts';
import { Refusal } from '../refusal.ts';
import { listWebhooks } from './list-webhooks.ts';
import { processWebhook, sweepWebhooks, WEBHOOK_QUEUE, type WebhookJob } from './process-webhook.ts';
import { judge, MAX_WEBHOOK_BYTES, receiveWebhook } from './receive-webhook.ts';
import { replayWebhook } from './replay-webhook.ts';
import { webhookLog } from './tables.ts';
import { type StoredWebhook, webhookHandlers } from './webhook-handlers.ts';
import { webhookRoutes } from './webhook-routes.ts';

describeOnPostgres('webhooks', (open) => {
  let db: Db;
  let config: DbConfig;
  let shop: Awaited<ReturnType<typeof openHubShop>>;
  let url: string;
  let slug: string;
  let connectionId: string;
  let close: () => Promise<void>;
  const handled: StoredWebhook[] = [];
  let failing = 0;
  const waiting: (() => void)[] = [];

  beforeAll(async () => {
    ({ db, config } = await open());
    shop = await openHubShop(db);
    connectionId = await shop.connect('Utama');
    slug = ((await getConnection(shop.acting, connectionId)).webhookPath ?? '').split('/').at(-1) ?? '';
    webhookHandlers.payment = async (_services, event) => {
      if (failing > 0) {
        failing -= 1;
        throw new Error('the database was away');
      }
      handled.push(event);
      for (const wake of waiting.splice(0)) wake();
    };
    shop.services.jobs.work<WebhookJob>(WEBHOOK_QUEUE, (job) => processWebhook(shop.services, job));
    await shop.services.jobs.start();
    const app = express();
    app.use(webhookRoutes(shop.services));
    app.use(errorHandler(shop.services.log));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/payment`;
    close = async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
  });
  afterAll(async () => {
    delete webhookHandlers.payment;
    await close();
    await shop.close();
  });

  const send = (body: string, headers: Record<string, string> = {}, to = `${url}/${slug}`) =>
    fetch(to, { method: 'POST', body, headers: { 'x-signature': signed(body), ...headers } });
  const event = (id: string, status = 'paid') => JSON.stringify({ id, status, reference: `S-${id}` });
  const of = (eventKey: string) => handled.filter((one) => one.eventKey === eventKey);
  const until = async (eventKey: string, times = 1) => {
    while (of(eventKey).length < times) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const rows = () => db.tenant(shop.tenantId, (tx) => tx.select().from(webhookLog));

  test('is stored as it came, verified, answered, and handed to its kind once', async () => {
    const body = ` ${event('e1')}\n`;
    const answer = await send(body);
    expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
    await until('e1');
    expect(of('e1')[0]).toMatchObject({
      connectionId,
      kind: 'payment',
      read: { reference: 'S-e1', rawStatus: 'paid' },
      confirm: null,
      replayed: false,
    });
    const [row] = await rows();
    expect(row?.rawBody.toString()).toBe(body);
    expect((await send(body)).status).toBe(200);
    const listed = await listWebhooks(shop.acting, { page: 1, limit: 10 });
    expect(listed.rows.map(({ state }) => state).sort()).toEqual([
      'duplicate',
      expect.stringMatching(/^process/),
    ]);
    expect(of('e1')).toHaveLength(1);
  });

  test('the same event at the same moment on two processes is processed once', async () => {
    const otherDb = await connect(config);
    const other = { ...shop.services, db: otherDb };
    for (let round = 0; round < 5; round++) {
      const rawBody = Buffer.from(event(`twin-${round}`));
      const arrived = {
        kind: 'payment',
        slug,
        method: 'POST',
        path: `/webhook/payment/${slug}`,
        rawBody,
        headers: { 'x-signature': signed(rawBody.toString()) },
        query: {},
        ip: '192.0.2.9',
      };
      const answers = await Promise.all(
        [shop.services, other, shop.services, other].map((one) => receiveWebhook(one, arrived)),
      );
      expect(answers.map(({ reply }) => reply.status)).toEqual([200, 200, 200, 200]);
      expect(answers.map(({ state }) => state).sort()).toEqual([
        'duplicate',
        'duplicate',
        'duplicate',
        'verified',
      ]);
      const [stored] = (await rows()).filter(
        (row) => row.state === 'verified' && row.eventKey === `twin-${round}`,
      );
      // Two workers get the job, too.
      const job = { tenantId: shop.tenantId, webhookId: stored?.id ?? '' };
      await Promise.all([processWebhook(shop.services, job), processWebhook(other, job)]);
    }
    for (let round = 0; round < 5; round++) expect(of(`twin-${round}`)).toHaveLength(1);
    await otherDb.close();
  });

  test('T4 unknown addresses are 404, wrong signatures 401 and kept in short, more than a megabyte 413', async () => {
    const other = slug.replace(/.$/, slug.endsWith('a') ? 'b' : 'a');
    expect((await send(event('x'), {}, `${url}/${other}`)).status).toBe(404);
    expect((await send(event('x'), {}, `${url}/unknown`)).status).toBe(404);
    expect((await send(event('x'), {}, `${url.replace('payment', 'messaging')}/${slug}`)).status).toBe(404);
    expect((await fetch(`${url}/${slug}`)).status).toBe(404);

    const long = event('y'.repeat(50_000));
    expect((await send(long, { 'x-signature': signed(long, 'guessed') })).status).toBe(401);
    const rejected = (await rows()).find(({ state }) => state === 'rejected');
    expect(rejected).toMatchObject({ reason: 'bad_signature', bodyBytes: long.length });
    expect(rejected?.rawBody.length).toBe(16_384);
    expect((await send('z'.repeat(MAX_WEBHOOK_BYTES + 1))).status).toBe(413);
    expect(of('x')).toEqual([]);
  });

  test('T3 secrets that come along are stored as their names', async () => {
    const body = JSON.stringify({ id: 'leak', status: 'paid', echo: HOOK_SECRET });
    expect(
      (
        await send(
          body,
          { 'x-token': HOOK_SECRET, authorization: `Bearer ${GOOD_KEY}` },
          `${url}/${slug}?t=${HOOK_SECRET}`,
        )
      ).status,
    ).toBe(200);
    const row = (await rows()).find(({ eventKey }) => eventKey === 'leak');
    const text = JSON.stringify(row) + row?.rawBody.toString();
    expect(text).not.toContain('CANARY');
    expect(row?.query).toEqual({ t: '{{secret.hookSecret}}' });
    expect(row?.rawBody.toString()).toContain('{{secret.hookSecret}}');
  });

  test('is processed again on request; a rejected one is judged again with the keys of today', async () => {
    const body = JSON.stringify({ id: 'replay', status: 'paid', echo: HOOK_SECRET });
    expect((await send(body)).status).toBe(200);
    await until('replay');
    const stored = (await rows()).find(({ eventKey }) => eventKey === 'replay');
    await replayWebhook(shop.services, shop.acting, stored?.id ?? '');
    await until('replay', 2);
    expect(of('replay').map(({ replayed }) => replayed)).toEqual([false, true]);

    // Signed with a secret that the owner entered wrongly, and corrects.
    const next = event('corrected');
    expect((await send(next, { 'x-signature': signed(next, 'CANARY-right-secret-1') })).status).toBe(401);
    const rejected = (await rows()).findLast(({ state }) => state === 'rejected');
    expect(await replayWebhook(shop.services, shop.acting, rejected?.id ?? '')).toEqual({
      state: 'rejected',
    });
    const place = { tenantId: shop.tenantId, connectionId, field: 'hookSecret' };
    const put = (secret: string) =>
      db.tenant(shop.tenantId, (tx) => shop.services.vault.put(tx, place, secret, new Date()));
    await put('CANARY-right-secret-1');
    expect(await replayWebhook(shop.services, shop.acting, rejected?.id ?? '')).toEqual({
      state: 'verified',
    });
    await until('corrected');
    await put(HOOK_SECRET);
  });

  test('a handler that fails is tried again; what a dead process left is swept up', async () => {
    const stored = async (id: string) => {
      const rawBody = Buffer.from(event(id));
      await receiveWebhook(shop.services, {
        kind: 'payment',
        slug,
        method: 'POST',
        path: '/',
        rawBody,
        headers: { 'x-signature': signed(rawBody.toString()) },
        query: {},
        ip: '',
      });
      const row = (await rows()).find(({ eventKey }) => eventKey === id);
      return { tenantId: shop.tenantId, webhookId: row?.id ?? '' };
    };
    const job = await stored('fails');
    failing = 1;
    await expect(processWebhook(shop.services, job)).rejects.toThrow('away');
    await processWebhook(shop.services, job);
    expect(of('fails')).toHaveLength(1);

    await stored('forgotten');
    shop.services.clock.offsetMs += 120_000;
    await sweepWebhooks(shop.services);
    await until('forgotten');
    shop.services.clock.offsetMs = 0;
    const [row] = await db.tenant(shop.tenantId, (tx) =>
      tx.select().from(webhookLog).where(eq(webhookLog.eventKey, 'forgotten')),
    );
    expect(['processing', 'processed']).toContain(row?.state);
  });

  test('T4 ten thousand malformed webhooks and connections: nothing throws what was not foreseen, nothing is a 5xx', async () => {
    const preset = gatewayPreset();
    const target = {
      connectionId,
      tenantId: shop.tenantId,
      preset,
      environment: 'sandbox',
      cfg: { minutes: 15 },
      secrets: { serverKey: GOOD_KEY, hookSecret: HOOK_SECRET },
    };
    const junk = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.json({ maxDepth: 4 }),
      fc.json().map((text) => `{"id":${text},"status":"paid"}`),
      fc.constantFrom(
        '{',
        '[]',
        'null',
        '{"__proto__":{"a":1}}',
        '[[[[[[',
        '<a/>',
        'a=b&a[]=c',
        '{"id":1e999}',
      ),
    );
    const header = fc.record({
      'content-type': fc.constantFrom('application/json', 'text/xml', 'x', ''),
      'x-signature': fc.oneof(fc.string(), fc.constant('right')),
    });
    fc.assert(
      fc.property(junk, header, fc.dictionary(fc.string(), fc.string()), (text, headers, query) => {
        const rawBody = Buffer.from(text);
        const right =
          headers['x-signature'] === 'right' ? signed(rawBody.toString('utf8')) : headers['x-signature'];
        const request = {
          method: 'POST',
          path: '/',
          rawBody,
          query,
          headers: { ...headers, 'x-signature': right },
        };
        const { reply } = judge(target, request, 0);
        expect(reply.status).toBeGreaterThanOrEqual(200);
        expect(reply.status).toBeLessThan(500);
      }),
      { numRuns: 5_000 },
    );
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 2 });
    const almost = fc.record(
      {
        provider: fc.oneof(fc.constant(preset.id), fc.string()),
        preset: fc.oneof(anything, fc.constant({ ...preset, fields: 1 })),
        label: fc.oneof(fc.string({ minLength: 1 }), anything),
        testMode: fc.boolean(),
        environment: fc.oneof(fc.constantFrom('sandbox', 'production', '__proto__'), fc.string()),
        values: fc.oneof(
          fc.dictionary(
            fc.constantFrom('serverKey', 'minutes', '__proto__', 'constructor', 'x'),
            fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null)),
          ),
          anything,
        ),
      },
      { requiredKeys: ['label', 'testMode'] },
    );
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: almost }, { weight: 1, arbitrary: anything }), (input) => {
        const parsed = newConnection.safeParse(input);
        if (!parsed.success) return;
        try {
          prepareConnection(shop.services, parsed.data);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          expect((error as Refusal).gerai.code).not.toBe('unexpected');
        }
      }),
      { numRuns: 5_000 },
    );
    let worst = 0;
    await fc.assert(
      fc.asyncProperty(junk, header, fc.string({ unit: 'binary' }), async (text, headers, query) => {
        const status = await sendRaw(`${url}/${slug}?${encodeURIComponent(query)}`, Buffer.from(text), {
          'content-type': headers['content-type'],
          'x-signature': headers['x-signature'] === 'right' ? signed(text) : 'wrong',
        });
        worst = Math.max(worst, status);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
    expect(worst).toBeGreaterThan(0);
  }, 60_000);
});

function sendRaw(to: string, body: Buffer, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(to, { method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end(body);
  });
}
