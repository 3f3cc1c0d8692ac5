import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { callOperation } from '../server/hub/call-operation.ts';
import { readWebhook, type WebhookReading } from '../server/hub/read-webhook.ts';
import { testConnection } from '../server/hub/test-connection.ts';
import { openLab, openTarget } from './testing/preset-lab.ts';

/*
 * Every preset against its simulated vendor, which was written from the vendor's documents and not from presets:
 * the probe with good and with bad keys, a payment made, found pending, paid on the customer's phone, notified, found paid.
 */

type Case = { preset: string; vendor: string; cfg?: Record<string, string>; input?: Record<string, unknown> };
const CASES: Case[] = [
  { preset: 'midtrans-qris', vendor: 'midtrans' },
  { preset: 'midtrans-va', vendor: 'midtrans' },
  { preset: 'midtrans-ewallet', vendor: 'midtrans' },
  { preset: 'midtrans-snap', vendor: 'midtrans' },
  { preset: 'xendit-qr', vendor: 'xendit' },
  { preset: 'xendit-invoice', vendor: 'xendit' },
  { preset: 'xendit-ewallet', vendor: 'xendit' },
  { preset: 'xendit-payment-request', vendor: 'xendit' },
  { preset: 'stripe-checkout', vendor: 'stripe' },
  { preset: 'stripe-payment-intent', vendor: 'stripe' },
  { preset: 'doku-checkout', vendor: 'doku' },
  { preset: 'bi-snap-qris', vendor: 'snap' },
];

// What a vendor calls its keys, where a connection calls them otherwise.
const NAMES: Record<string, string> = {
  privateKey: 'clientPrivateKey',
  providerPublicKey: 'acquirerPublicKey',
};

let sandbox: Sandbox;
let shop: {
  url: string;
  hooks: { path: string; headers: Record<string, string>; body: Buffer }[];
  close: () => void;
};
let lab: Awaited<ReturnType<typeof openLab>>;

beforeAll(async () => {
  const hooks: typeof shop.hooks = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      hooks.push({
        path: request.url ?? '',
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks),
      });
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  shop = { url: `http://127.0.0.1:${port}`, hooks, close: () => server.close() };
  sandbox = await startSandbox({ webhookBase: shop.url });
  lab = await openLab();
});
afterAll(async () => {
  await sandbox.close();
  shop.close();
  await lab.close();
});

function targetOf({ preset, vendor, cfg }: Case, spoil = false) {
  const found = sandbox.control.vendors.find(({ id }) => id === vendor);
  if (!found) throw new Error(`no simulated ${vendor}`);
  const target = openTarget(preset, { webhookUrl: `${shop.url}/webhook/payment/${preset}` }, sandbox.url);
  const { fields } = target.preset;
  const secrets: Record<string, string> = {};
  const settings: Record<string, string> = {};
  for (const { key, type } of fields) {
    const value = found.keys[NAMES[key] ?? key];
    if (value === undefined) continue;
    if (type === 'secret') secrets[key] = spoil ? value.replace(/.{4}$/, 'SALA') : value;
    else settings[key] = spoil && key === 'clientId' ? `${value}-SALAH` : value;
  }
  return { ...target, secrets, cfg: { ...settings, ...cfg } };
}

const options = () => ({
  ...lab.optionsAt(new Date().toISOString()),
  now: Date.now,
  uuid: () => crypto.randomUUID(),
});

/** The notification that says paid; a vendor may send others before it. */
async function hookFor(
  target: ReturnType<typeof targetOf>,
  from: number,
): Promise<WebhookReading | undefined> {
  const readings = () =>
    shop.hooks.slice(from).map(({ path, headers, body }) => {
      const request = { rawBody: body, headers, query: {}, path, method: 'POST' };
      return readWebhook(target, request, Date.now());
    });
  const paid = () => readings().find((reading) => reading.ok && reading.status === 'succeeded');
  await expect.poll(paid, { timeout: 10_000 }).toBeDefined();
  return paid();
}

test.each(CASES)('$preset against its simulated vendor', async (given) => {
  const target = targetOf(given);
  sandbox.control.setNotificationUrl(given.vendor, `/webhook/payment/${given.preset}`);
  expect(await testConnection(target, options())).toMatchObject({ verdict: 'ok' });
  expect(await testConnection(targetOf(given, true), options())).toMatchObject({ verdict: 'bad_key' });

  const reference = `GERAI-${given.preset}-1`.toUpperCase();
  const input = {
    reference,
    attemptId: crypto.randomUUID(),
    amount: 25_000,
    description: 'Kopi',
    successUrl: 'https://pos.contoh.id/ok',
    failureUrl: 'https://pos.contoh.id/batal',
    customer: { name: 'Budi', phone: '08123456789', email: 'budi@contoh.id' },
    ...given.input,
  };
  const created = await callOperation(target, 'payment.create', input, options());
  expect(created, JSON.stringify(created)).toMatchObject({ ok: true, status: 'pending' });
  if (!created.ok) return;
  const known = { ...input, ...created.output };
  expect(await callOperation(target, 'payment.status', known, options())).toMatchObject({
    ok: true,
    status: 'pending',
  });

  const before = shop.hooks.length;
  const entry = sandbox.control.transactions(given.vendor).find((one) => one.order === reference);
  expect(entry).toBeDefined();
  if (!entry) return;
  expect(sandbox.control.act(given.vendor, entry.id, 'pay')).toMatchObject({ ok: true });
  const hook = await hookFor(target, before);
  expect(hook, JSON.stringify(hook)).toMatchObject({ ok: true, status: 'succeeded' });
  const paid = await callOperation(target, 'payment.status', known, options());
  expect(paid, JSON.stringify(paid)).toMatchObject({ ok: true, status: 'succeeded' });
});
