import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestPostgres, type TestDb } from '../db/testing.ts';
import { type RunningServer, startServer } from '../main.ts';

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
