import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEST_KEYS } from './accounts/testing.ts';
import { openTestPostgres, type TestDb } from './db/testing.ts';
import { createApp } from './http/app.ts';
import { HTTP_ROUTES } from './http/routes.ts';
import { type Attempt, PROCEDURES, ROUTES } from './isolation/inputs.ts';
import { type Planted, plant } from './isolation/plant.ts';
import { everythingOf } from './isolation/tenant-tables.ts';
import { type RunningServer, startServer } from './main.ts';
import type { Caller } from './trpc/procedures.ts';
import { appRouter } from './trpc/router.ts';

interface Procedure {
  _def: {
    type: 'query' | 'mutation' | 'subscription';
    meta?: { caller: Caller };
    inputs: { safeParse?: (input: unknown) => { success: boolean } }[];
  };
}
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

/** Everybody who tries, and which doors open for them; none of them is of tenant A with a valid credential. */
interface Stranger {
  who: string;
  headers: (a: Planted, b: Planted) => Record<string, string>;
  mayCall: Caller[];
  /** on the few routes that don't look at the header */
  mayCallWithoutHeader?: Caller[];
}
const strangers: Stranger[] = [
  { who: 'nobody', headers: () => ({}), mayCall: ['public'] },
  { who: 'a revoked device of A', headers: (a) => ({ cookie: a.revokedDevice }), mayCall: ['public'] },
  {
    who: 'a device of B',
    headers: (_, b) => ({ cookie: b.device }),
    mayCall: ['public', 'device', 'deviceOrManager'],
  },
  {
    who: 'an owner of B',
    headers: (_, b) => ({ cookie: b.owner }),
    mayCall: ['public', 'manager', 'owner', 'deviceOrManager'],
  },
  {
    who: 'a manager of B',
    headers: (_, b) => ({ cookie: b.manager }),
    mayCall: ['public', 'manager', 'deviceOrManager'],
  },
  {
    who: 'an owner of B who asks for tenant A',
    headers: (a, b) => ({ cookie: b.owner, 'x-gerai-tenant': a.tenantId }),
    mayCall: ['public'],
    mayCallWithoutHeader: ['public', 'manager', 'owner', 'deviceOrManager'],
  },
];

