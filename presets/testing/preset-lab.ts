import { createServer, type IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import { callOperation } from '../../server/hub/call-operation.ts';
import type { CallOptions, CallOutcome, CallTarget } from '../../server/hub/call-target.ts';
import { createEgress } from '../../server/hub/egress.ts';
import { createCallLimits } from '../../server/hub/limits.ts';
import { loadPresets } from '../../server/hub/load-presets.ts';
import { readWebhook, type WebhookReading } from '../../server/hub/read-webhook.ts';
import { createTokenCache } from '../../server/hub/token-cache.ts';

const presets = loadPresets(fileURLToPath(new URL('..', import.meta.url)));

export type Heard = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
type Said = { status?: number; headers?: Record<string, string>; body: unknown };
type Settings = Pick<Partial<CallTarget>, 'cfg' | 'secrets' | 'webhookUrl'>;

/** A listener that keeps what a preset sends and answers what a test tells it to, in turn. */
export async function openLab() {
  const heard: Heard[] = [];
  const answers: Said[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      heard.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      const said = answers.shift() ?? { status: 500, body: 'no answer was prepared' };
      response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
      response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const dispatcher = createEgress({ allowLoopback: true });
  const optionsAt = (now: string): CallOptions => ({
    now: () => Date.parse(now),
    uuid: () => '66666666-7777-4888-9999-000000000000',
    tokenCache: createTokenCache(),
    limits: createCallLimits(() => Date.parse(now)),
    dispatcher,
    allowLoopback: true,
    sleep: async () => {},
  });
  const targetOf = (id: string, settings: Settings) => openTarget(id, settings, `http://127.0.0.1:${port}`);
  return {
    heard,
    answer: (...said: Said[]) => answers.push(...said),
    targetOf,
    optionsAt,
    call: (
      target: CallTarget,
      verb: string,
      input: Record<string, unknown>,
      now = '2026-01-15T10:00:00+07:00',
    ): Promise<CallOutcome> => callOperation(target, verb, input, optionsAt(now)),
    close: async () => {
      await dispatcher.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A connection of a preset in its simulator environment. */
export function openTarget(id: string, settings: Settings, sandboxUrl = 'http://127.0.0.1:1'): CallTarget {
  const preset = presets.get(id);
  if (!preset) throw new Error(`there is no preset ${id}`);
  return {
    connectionId: `connection-of-${id}`,
    tenantId: 'tenant',
    preset,
    environment: 'simulator',
    cfg: {},
    secrets: {},
    vars: { sandboxUrl },
    ...settings,
  };
}

/** A webhook as it would come in over HTTP. */
export function arrive(
  target: CallTarget,
  body: string,
  headers: Record<string, string> = {},
  at: { path?: string; now?: string } = {},
): WebhookReading {
  const { path = '/webhook/payment/kios', now = '2026-01-15T10:05:00+07:00' } = at;
  const request = { rawBody: Buffer.from(body), headers, query: {}, path, method: 'POST' };
  return readWebhook(target, request, Date.parse(now));
}
