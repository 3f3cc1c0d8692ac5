import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { outlet, tenant } from '../accounts/tables.ts';
import { testServices } from '../accounts/testing.ts';
import type { Db } from '../db/connect.ts';
import { type Preset, parsePreset } from '../hub/preset.ts';
import type { HubActing } from './acting.ts';
import { openHubPorts } from './hub-ports.ts';
import { createConnection } from './save-connection.ts';

/** What the tests' gateway does with a request; `key` is what it was called with. */
type Behaviour = (request: IncomingMessage & { key: string }, response: ServerResponse) => void;

export const GOOD_KEY = 'SB-CANARY-good-0123456789';
export const LIVE_KEY = 'LIVE-CANARY-0123456789';
export const HOOK_SECRET = 'CANARY-hook-secret-98765';

/** A shop with two outlets and a gateway of nobody, which listens on this machine. */
export async function openHubShop(db: Db) {
  const calls: { path: string; key: string }[] = [];
  let behaviour: Behaviour = answering;
  const server = createServer((request, response) => {
    const key = (request.headers.authorization ?? '').replace('Bearer ', '');
    calls.push({ path: request.url ?? '', key });
    request.resume();
    request.on('end', () => behaviour(Object.assign(request, { key }), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const preset = gatewayPreset();
  const base = await testServices(db);
  const hub = openHubPorts({
    now: base.now,
    newId: base.newId,
    presets: new Map([[preset.id, preset]]),
  });
  hub.sandboxUrl = url;
  const services = { ...base, hub };
  const tenantId = services.newId();
  const [outletId, otherOutletId] = [services.newId(), services.newId()];
  await db.system((tx) => tx.insert(tenant).values({ id: tenantId, slug: `toko-${tenantId}`, name: 'Toko' }));
  await db.tenant(tenantId, (tx) =>
    tx.insert(outlet).values([
      { tenantId, id: outletId, code: 'AAA', name: 'A' },
      { tenantId, id: otherOutletId, code: 'BBB', name: 'B' },
    ]),
  );
  const acting: HubActing = { ...services, tenantId, actor: { kind: 'user', id: 'owner', ip: '192.0.2.7' } };
  return {
    services,
    acting,
    tenantId,
    outletId,
    otherOutletId,
    preset,
    calls,
    behave: (next: Behaviour = answering) => {
      behaviour = next;
    },
    connect: async (label: string, change: Record<string, unknown> = {}) => {
      const input = {
        provider: preset.id,
        label,
        testMode: true,
        values: { serverKey: GOOD_KEY, hookSecret: HOOK_SECRET },
        active: true,
        isDefault: false,
        costClass: '',
        expiresAt: null,
        ...change,
      };
      return (await createConnection(acting, input)).connectionId;
    },
    close: async () => {
      await services.jobs.stop();
      await services.changes.close();
      await hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const answering: Behaviour = (request, response) => {
  if (request.key !== GOOD_KEY) return respond(response, 401, { error: 'unauthorised' });
  respond(response, 200, { id: 'P-1', status: 'open', echo: request.key });
};

export function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

export const signed = (body: string, secret = HOOK_SECRET) =>
  createHmac('sha256', secret).update(body).digest('hex');

export function gatewayPreset(): Preset {
  const baseUrl = '{{env.sandboxUrl}}';
  const label = (id: string) => ({ id, en: id });
  const parsed = parsePreset({
    id: 'warung-pay',
    version: 1,
    kind: 'payment',
    format: 'rest_json',
    title: label('Warung Pay'),
    access: 'self_serve',
    confidence: 'guess',
    features: ['payment.qris', 'payment.va'],
    environments: { sandbox: { baseUrl }, production: { baseUrl } },
    fields: [
      {
        key: 'serverKey',
        type: 'secret',
        required: true,
        label: label('Server key'),
        patterns: { sandbox: '^(SB|WRONG)-', production: '^LIVE-' },
      },
      {
        key: 'hookSecret',
        type: 'secret',
        required: false,
        generate: 'token',
        label: label('Webhook secret'),
      },
      { key: 'minutes', type: 'number', required: false, default: 15, label: label('Minutes') },
    ],
    auth: { type: 'bearer', token: '{{secret.serverKey}}' },
    net: { timeoutMs: 2_000 },
    operations: {
      'payment.create': {
        safe: false,
        request: { method: 'POST', path: '/pay', bodyType: 'json', body: { amount: '{{in.amount}}' } },
        accept: [{ http: [200] }],
        read: { providerId: 'id' },
      },
    },
    status: { path: 'status', map: { open: 'pending', paid: 'succeeded' }, default: 'unknown' },
    webhook: {
      verify: {
        scheme: 'hmac',
        alg: 'sha256',
        signed: '{{raw}}',
        given: 'header.x-signature',
        encoding: 'hex',
        key: '{{secret.hookSecret}}',
      },
      dedupe: 'id',
      read: { reference: 'reference', rawStatus: 'status' },
      confirm: null,
      reply: { status: 200, body: 'ok' },
    },
    test: {
      cost: 'free',
      request: { method: 'GET', path: '/me' },
      verdicts: [
        { when: { http: [200] }, is: 'ok' },
        { when: { http: [401] }, is: 'bad_key' },
      ],
    },
    errors: [],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.preset;
}
