import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CallOptions, CallTarget } from './call-target.ts';
import { createEgress } from './egress.ts';
import { createCallLimits } from './limits.ts';
import { type Preset, parsePreset } from './preset.ts';
import { createTokenCache } from './token-cache.ts';

/** A preset of nobody, for tests of the engine; parts may be replaced. */
export function somePreset(parts: Record<string, unknown> = {}): Preset {
  const parsed = parsePreset({
    id: 'warung-pay',
    version: 1,
    kind: 'payment',
    format: 'rest_json',
    title: { id: 'Warung Pay', en: 'Warung Pay' },
    access: 'self_serve',
    confidence: 'guess',
    environments: {
      simulator: { baseUrl: '{{env.sandboxUrl}}' },
      production: { baseUrl: 'https://warung.example' },
    },
    fields: [{ key: 'key', type: 'secret', required: true, label: { id: 'Kunci', en: 'Key' } }],
    auth: { type: 'bearer', token: '{{secret.key}}' },
    net: { timeoutMs: 2_000, retry: { max: 2, on: [429, 503], backoffMs: 10 } },
    operations: {
      'payment.create': {
        safe: false,
        request: { method: 'POST', path: '/pay', body: { amount: '{{in.amount}}', note: '{{in.note}}' } },
        accept: [{ http: [200] }],
        read: { providerId: 'id', amount: { path: 'amount', as: 'money', scale: 0 } },
      },
      'payment.status': {
        safe: true,
        request: { method: 'GET', path: '/pay/{{in.providerId|urlenc}}' },
        accept: [{ http: [200] }],
        read: { providerId: 'id', rawStatus: 'status' },
      },
    },
    status: { path: 'status', map: { paid: 'succeeded', open: 'pending' }, default: 'unknown' },
    webhook: {
      verify: {
        scheme: 'hmac',
        alg: 'sha256',
        signed: '{{raw}}',
        given: 'header.x-signature',
        encoding: 'hex',
        key: '{{secret.key}}',
      },
      dedupe: 'id',
      read: {
        providerId: 'id',
        amount: { path: 'amount', as: 'money', scale: 0 },
        paidAt: { path: 'at', as: 'date' },
      },
      confirm: 'payment.status',
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
    ...parts,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.preset;
}

export function someTarget(parts: Partial<CallTarget> = {}): CallTarget {
  return {
    connectionId: 'connection',
    tenantId: 'tenant',
    preset: somePreset(),
    environment: 'simulator',
    cfg: {},
    secrets: { key: 'rahasia-sekali-0001' },
    ...parts,
  };
}

export function someOptions(parts: Partial<CallOptions> = {}): CallOptions {
  let number = 0;
  return {
    now: () => Date.parse('2026-01-15T03:00:00Z'),
    uuid: () => {
      number += 1;
      return `uuid-${number}`;
    },
    tokenCache: createTokenCache(),
    limits: createCallLimits(() => performance.now()),
    dispatcher: createEgress({ allowLoopback: true }),
    allowLoopback: true,
    sleep: async () => {},
    ...parts,
  };
}

/** An HTTP server on a free port of this machine, for what a simulated vendor would be too polite to do. */
export async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Bytes that are still reachable, after a full collection. */
export function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
