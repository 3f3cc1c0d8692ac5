import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../db/connect.ts';
import { openTestPostgres, type TestDb } from '../db/testing.ts';
import { type RunningServer, startServer } from '../main.ts';

const METRICS_TOKEN = 'a-token-of-the-settings';
const folder = mkdtempSync(join(tmpdir(), 'gerai-doors-'));
let testDb: TestDb;
let running: RunningServer;

beforeAll(async () => {
  testDb = await openTestPostgres();
  running = await startServer({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: (testDb.config as { databaseUrl: string }).databaseUrl,
    dataDir: folder,
    demo: undefined,
    demoCode: undefined,
    keys: undefined,
    logLevel: 'silent',
    trustProxy: 0,
    metricsToken: METRICS_TOKEN,
  });
});
afterAll(async () => {
  await running.close();
  await testDb.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Status of a request as no browser and no fetch would send it. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${running.url}${path}`, { method, headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('error', reject).end(body);
  });
}

test('T4 a method that no door knows is refused, never a 5xx', async () => {
  for (const path of ['/trpc/accounts.state', '/api/auth/get-session', '/sync/product', '/'])
    for (const method of ['TRACE', 'PROPFIND', 'DELETE', 'PUT'])
      expect([method, path, await ask(method, path)]).toEqual([method, path, 404]);
});

test('T4 only the till may compile a decoder, and no page takes script from elsewhere', async () => {
  const policy = async (path: string) =>
    (await fetch(`${running.url}${path}`)).headers
      .get('content-security-policy')
      ?.match(/script-src[^;]*/)?.[0];
  for (const path of ['/', '/scanner', '/assets/wasm-worker-x.js'])
    expect(await policy(path)).toBe("script-src 'self' 'wasm-unsafe-eval'");
  for (const path of ['/owner', '/owner/products?page=2', '/setup'])
    expect(await policy(path)).toBe("script-src 'self'");
});

test('T4 one request is not hundreds of calls', async () => {
  const calls = (count: number) =>
    ask('GET', `/trpc/${Array(count).fill('accounts.state').join(',')}?batch=1&input={}`);
  expect(await calls(20)).toBe(200);
  expect(await calls(800)).toBe(400);
});

test('T2 what changes state comes from our own pages, also behind a proxy that renames the host', async () => {
  const enrol = (headers: Record<string, string>) =>
    ask('POST', '/trpc/accounts.enrol', { 'content-type': 'application/json', ...headers }, '{"code":"1"}');
  const host = 'shop.example';
  // 400: it got past the door and the code is none.
  expect(await enrol({ host, origin: 'https://shop.example' })).toBe(400);
  expect(
    await enrol({ host: 'inside:3000', origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' }),
  ).toBe(400);
  expect(await enrol({ host, origin: 'https://evil.example' })).toBe(403);
  expect(await enrol({ host, origin: 'null' })).toBe(403);
  expect(await enrol({ host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await enrol({ host, origin: 'https://shop.example', 'sec-fetch-site': 'same-site' })).toBe(403);
});

test('T2 figures are for this machine itself or who has the token', async () => {
  const forwarded = { 'x-forwarded-for': '127.0.0.1' };
  expect(await ask('GET', '/metrics')).toBe(200);
  expect(await ask('GET', '/metrics', forwarded)).toBe(401);
  expect(await ask('GET', '/metrics', { ...forwarded, authorization: 'Bearer wrong' })).toBe(401);
  expect(await ask('GET', '/metrics', { ...forwarded, authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200);
  expect(await ask('GET', '/healthz', forwarded)).toBe(200);
});

test('a session in use is renewed once a day with its cookie; a look that can hand on no cookie renews nothing', async () => {
  const { db, identify } = running.services;
  const post = (path: string, body: object) =>
    fetch(`${running.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const token = running.banner.join(' ').match(/token=([\w-]+)/)?.[1];
  const who = { email: 'sinta@example.test', password: 'kopi susu gula aren' };
  const shop = { shopName: 'Toko Sinta', outletName: 'Pusat', outletCode: 'PST', ownerName: 'Sinta' };
  expect((await post('/trpc/accounts.setup', { ...shop, ...who, token })).status).toBe(200);
  const [signedIn = ''] = (await post('/api/auth/sign-in/email', who)).headers.getSetCookie();
  const headers = { cookie: signedIn.split(';')[0] ?? '' };
  const daysLeft = async () => {
    const [row] = rowsOf<{ days: number }>(
      await db.unscoped.execute(
        sql`select round(extract(epoch from expires_at - now()) / 86400)::int as days from session`,
      ),
    );
    return row?.days;
  };
  const setBy = async () =>
    (await fetch(`${running.url}/trpc/accounts.state`, { headers })).headers.getSetCookie();

  expect(await setBy()).toEqual([]);
  await db.unscoped.execute(sql`update session set expires_at = now() + interval '3 days'`);
  expect(await identify.user(headers)).toMatchObject({ email: who.email });
  expect(await daysLeft()).toBe(3);
  const [renewed = ''] = await setBy();
  expect(renewed).toMatch(/^gerai\.session_token=/);
  expect(renewed.split(';')[0]).toBe(headers.cookie);
  expect(renewed).toMatch(/Max-Age=2592000/);
  expect(await daysLeft()).toBe(30);
  expect(await setBy()).toEqual([]);
});