describe('T1 T2 tenant isolation through every door', () => {
  let testDb: TestDb;
  let running: RunningServer;
  let url: string;
  let a: Planted;
  let b: Planted;
  let idsOfA: string[];
  let rowsOfA: string;

  beforeAll(async () => {
    testDb = await openTestPostgres();
    running = await startServer({
      port: 0,
      host: '127.0.0.1',
      databaseUrl: (testDb.config as { databaseUrl: string }).databaseUrl,
      dataDir: '/nowhere',
      demo: false,
      demoCode: undefined,
      keys: TEST_KEYS,
      logLevel: 'silent',
      trustProxy: 0,
    });
    url = running.url.replace('localhost', '127.0.0.1');
    a = await plant(running.services, url, 'kenari7f3a');
    b = await plant(running.services, url, 'merpati9c1e');
    rowsOfA = await everythingOf(running.services.db, a.tenantId);
    const uuids = rowsOfA.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
    idsOfA = [...new Set(uuids), a.userId];
  });
  afterAll(async () => {
    await running?.close();
    await testDb?.close();
  });

  test('every procedure says who may call it and is attempted here', () => {
    for (const [path, { _def }] of procedures) {
      expect(
        _def.meta?.caller,
        `${path}: build it from a procedure of server/trpc/procedures.ts`,
      ).toBeTruthy();
      const attempt = PROCEDURES[path];
      expect(
        attempt,
        `${path}: add an entry with an input to PROCEDURES in server/isolation/inputs.ts`,
      ).toBeDefined();
    }
    const known = procedures.map(([path]) => path);
    for (const path of Object.keys(PROCEDURES))
      expect(known, `${path} is gone: remove it from server/isolation/inputs.ts`).toContain(path);
  });

  test('every route of the app is in server/http/routes.ts and is attempted here', () => {
    const app = createApp(running.services, running.services.auth, {
      clientFolder: '/nowhere',
      trustProxy: 0,
    });
    const listed = HTTP_ROUTES.map(({ method, path }) => `${method} ${path}`);
    const wildcards = listed.filter((route) => route.endsWith('*path')).map((route) => route.slice(0, -5));
    for (const route of routesOf(app)) {
      if (route === 'GET /' || route === 'GET /*path') continue; // the page itself
      const covered = listed.includes(route) || wildcards.some((start) => route.startsWith(start));
      expect(covered, `${route}: add it to HTTP_ROUTES in server/http/routes.ts`).toBe(true);
    }
    for (const route of listed)
      expect(ROUTES[route], `${route}: add an entry to ROUTES in server/isolation/inputs.ts`).toBeDefined();
  });

  for (const stranger of strangers) {
    test(`${stranger.who} gets nothing of tenant A from any procedure`, () =>
      attemptProcedures(stranger, ({ keepsInput }) => !keepsInput));

    test(`${stranger.who} gets nothing of tenant A from any route`, async () => {
      for (const { method, path, caller } of HTTP_ROUTES) {
        for (const attempt of ROUTES[`${method} ${path}`] ?? []) {
          for (const concrete of attempt.paths(a)) {
            const { body } = attempt;
            const answer = await read(url + concrete, {
              method,
              headers: {
                ...stranger.headers(a, b),
                ...attempt.headers,
                ...(body ? { 'content-type': body.type } : {}),
              },
              ...(body ? { body: body.bytes as BodyInit } : {}),
            });
            const mayCall = attempt.ignoresTenantHeader
              ? (stranger.mayCallWithoutHeader ?? stranger.mayCall)
              : stranger.mayCall;
            const meets = mayCall.includes(caller) ? attempt.meets : 'closed';
            expectNothing(`${method} ${concrete} as ${stranger.who}`, answer, concrete, meets);
          }
        }
      }
    });
  }

  for (const stranger of strangers)
    test(`${stranger.who} puts nothing into tenant A`, () =>
      attemptProcedures(stranger, ({ keepsInput }) => keepsInput === true));

  async function attemptProcedures(stranger: Stranger, which: (attempt: Attempt) => boolean) {
    for (const [path, { _def }] of procedures) {
      if (!_def.meta) continue; // told above
      for (const { input: make, meets } of (PROCEDURES[path] ?? []).filter(which)) {
        const input = make(a);
        const answer = await callProcedure(url, path, _def.type, input, stranger.headers(a, b));
        const mayCall = stranger.mayCall.includes(_def.meta.caller);
        expectNothing(`${path} as ${stranger.who}`, answer, input, mayCall ? meets : 'closed');
      }
    }
  }

  test('none of these attempts changed a row of tenant A', async () => {
    expect(await everythingOf(running.services.db, a.tenantId)).toBe(rowsOfA);
  });

  test('the same attempts do reach tenant A with its own credentials', async () => {
    const device = { cookie: a.device };
    const owner = { cookie: a.owner };
    for (const [path, who] of [
      ['accounts.staff.list', owner],
      ['accounts.outlets.list', owner],
      ['accounts.devices.list', owner],
      ['sales.get', owner],
      ['accounts.staffSnapshot', device],
    ] as const) {
      const answer = await callProcedure(url, path, 'query', PROCEDURES[path]?.[0]?.input(a), who);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(
        idsOfA.some((id) => answer.body.includes(id)),
        path,
      ).toBe(true);
    }
    for (const collection of ['product', 'category', 'outlet', 'sale', 'settings', 'customer']) {
      const answer = await read(`${url}/sync/${collection}`, { headers: device });
      expect(answer.body, collection).toContain(a.mark);
    }
    expect((await read(`${url}/pictures/${a.pictureId}`, { headers: device })).body).toContain(a.mark);
    expect((await read(`${url}/catalogue/export`, { headers: owner })).body).toContain(a.mark);
  });

  test('T4 junk in any field of any procedure, from whoever may call it, is never a 5xx', async () => {
    for (const [path, { _def }] of procedures) {
      if (_def.type === 'subscription') continue;
      const headers = { cookie: _def.meta?.caller === 'device' ? b.device : b.owner };
      const inputs = (PROCEDURES[path] ?? []).flatMap(({ input }) => [...JUNK, ...spoiled(input(a))]);
      const attempts = inputs.values();
      const oneByOne = async () => {
        for (const input of attempts) {
          const { status, body } = await callProcedure(url, path, _def.type, input, headers);
          expect(status, `${path} ${JSON.stringify(input)?.slice(0, 500)}: ${body}`).toBeLessThan(500);
        }
      };
      await Promise.all(Array.from({ length: 6 }, oneByOne));
    }
  }, 180_000);

  function expectNothing(
    what: string,
    { status, body }: Answer,
    sent: unknown,
    meets: 'closed' | 'refused' | 'own' | undefined,
  ) {
    const shown = `${what}: ${status} ${body.slice(0, 300)}`;
    expect(body.includes(a.mark), `${shown}\nholds a text of tenant A`).toBe(false);
    const echoed = JSON.stringify(sent) ?? '';
    const leaked = idsOfA.filter((id) => body.includes(id) && !echoed.includes(id));
    expect(leaked, `${shown}\nholds ids of tenant A`).toEqual([]);
    if (meets === 'closed') expect([401, 403], shown).toContain(status);
    else if (meets === 'refused') expect([401, 403, 404], shown).toContain(status);
    else expect(status, `${shown}\nexpected an answer about the caller's own tenant`).toBe(200);
  }
});

