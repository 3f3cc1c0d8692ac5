import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { callOperation } from './call-operation.ts';
import type { CallTrace } from './call-target.ts';
import { createEgress } from './egress.ts';
import { createCallLimits } from './limits.ts';
import { testConnection } from './test-connection.ts';
import { listen, someOptions, somePreset, someTarget } from './testing.ts';

type Said = { status?: number; body: string; headers?: Record<string, string> };

async function vendor(...says: Said[]) {
  const heard: string[] = [];
  const server = await listen((request, response) => {
    const said = says[Math.min(heard.length, says.length - 1)] ?? { body: '' };
    heard.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.writeHead(said.status ?? 200, said.headers).end(said.body));
  });
  return { ...server, heard };
}

const at = (url: string, parts: Record<string, unknown> = {}) =>
  someTarget({ vars: { sandboxUrl: url }, preset: somePreset(parts) });
const create = somePreset().operations['payment.create'];

test('H2 only what is harmless is repeated', async () => {
  const down = { status: 503, body: '{}' };
  const paid = { body: '{"id":"a","status":"paid"}' };
  const server = await vendor(down, down, paid, down);
  const target = at(server.url);
  expect(await callOperation(target, 'payment.status', { providerId: 'a' }, someOptions())).toMatchObject({
    ok: true,
    status: 'succeeded',
    traces: [{ rule: 'http 503' }, { rule: 'http 503' }, { rule: 'accept[0]' }],
  });
  expect(await callOperation(target, 'payment.create', { amount: 1 }, someOptions())).toMatchObject({
    ok: false,
    code: 'provider_down',
    outcome: 'unknown',
  });
  expect(server.heard).toHaveLength(4);
  await server.close();
});

test('H2 a refusal after an uncertain attempt stays uncertain', async () => {
  const server = await vendor({ status: 503, body: '{}' }, { status: 400, body: '{}' });
  const target = at(server.url, {
    operations: {
      'payment.create': { ...create, idempotency: { header: 'Idempotency-Key', value: '{{in.attemptId}}' } },
      'payment.status': somePreset().operations['payment.status'],
    },
  });
  const outcome = await callOperation(target, 'payment.create', { amount: 1, attemptId: 'k' }, someOptions());
  expect(outcome).toMatchObject({ ok: false, code: 'rejected', outcome: 'unknown' });
  expect(server.heard).toHaveLength(2);
  await server.close();
});

test('H2 Retry-After is honoured, and one that asks for too much ends the call', async () => {
  const pauses: number[] = [];
  const options = someOptions({ sleep: async (ms) => void pauses.push(ms) });
  const busy = (after: string) => ({ status: 429, body: '{}', headers: { 'retry-after': after } });
  const server = await vendor(busy('2'), busy('120'));
  expect(await callOperation(at(server.url), 'payment.status', { providerId: 'a' }, options)).toMatchObject({
    ok: false,
    code: 'rate_limited',
    retry: true,
    outcome: 'refused',
  });
  expect(pauses).toEqual([2_000]);
  await server.close();
});

test('H2 what never left is refused, what left and was not answered is unknown', async () => {
  const options = someOptions();
  const gone = at('http://127.0.0.1:9');
  expect(await callOperation(gone, 'payment.create', { amount: 1 }, options)).toMatchObject({
    code: 'unreachable',
    outcome: 'refused',
  });
  const silent = await listen(() => {});
  const quick = at(silent.url, { net: { timeoutMs: 500 } });
  expect(await callOperation(quick, 'payment.create', { amount: 1 }, options)).toMatchObject({
    code: 'timeout',
    outcome: 'unknown',
  });
  await silent.close();
  const rude = createServer((socket) => socket.once('data', () => socket.destroy()));
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  const { port } = rude.address() as { port: number };
  expect(
    await callOperation(at(`http://127.0.0.1:${port}`), 'payment.create', { amount: 1 }, options),
  ).toMatchObject({
    code: 'unreachable',
    outcome: 'unknown',
  });
  rude.close();
});

test('H3 an amount with a part of a rupiah, a page of HTML and a flood are no answers', async () => {
  const bodies = [
    '{"id":"a","amount":"100.50"}',
    '{"id":"a","amount":1e30}',
    `{"id":"${'x'.repeat(1_100_000)}"}`,
  ];
  for (const body of bodies) {
    const server = await vendor({ body });
    expect(
      await callOperation(at(server.url), 'payment.create', { amount: 100 }, someOptions()),
    ).toMatchObject({
      ok: false,
      code: 'bad_reply',
      outcome: 'unknown',
    });
    await server.close();
  }
});

test('T3 traces show neither secrets nor the customer', async () => {
  const server = await vendor({
    status: 400,
    body: '{"echo":"rahasia-sekali-0001","access_token":"abc","email":"budi@contoh.id"}',
    headers: { 'set-cookie': 'a=b' },
  });
  const traces: CallTrace[] = [];
  const options = someOptions({ onTrace: (trace) => traces.push(trace) });
  const input = {
    amount: 1,
    note: 'untuk Budi Santoso, rahasia-sekali-0001',
    customer: { name: 'Budi Santoso' },
  };
  await callOperation(at(server.url), 'payment.create', input, options);
  const shown = JSON.stringify(traces);
  for (const hidden of [
    'rahasia-sekali-0001',
    'Budi Santoso',
    'budi@contoh.id',
    '"abc"',
    'a=b',
    Buffer.from('rahasia-sekali-0001').toString('base64'),
  ])
    expect(shown).not.toContain(hidden);
  expect(traces[0]?.requestBody).toBe('{"amount":1,"note":"untuk ***, ***"}');
  await server.close();
});

