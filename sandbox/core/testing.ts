import { createServer } from 'node:http';
import { type Sandbox, type SandboxOptions, startSandbox } from '../server.ts';

export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
  json: Record<string, unknown>;
}

export interface Shop {
  url: string;
  received: Received[];
  /** the answer to the webhooks to come */
  answer: { status: number; body: string; headers?: Record<string, string> };
  /** answers in place of `answer`, for what is no webhook */
  serve?: (received: Received) => { status: number; body: string } | undefined;
  close: () => Promise<void>;
}

/** The shop's side of a test: keeps every webhook it gets. */
async function startShop(): Promise<Shop> {
  const shop: Shop = { url: '', received: [], answer: { status: 200, body: 'ok' }, close: async () => {} };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const received = {
      path: request.url ?? '',
      headers: request.headers as Record<string, string>,
      body,
      json: parsed(body),
    };
    const served = shop.serve?.(received);
    if (!served) shop.received.push(received);
    const { status, body: said } = served ?? shop.answer;
    response.writeHead(status, { 'content-type': 'application/json' }).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  shop.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  shop.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return shop;
}

export interface Bed {
  sandbox: Sandbox;
  shop: Shop;
  /** the vendor's root in the sandbox */
  root: string;
  /** the webhooks that reached the shop since the last call */
  webhooks: () => Promise<Received[]>;
  /** the only webhook since the last call */
  webhook: () => Promise<Received>;
  call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; headers: Headers; body: Record<string, unknown> }>;
  close: () => Promise<void>;
}

/** A sandbox and a shop that listens, with one vendor's notification address entered. */
export async function testBed(vendor: string, options: SandboxOptions = {}): Promise<Bed> {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookBase: shop.url, ...options });
  sandbox.control.setNotificationUrl(vendor, '/webhooks/payment');
  const root = `${sandbox.url}/${vendor}`;
  const webhooks = async () => {
    await sandbox.control.settled();
    return shop.received.splice(0);
  };
  return {
    sandbox,
    shop,
    root,
    webhooks,
    webhook: async () => {
      const all = await webhooks();
      const [first] = all;
      if (!first || all.length !== 1) throw new Error(`one webhook expected, got ${all.length}`);
      return first;
    },
    call: async (method, path, body, headers = {}) => {
      const response = await fetch(root + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
    },
    close: async () => {
      await sandbox.close();
      await shop.close();
    },
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
