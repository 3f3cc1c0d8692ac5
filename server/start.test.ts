import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { openCuttableLine } from './db/testing/cuttable-line.ts';
import { openTestPostgres } from './db/testing.ts';

const folders: string[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gerai-start-'));
  folders.push(folder);
  return folder;
}

/** Starts the real program; `open` resolves with its address, `ended` with the exit code and what it said. */
function start(flags: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['server/main.ts', ...flags], {
    env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'error', ...env },
  });
  children.push(child);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, err })),
  );
  const open = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const address = /open at (http:\S+)[\s\S]*Stop with Ctrl-C/.exec(out)?.[1];
      if (address) resolve(address);
    });
    void ended.then(({ err: said }) => reject(new Error(`ended: ${said}`)));
  });
  open.catch(() => {});
  return { child, open, ended };
}

async function refusal(flags: string[], env: Record<string, string> = {}): Promise<string> {
  const { code, err, out } = await start(flags, env).ended;
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toHaveLength(1);
  return err.trim();
}

test('Ctrl-C stops cleanly and a second start finds the data again', async () => {
  const folder = newFolder();
  const first = start(['--port', '0', '--data', folder]);
  const address = await first.open;
  const state = await fetch(`${address}/trpc/accounts.state`).then((answer) => answer.json());
  expect(state.result.data).toMatchObject({ needsSetup: false, demo: true });
  first.child.kill('SIGINT');
  expect(await first.ended).toMatchObject({ code: 0, err: '' });

  const second = start(['--port', '0', '--data', folder]);
  const again = await fetch(`${await second.open}/trpc/accounts.state`).then((answer) => answer.json());
  expect(again.result.data).toMatchObject({ needsSetup: false, demo: true });

  expect(await refusal(['--port', '0', '--data', folder])).toMatch(/already|in use|running/i);
  second.child.kill('SIGTERM');
  expect((await second.ended).code).toBe(0);
});

test('a port in use, a wrong flag and a wrong DATABASE_URL end with one clear sentence', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  expect(await refusal(['--port', String(port), '--data', newFolder()])).toContain(`Port ${port} is in use`);
  holder.close();
  expect(await refusal(['--porrt', '1'])).toContain('--port P');
  expect(await refusal(['--port', '99999'])).toContain('99999');
  expect(await refusal([], { DATABASE_URL: 'mysql://x' })).toContain('postgres://');
  const data = ['--data', newFolder()];
  expect(await refusal(data, { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })).toContain('DATABASE_URL');
});

test('a corrupt data folder ends with one clear sentence and is left as it is', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'db'), 'not a folder');
  expect(await refusal(['--port', '0', '--data', folder])).toContain(join(folder, 'db'));
});

test('S11 a database of a newer version is refused', async () => {
  const { config, db, close } = await openTestPostgres();
  const flags = ['--port', '0', '--data', newFolder()];
  const databaseUrl = (config as { databaseUrl: string }).databaseUrl;
  const running = start(flags, { DATABASE_URL: databaseUrl });
  await running.open;
  running.child.kill('SIGTERM');
  const { code, out } = await running.ended;
  expect(code).toBe(0);
  expect(out).toContain('/setup?token=');
  await db.unscoped.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`,
  );
  expect(await refusal(flags, { DATABASE_URL: databaseUrl })).toContain('newer Gerai');
  await close();
});

test('SIGTERM ends it within 3 s with a live feed open and a database that does not answer', async () => {
  const { config, close } = await openTestPostgres();
  const line = await openCuttableLine((config as { databaseUrl: string }).databaseUrl);
  const flags = ['--port', '0', '--data', newFolder(), '--demo'];
  const running = start(flags, { DATABASE_URL: line.databaseUrl, GERAI_DEMO_CODE: '424242' });
  const address = await running.open;
  const enrolled = await fetch(`${address}/trpc/accounts.enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"code":"424242"}',
  });
  const cookie = enrolled.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const feed = await fetch(`${address}/trpc/sync.live`, { headers: { cookie, accept: 'text/event-stream' } });
  const reader = feed.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let seen = ''; !seen.includes('changed'); ) seen += (await reader?.read())?.value ?? '';
  line.stall();
  const asked = performance.now();
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBe(0);
  expect(performance.now() - asked).toBeLessThan(3_000);
  await reader?.closed.catch(() => {});
  line.cut();
  await close();
}, 60_000);
