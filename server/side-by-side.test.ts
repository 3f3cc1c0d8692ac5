import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { PLAIN_LINE, PLAIN_SALE } from '../shared/sync/upcast.ts';
import { rowsOf } from './db/connect.ts';
import { openTestPostgres } from './db/testing.ts';
import { envelopeOf } from './sync/testing.ts';

const children: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'gerai-two-'));
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** One process of two on the same database, with the keys both were given. */
function startProcess(databaseUrl: string, name: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ['server/main.ts', '--port', '0', '--data', join(folder, name), '--demo'],
    {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        LOG_LEVEL: 'error',
        GERAI_DEMO_CODE: '123456',
        GERAI_KEYS: `k1:${Buffer.alloc(32, 9).toString('base64')}`,
      },
    },
  );
  children.push(child);
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => (said += chunk));
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const address = /open at (http:\S+)[\s\S]*Stop with Ctrl-C/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.once('close', () => reject(new Error(said)));
  });
}

async function call(address: string, path: string, input: unknown, cookie = '') {
  const answer = await fetch(`${address}/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(input),
  });
  const body = await answer.json();
  return { answer, data: body.result?.data, error: body.error?.data?.gerai };
}

test('S3 two processes start together on one database, share a device, wake each other and store a sale once', {
  timeout: 120_000,
}, async () => {
  const { config, db } = await openTestPostgres();
  const { databaseUrl } = config as { databaseUrl: string };
  const [a, b] = await Promise.all([startProcess(databaseUrl, 'a'), startProcess(databaseUrl, 'b')]);
  const enrolled = await call(a, 'accounts.enrol', { code: '123456' });
  expect(enrolled.error).toBeUndefined();
  const { device, outlet, tenant } = enrolled.data;
  const cookie = enrolled.answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

  const [staff] = await db.tenant(tenant.id, async (tx) =>
    rowsOf<{ id: string }>(await tx.execute(sql`select id from staff where name = 'Sari'`)),
  );
  const record = saleOfDemo(device, outlet, staff?.id ?? '');
  const answers: string[] = [];
  const live = await fetch(`${b}/trpc/sync.live`, { headers: { accept: 'text/event-stream', cookie } });
  expect(live.status).toBe(200);
  const events = live.body?.pipeThrough(new TextDecoderStream()).getReader();
  const heard = (async () => {
    let text = '';
    let first = true;
    for (;;) {
      const part = await events?.read();
      if (!part || part.done) return false;
      text += part.value;
      // The first event greets; the next one tells of the sale pushed to the other process.
      const changes = text.split('"changed"').length - 1;
      if (changes > 0 && first) {
        first = false;
        await pushToBoth();
      }
      if (changes > 1) return true;
    }
  })();

  async function pushToBoth() {
    const replies = await Promise.all(
      [a, b].map((one) => call(one, 'sync.push', envelopeOf([record]), cookie)),
    );
    answers.push(...replies.map((reply) => reply.data.answers[0].status));
  }
  expect(await heard).toBe(true);
  await events?.cancel();
  expect(answers.filter((status) => status === 'alreadyApplied')).toHaveLength(1);
  expect(answers.filter((status) => status.startsWith('applied'))).toHaveLength(1);
  const [count] = await db.tenant(tenant.id, async (tx) =>
    rowsOf<{ sales: number }>(await tx.execute(sql`select count(*)::int as sales from sale`)),
  );
  expect(count?.sales).toBe(1);
});

function saleOfDemo(
  device: { id: string; code: string },
  outlet: { id: string; code: string },
  staffId: string,
) {
  return {
    kind: 'sale',
    id: v7(),
    outletId: outlet.id,
    deviceId: device.id,
    staffId,
    receiptSeq: 1,
    receiptNumber: `${outlet.code}-${device.code}-000001`,
    soldAt: Date.now(),
    clockOffsetMs: 0,
    deviceCounter: 1,
    ...PLAIN_SALE,
    lines: [
      {
        lineNo: 1,
        productId: null,
        sku: 'X',
        name: 'Barang',
        unit: 'pcs',
        quantityMilli: 1000,
        unitPrice: 5000,
        lineTotal: 5000,
        taxClass: 'standard',
        ...PLAIN_LINE,
      },
    ],
    subtotal: 5000,
    discount: 0,
    tax: 0,
    rounding: 0,
    total: 5000,
    payments: [{ id: v7(), method: 'cash', amount: 5000, tendered: 5000, change: 0 }],
  };
}