test('H2 a connection stays within its rate and its parallel calls', async () => {
  let open = 0;
  let most = 0;
  const server = await listen((_request, response) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      response.end('{"id":"a","status":"paid"}');
    }, 20);
  });
  const target = at(server.url, { net: { timeoutMs: 1_000, concurrency: 2 } });
  const options = someOptions();
  await Promise.all(
    Array.from({ length: 8 }, () => callOperation(target, 'payment.status', { providerId: 'a' }, options)),
  );
  expect(most).toBe(2);
  const slow = at(server.url, { net: { timeoutMs: 500, rate: { perSecond: 1, burst: 2 } } });
  const limited = { ...options, limits: createCallLimits(() => 0) };
  const results = [];
  for (let turn = 0; turn < 3; turn += 1)
    results.push(await callOperation(slow, 'payment.status', { providerId: 'a' }, limited));
  expect(results.map((result) => result.ok)).toEqual([true, true, false]);
  expect(results[2]).toMatchObject({ code: 'rate_limited', outcome: 'refused' });
  await server.close();
});

test('H4 only a rule that matches says that a key is bad', async () => {
  const verdicts = [];
  for (const said of [{ body: '{}' }, { status: 401, body: '{}' }, { status: 500, body: 'oops' }]) {
    const server = await vendor(said);
    verdicts.push((await testConnection(at(server.url), someOptions())).verdict);
    await server.close();
  }
  verdicts.push((await testConnection(at('http://127.0.0.1:9'), someOptions())).verdict);
  expect(verdicts).toEqual(['ok', 'bad_key', 'unknown', 'unreachable']);
});

test('H3 pages are walked by number, offset and link, and never to another host', async () => {
  const list = (paginate: unknown) => ({
    operations: {
      'payment.status': somePreset().operations['payment.status'],
      'payment.list': {
        safe: true,
        request: { method: 'GET', path: '/list' },
        accept: [{ http: [200] }],
        read: {},
        list: { items: 'data', read: { id: 'id' } },
        paginate,
      },
    },
  });
  const two = '{"data":[{"id":1},{"id":2}]}';
  const one = '{"data":[{"id":3}]}';
  const send = { in: 'query', name: 'p' };
  const plans: [unknown, string, Said[]][] = [
    [{ type: 'page', send, size: 2, maxPages: 9 }, 'GET /list?p=2', [{ body: two }, { body: one }]],
    [{ type: 'offset', send, size: 2, maxPages: 9 }, 'GET /list?p=2', [{ body: two }, { body: one }]],
    [
      { type: 'link', maxPages: 9 },
      'GET /more',
      [
        { body: two, headers: { link: '</more>; rel="next"' } },
        { body: one, headers: { link: '<https://evil.example/>; rel="next"' } },
      ],
    ],
  ];
  for (const [paginate, second, says] of plans) {
    const server = await vendor(...says);
    const outcome = await callOperation(at(server.url, list(paginate)), 'payment.list', {}, someOptions());
    expect(outcome).toMatchObject({ ok: true, output: { items: [{ id: 1 }, { id: 2 }, { id: 3 }] } });
    expect(server.heard).toEqual(['GET /list', second]);
    await server.close();
  }
});

test('H3 XML is read as JSON, and a document type is not read at all', async () => {
  const xml = {
    xml: { lists: ['item'] },
    operations: {
      'payment.status': {
        ...somePreset().operations['payment.status'],
        read: { providerId: 'Reply."@id"', rawStatus: 'Reply.Body.status', first: 'Reply.item[0]' },
      },
    },
  };
  const fine = await vendor({
    body: '<?xml version="1.0"?><s:Reply xmlns:s="urn:x" id="7"><s:Body><status>paid &amp; done</status></s:Body><item>a</item></s:Reply>',
  });
  expect(
    await callOperation(at(fine.url, xml), 'payment.status', { providerId: 'a' }, someOptions()),
  ).toMatchObject({
    output: { providerId: '7', rawStatus: 'paid & done', first: 'a' },
  });
  await fine.close();
  const bomb = await vendor({
    body: '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Reply><Body><status>&b;</status></Body></Reply>',
  });
  const outcome = await callOperation(
    at(bomb.url, xml),
    'payment.status',
    { providerId: 'a' },
    someOptions(),
  );
  expect(outcome).toMatchObject({ ok: true, output: {} });
  await bomb.close();
});

test('H3 a setting that is missing is our refusal, and a path cannot be climbed', async () => {
  const server = await vendor({ body: '{}' });
  const target = at(server.url);
  const dotted = await callOperation(target, 'payment.status', { providerId: '..' }, someOptions());
  expect(dotted).toMatchObject({ ok: false, code: 'misconfigured', outcome: 'refused' });
  expect(
    await callOperation({ ...target, environment: 'nowhere' }, 'payment.status', {}, someOptions()),
  ).toMatchObject({ code: 'misconfigured' });
  expect(await callOperation(target, 'payment.fly', {}, someOptions())).toMatchObject({
    code: 'no_operation',
  });
  expect(await callOperation(target, 'constructor', {}, someOptions())).toMatchObject({
    code: 'no_operation',
  });
  expect(server.heard).toEqual([]);
  await server.close();
});

test('the dispatcher is shared: a hundred calls leave no socket behind', async () => {
  const server = await vendor({ body: '{"id":"a","status":"paid"}' });
  const dispatcher = createEgress({ allowLoopback: true });
  const options = someOptions({ dispatcher });
  for (let turn = 0; turn < 100; turn += 1)
    await callOperation(at(server.url), 'payment.status', { providerId: 'a' }, options);
  await dispatcher.close();
  await server.close();
});
