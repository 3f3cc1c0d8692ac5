import type { LookupFunction } from 'node:net';
import { MockAgent, request } from 'undici';
import { expect, test } from 'vitest';
import { callOperation } from './call-operation.ts';
import { createEgress, isOpenAddress } from './egress.ts';
import { listen, someOptions, somePreset, someTarget } from './testing.ts';

test('H1 only public addresses are open', () => {
  const closed = [
    ...['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...[
      '100.64.0.1',
      '100.127.255.255',
      '100.100.100.200',
      '168.63.129.16',
      '198.18.0.1',
      '192.0.2.1',
      '224.0.0.1',
    ],
    ...[
      '255.255.255.255',
      '::1',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      'fe80::1',
      'fd00:ec2::254',
    ],
    ...['fc00::1', 'fec0::1', 'ff02::1', '2002:7f00:1::', '2001::1', '2001:db8::1', 'localhost', ''],
  ];
  expect(closed.filter((address) => isOpenAddress(address))).toEqual([]);
  const open = [
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '192.169.0.1',
    '2606:4700::1111',
    '2404:6800:4003::1',
  ];
  expect(open.filter((address) => !isOpenAddress(address))).toEqual([]);
  expect(isOpenAddress('192.168.1.1', true)).toBe(true);
  expect(isOpenAddress('169.254.169.254', true)).toBe(false);
});

const leadsTo = (...addresses: string[]): LookupFunction =>
  ((_host, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as LookupFunction;

test('H1 a name that leads inside is refused before anything is sent', async () => {
  for (const addresses of [
    ['127.0.0.1'],
    ['169.254.169.254'],
    ['8.8.8.8', '10.0.0.1'],
    ['::ffff:10.0.0.1'],
  ]) {
    const dispatcher = createEgress({ lookup: leadsTo(...addresses), allowLoopback: true });
    await expect(request('https://vendor.example/', { dispatcher })).rejects.toMatchObject({
      code: 'EGRESS_REFUSED',
    });
  }
  for (const url of [
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://0x7f.1/',
    'http://8.8.8.8/',
    'https://2130706433/',
  ])
    await expect(request(url, { dispatcher: createEgress() })).rejects.toMatchObject({
      code: 'EGRESS_REFUSED',
    });
});

test('H1 a custom address reaches neither this machine nor plain http, and says so', async () => {
  for (const baseUrl of [
    'http://127.0.0.1:1',
    'https://127.0.0.1:1',
    'http://warung.example',
    'https://localhost',
    'https://user:pw@warung.example',
  ]) {
    const preset = somePreset({ environments: { simulator: { baseUrl } } });
    const outcome = await callOperation(
      someTarget({ preset, vars: { sandboxUrl: 'http://127.0.0.1:2' } }),
      'payment.status',
      { providerId: 'x' },
      someOptions(),
    );
    expect(outcome).toMatchObject({ ok: false, code: 'egress_refused', outcome: 'refused' });
  }
});

test('H1 a redirect is followed for reading only, and checked again', async () => {
  const seen: (string | undefined)[] = [];
  const other = await listen((incoming, response) => {
    seen.push(incoming.headers.authorization);
    response.end('{"id":"a","status":"paid"}');
  });
  const first = await listen((incoming, response) => {
    seen.push(incoming.headers.authorization);
    if (incoming.url === '/pay/same') response.end('{"id":"b","status":"paid"}');
    else {
      const location =
        incoming.url === '/pay/here'
          ? '/pay/same'
          : incoming.url === '/pay/inside'
            ? 'https://10.0.0.1/x'
            : `${other.url}/pay/x`;
      response.writeHead(302, { location }).end();
    }
  });
  const target = someTarget({ vars: { sandboxUrl: first.url } });
  const options = someOptions();
  expect((await callOperation(target, 'payment.status', { providerId: 'here' }, options)).ok).toBe(true);
  expect(seen).toEqual(['Bearer rahasia-sekali-0001', 'Bearer rahasia-sekali-0001']);
  expect(await callOperation(target, 'payment.status', { providerId: 'inside' }, options)).toMatchObject({
    code: 'egress_refused',
  });
  expect(await callOperation(target, 'payment.status', { providerId: 'away' }, options)).toMatchObject({
    code: 'egress_refused',
  });
  // Nothing that changes anything is ever sent on.
  const posted = await callOperation(target, 'payment.create', { amount: 1 }, options);
  expect(posted).toMatchObject({ ok: false, code: 'bad_reply', outcome: 'unknown' });
  await Promise.all([first.close(), other.close()]);
});

test('H1 another host gets neither the key nor what was added for the first', async () => {
  const dispatcher = new MockAgent();
  dispatcher.disableNetConnect();
  const authorizations: unknown[] = [];
  const reply =
    (answer: { statusCode: number; data: string; responseOptions?: object }) =>
    (sent: { headers?: unknown }) => {
      authorizations.push((sent.headers as Record<string, string>).Authorization);
      return answer;
    };
  const headers = { location: 'https://other.example/x' };
  const from = dispatcher.get('https://warung.example').intercept({ path: '/pay/a', method: 'GET' });
  from.reply(reply({ statusCode: 302, data: '', responseOptions: { headers } }));
  const to = dispatcher.get('https://other.example').intercept({ path: '/x', method: 'GET' });
  to.reply(reply({ statusCode: 200, data: '{"id":"a","status":"paid"}' }));
  const target = someTarget({ environment: 'production' });
  const outcome = await callOperation(
    target,
    'payment.status',
    { providerId: 'a' },
    someOptions({ dispatcher }),
  );
  expect(outcome).toMatchObject({ ok: true, status: 'succeeded' });
  expect(authorizations).toEqual(['Bearer rahasia-sekali-0001', undefined]);
});
