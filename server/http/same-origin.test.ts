import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { sameOriginOnly } from './same-origin.ts';

/** Status of a POST as no browser would send it, at a door with so many proxies in front. */
async function post(trustProxy: number, headers: Record<string, string>): Promise<number> {
  const app = express();
  app.set('trust proxy', trustProxy);
  app.use(sameOriginOnly, (_req, res) => void res.sendStatus(204));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, method: 'POST', headers, agent: false }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      })
        .once('error', reject)
        .end();
    });
  } finally {
    server.close();
  }
}

const renamed = {
  host: 'inside:3000',
  origin: 'https://shop.example',
  'x-forwarded-host': 'shop.example',
};

test('T2 the host that a proxy names counts only where a proxy is trusted', async () => {
  expect(await post(1, renamed)).toBe(204);
  expect(await post(0, renamed)).toBe(403);
  expect(await post(1, { ...renamed, origin: 'https://evil.example' })).toBe(403);
  expect(await post(0, { host: 'shop.example', origin: 'https://shop.example' })).toBe(204);
});
