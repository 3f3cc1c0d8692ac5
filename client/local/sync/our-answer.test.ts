import { expect, it } from 'vitest';
import { fetchOurs, NoAnswer } from './our-answer.ts';

const ours = { 'x-gerai-contract': '1', 'content-type': 'application/json; charset=utf-8' };
const answering = (status: number, headers: Record<string, string>, body = '{}') =>
  fetchOurs(async () => new Response(body, { status, headers }), 1_000);

it.each([
  ['a login page', 200, { 'content-type': 'text/html' }, 'captive'],
  ['JSON of somebody else', 200, { 'content-type': 'application/json' }, 'captive'],
  ['our header on a page', 200, { ...ours, 'content-type': 'text/html' }, 'captive'],
  ["a proxy's 502", 502, { 'content-type': 'text/html' }, 'serverError'],
])('S14 %s is no answer', async (_, status, headers, problem) => {
  const failure = await answering(status, headers)('/x').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NoAnswer);
  expect(failure).toMatchObject({ problem });
});

it('S14 our answer is one, whatever its status', async () => {
  expect((await answering(200, ours)('/x')).status).toBe(200);
  expect((await answering(401, { ...ours, 'content-type': 'application/problem+json' })('/x')).status).toBe(
    401,
  );
});

it('S14 no network, and an answer that never ends, are no answer', async () => {
  const failing = fetchOurs(async () => {
    throw new TypeError('Failed to fetch');
  }, 1_000);
  await expect(failing('/x')).rejects.toMatchObject({ problem: 'unreachable' });
  const endless = fetchOurs(
    (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      }),
    10,
  );
  await expect(endless('/x')).rejects.toMatchObject({ problem: 'unreachable' });
});
