import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './db/connect.ts';
import { isDatabaseBusy } from './db/database-busy.ts';
import { type CuttableLine, openCuttableLine } from './db/testing/cuttable-line.ts';
import { openTestPostgres, type TestDb } from './db/testing.ts';
import { type RunningServer, startServer } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'gerai-away-'));
let testDb: TestDb;
let line: CuttableLine;
let running: RunningServer;
let deviceCookie = '';
let sessionCookie = '';

beforeAll(async () => {
  testDb = await openTestPostgres();
  line = await openCuttableLine((testDb.config as { databaseUrl: string }).databaseUrl);
  running = await startServer({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: line.databaseUrl,
    dataDir: folder,
    demo: true,
    demoCode: '424242',
    keys: undefined,
    logLevel: 'silent',
    trustProxy: 0,
  });
  const json = { 'content-type': 'application/json' };
  const enrolled = await fetch(`${running.url}/trpc/accounts.enrol`, {
    method: 'POST',
    headers: json,
    body: '{"code":"424242"}',
  });
  deviceCookie = enrolled.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const signedIn = await fetch(`${running.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: json,
    body: '{"email":"owner@demo.gerai","password":"gerai-demo"}',
  });
  sessionCookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect([enrolled.status, signedIn.status]).toEqual([200, 200]);
}, 60_000);
afterAll(async () => {
  await running.close();
  line.cut();
  await testDb.close();
  rmSync(folder, { recursive: true, force: true });
});

test('T4 a line that drops everything is given up after 20 seconds', async () => {
  const stalled = await openCuttableLine((testDb.config as { databaseUrl: string }).databaseUrl);
  const db = await connect({ databaseUrl: stalled.databaseUrl, poolSize: 1 });
  await db.system((tx) => tx.execute(sql`select 1`));
  stalled.stall();
  const startedMs = performance.now();
  const asked = db.system((tx) => tx.execute(sql`select 1`));
  expect(await asked.catch(isDatabaseBusy)).toBe(true);
  expect(performance.now() - startedMs).toBeLessThan(25_000);
  stalled.cut();
  await db.close();
}, 40_000);

test('T4 S6 while the database is away every door says busy, whoever calls', async () => {
  line.cut();
  const ask = async (path: string, cookie: string, body?: unknown) => {
    const answer = await fetch(`${running.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const told = JSON.parse(text);
    return { path, status: answer.status, code: told.code ?? told.error?.data.gerai.code };
  };
  const busy = (path: string) => ({ path, status: 503, code: 'busy' });
  const hello = { contract: 1, deviceTime: 1, unsent: 0, refused: 0, appVersion: 'test' };
  const doors: [path: string, cookie: string, body?: unknown][] = [
    ['/sync/product', deviceCookie],
    ['/trpc/sync.hello', deviceCookie, hello],
    ['/trpc/sync.push', deviceCookie, { ...hello, records: [] }],
    ['/trpc/accounts.staffSnapshot', deviceCookie],
    ['/trpc/sales.today', sessionCookie],
    ['/trpc/accounts.state', ''],
    ['/trpc/accounts.enrol', '', { code: '111111' }],
    ['/catalogue/export', sessionCookie],
    ['/pictures/00000000-0000-4000-8000-000000000000', deviceCookie],
    ['/api/auth/get-session', sessionCookie],
    ['/api/auth/sign-in/email', '', { email: 'a@example.com', password: 'whatever it is' }],
  ];
  for (const [path, cookie, body] of doors) expect(await ask(path, cookie, body)).toEqual(busy(path));
}, 60_000);
