import { expect, test } from 'vitest';
import { mayReadMetrics } from './may-read-metrics.ts';

const TOKEN = 'a-token-of-the-settings';

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('T2 %s is this machine itself', (peer) => {
  expect(mayReadMetrics({ peer, headers: {} }, undefined)).toBe(true);
});

test.each([
  '192.168.1.7',
  '203.0.113.9',
  '::ffff:203.0.113.9',
  'fe80::1',
  '::',
  '0.0.0.0',
  '127.evil',
  '',
  undefined,
])('T2 %s is not, whatever its headers say', (peer) => {
  for (const headers of [{}, { 'x-forwarded-for': '127.0.0.1' }, { host: 'localhost' }])
    expect(mayReadMetrics({ peer, headers }, undefined)).toBe(false);
});

test.each(['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])(
  'T2 a proxy on this machine that says %s lets no stranger in',
  (name) => {
    expect(mayReadMetrics({ peer: '127.0.0.1', headers: { [name]: '127.0.0.1' } }, undefined)).toBe(false);
  },
);

test('T2 the token opens from anywhere, nothing like it does', () => {
  const from = (authorization?: string) =>
    mayReadMetrics({ peer: '203.0.113.9', headers: authorization ? { authorization } : {} }, TOKEN);
  expect(from(`Bearer ${TOKEN}`)).toBe(true);
  for (const wrong of [undefined, 'Bearer ', `Bearer ${TOKEN}x`, TOKEN, 'Bearer undefined'])
    expect(from(wrong), wrong).toBe(false);
  const without = { peer: '203.0.113.9', headers: { authorization: 'Bearer undefined' } };
  expect(mayReadMetrics(without, undefined)).toBe(false);
});
