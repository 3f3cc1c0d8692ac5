import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from './random.ts';

/** What may happen to one request on its way. */
export type Fault =
  | 'none'
  | 'delay'
  | 'lostRequest'
  | 'lostAnswer'
  | 'cutAnswer'
  | 'duplicate'
  | 'overtaken'
  | 'error500'
  | 'error500After'
  | 'html';

export interface FaultyProxy {
  url: string;
  /** every request is refused while true: no network */
  down: boolean;
  /** weights of faults for API requests; pages and assets pass */
  weights: Record<Fault, number>;
  /** raised to make browsers see another service worker */
  workerRevision: number;
  /** how often each fault struck */
  struck: Partial<Record<Fault, number>>;
  upstreamPort: number;
  close(): Promise<void>;
}

export const CALM: Record<Fault, number> = {
  none: 1,
  delay: 0,
  lostRequest: 0,
  lostAnswer: 0,
  cutAnswer: 0,
  duplicate: 0,
  overtaken: 0,
  error500: 0,
  error500After: 0,
  html: 0,
};
export const STORM: Record<Fault, number> = {
  none: 30,
  delay: 10,
  lostRequest: 10,
  lostAnswer: 12,
  cutAnswer: 6,
  duplicate: 10,
  overtaken: 6,
  error500: 6,
  error500After: 6,
  html: 4,
};

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** A network between one device and the server that loses, repeats, delays, reorders and forges, by seed. */
export async function openFaultyProxy(port: number, random: Random): Promise<FaultyProxy> {
  const waiting: (() => void)[] = [];
  const proxy: FaultyProxy = {
    url: '',
    down: false,
    weights: CALM,
    workerRevision: 0,
    struck: {},
    upstreamPort: 0,
    close: () =>
      new Promise((resolve) => {
        for (const release of waiting.splice(0)) release();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer((req, res) => {
    handle(req, res).catch(() => res.socket?.destroy());
  });
  server.keepAliveTimeout = 1_000;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  proxy.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return proxy;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (proxy.down) return void res.socket?.destroy();
    const path = req.url ?? '/';
    if (req.headers.accept === 'text/event-stream') return stream(req, res);
    const body = await bytesOf(req);
    const isApi = path.startsWith('/trpc') || path.startsWith('/sync');
    const fault = isApi ? random.weighted(proxy.weights) : 'none';
    proxy.struck[fault] = (proxy.struck[fault] ?? 0) + 1;
    switch (fault) {
      case 'lostRequest':
        return void res.socket?.destroy();
      case 'error500':
        return reply(res, {
          status: 500,
          headers: { 'content-type': 'text/plain' },
          body: Buffer.from('bad gateway'),
        });
      case 'html':
        return reply(res, {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: Buffer.from('<html><body>Welcome! Please sign in to the Wi-Fi.</body></html>'),
        });
      case 'delay':
        await pause(100 + random.int(900));
        break;
      case 'overtaken':
        // Held until the next request has passed (or a second is over), so that answers come in another order.
        await Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), pause(1_000)]);
        break;
      case 'duplicate':
        await Promise.allSettled([
          forward(req, path, body),
          random.chance(50) ? pause(0) : forward(req, path, body),
        ]);
        break;
    }
    const answer = await forward(req, path, body);
    if (fault !== 'overtaken') for (const release of waiting.splice(0)) setTimeout(release, 30);
    if (fault === 'lostAnswer') return void res.socket?.destroy();
    if (fault === 'error500After') {
      return reply(res, {
        status: 500,
        headers: { 'content-type': 'text/html' },
        body: Buffer.from('<h1>500</h1>'),
      });
    }
    if (fault === 'cutAnswer') {
      res.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length) });
      res.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)));
      return void setTimeout(() => res.socket?.destroy(), 20);
    }
    if (isWorker(path) && answer.status === 200 && proxy.workerRevision > 0) {
      const changed = Buffer.concat([answer.body, Buffer.from(`\n// revision ${proxy.workerRevision}\n`)]);
      return reply(res, { ...answer, body: changed });
    }
    reply(res, answer);
  }

  function forward(req: IncomingMessage, path: string, body: Buffer): Promise<Answer> {
    const headers = { ...req.headers };
    if (isWorker(path)) {
      // To be changed on its way it must come whole and as it is.
      headers['accept-encoding'] = 'identity';
      delete headers['if-modified-since'];
      delete headers['if-none-match'];
    }
    return new Promise((resolve, reject) => {
      const upstream = request(
        {
          host: '127.0.0.1',
          port: proxy.upstreamPort,
          path,
          method: req.method,
          headers,
          agent: false,
        },
        (answer) => {
          bytesOf(answer).then(
            (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
            reject,
          );
        },
      );
      upstream.on('error', reject);
      upstream.end(body);
    });
  }

  function stream(req: IncomingMessage, res: ServerResponse): void {
    const upstream = request(
      {
        host: '127.0.0.1',
        port: proxy.upstreamPort,
        path: req.url,
        method: 'GET',
        headers: req.headers,
        agent: false,
      },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('data', (chunk: Buffer) => (proxy.down ? res.socket?.destroy() : res.write(chunk)));
        answer.on('close', () => res.socket?.destroy());
      },
    );
    upstream.on('error', () => res.socket?.destroy());
    res.on('close', () => upstream.destroy());
    upstream.end();
  }
}

const isWorker = (path: string) => path.startsWith('/service-worker.js');

function reply(res: ServerResponse, answer: Answer): void {
  const { 'transfer-encoding': _chunked, connection: _connection, ...headers } = answer.headers;
  res.writeHead(answer.status, { ...headers, 'content-length': String(answer.body.length) });
  res.end(answer.body);
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