const JUNK = [null, '', 'x', 0, -1, 1e308, true, [], {}, [[]], '\u0000', '\ud800', { id: '\u0000' }];

/** The input again and again, each time with another of its parts replaced by junk or gone. */
function* spoiled(input: unknown): Generator<unknown> {
  if (typeof input !== 'object' || input === null) return;
  for (const [key, value] of Object.entries(input)) {
    const put = (other: unknown) =>
      Array.isArray(input) ? input.with(Number(key), other) : { ...input, [key]: other };
    for (const junk of [null, -1, 1e308, {}, '\u0000', '\ud800', undefined]) yield put(junk);
    for (const inner of spoiled(value)) yield put(inner);
  }
}

interface Answer {
  status: number;
  body: string;
}

async function read(target: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(target, { ...init, redirect: 'manual', signal: AbortSignal.timeout(20_000) });
  return { status: answer.status, body: await answer.text() };
}

async function callProcedure(
  url: string,
  path: string,
  type: 'query' | 'mutation' | 'subscription',
  input: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  const target = `${url}/trpc/${path}`;
  if (type === 'mutation') {
    return read(target, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(input ?? null),
    });
  }
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  if (type === 'query') return read(target + query, { headers });

  // A feed never ends by itself: its first events are read, then it is left.
  const leave = new AbortController();
  const answer = await fetch(target + query, {
    headers: { ...headers, accept: 'text/event-stream' },
    signal: AbortSignal.any([leave.signal, AbortSignal.timeout(20_000)]),
  });
  let body = '';
  for await (const chunk of answer.body ?? []) {
    body += new TextDecoder().decode(chunk as Uint8Array);
    if (body.includes('"changed"') || body.includes('serialized-error')) break;
  }
  leave.abort();
  return { status: body.includes('serialized-error') ? 401 : answer.status, body };
}

/** `METHOD path` of every route registered in an express app, nested routers included (all are mounted at the root). */
function routesOf(app: unknown): string[] {
  interface Layer {
    route?: { path: string; methods: Record<string, boolean> };
    handle?: { stack?: Layer[] };
  }
  const walk = (layers: Layer[]): string[] =>
    layers.flatMap((layer) =>
      layer.route
        ? Object.keys(layer.route.methods).map((method) => `${method.toUpperCase()} ${layer.route?.path}`)
        : walk(layer.handle?.stack ?? []),
    );
  return walk((app as { router: { stack: Layer[] } }).router.stack);
}
