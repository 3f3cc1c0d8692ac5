import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Preset, parsePreset } from './preset.ts';
import { readWebhook, type WebhookRequest } from './read-webhook.ts';
import { heapInUse, somePreset, someTarget } from './testing.ts';

const NOW = Date.parse('2026-01-15T03:00:00Z');
const base = somePreset();
const { webhook } = base;

function targetWith(verify: object, secrets: Record<string, string> = { key: 'rahasia-sekali-0001' }) {
  return someTarget({ preset: somePreset({ webhook: { ...webhook, verify } }), secrets });
}

const hmac = {
  scheme: 'hmac',
  alg: 'sha256',
  signed: '{{raw}}',
  given: 'header.x-signature',
  encoding: 'hex',
  key: '{{secret.key}}',
};
const arrived = (body: string | Buffer, headers: Record<string, string> = {}): WebhookRequest => ({
  rawBody: Buffer.from(body as string),
  headers,
  query: {},
  path: '/webhook/payment/kios',
  method: 'POST',
});
const signedBody = (body: string, key = 'rahasia-sekali-0001') =>
  arrived(body, { 'x-signature': createHmac('sha256', key).update(body).digest('hex') });

test('H6 a signature is over the bytes as they came', () => {
  const body = '{"id":"é","amount": 100}';
  const read = readWebhook(targetWith(hmac), signedBody(body), NOW);
  expect(read).toMatchObject({ ok: true, eventKey: 'é', read: { amount: 100 } });
  const other = { ...signedBody(body), rawBody: Buffer.from('{"id":"é","amount":100}') };
  expect(readWebhook(targetWith(hmac), other, NOW)).toMatchObject({ ok: false, reason: 'bad_signature' });
});

test('H6 a secret that is not set proves nothing', () => {
  for (const key of ['', undefined])
    for (const verify of [
      hmac,
      { ...hmac, scheme: 'hash', signed: '{{body.id}}{{secret.key}}', key: undefined },
      { scheme: 'token', given: 'header.x-signature', equals: '{{secret.key}}' },
      { scheme: 'basic', username: 'a', password: '{{secret.key}}' },
      { scheme: 'standard_webhooks', key: '{{secret.key}}' },
    ]) {
      const target = targetWith(JSON.parse(JSON.stringify(verify)), key === undefined ? {} : { key });
      const empty = {
        'x-signature': createHmac('sha256', '').update('{"id":"1"}').digest('hex'),
        authorization: `Basic ${Buffer.from('a:').toString('base64')}`,
      };
      expect(readWebhook(target, arrived('{"id":"1"}', empty), NOW).ok).toBe(false);
      expect(readWebhook(target, arrived('{"id":"1"}', {}), NOW).ok).toBe(false);
    }
});

test('H6 ed25519, basic and standard webhooks', () => {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const ed = targetWith(
    {
      scheme: 'ed25519',
      signed: '{{header.x-time}}{{raw}}',
      given: 'header.x-signature',
      encoding: 'base64',
      key: '{{secret.key}}',
    },
    { key: publicKey },
  );
  const signature = sign(null, Buffer.from('9{"id":"1"}'), pair.privateKey).toString('base64');
  expect(readWebhook(ed, arrived('{"id":"1"}', { 'x-time': '9', 'x-signature': signature }), NOW).ok).toBe(
    true,
  );
  expect(readWebhook(ed, arrived('{"id":"2"}', { 'x-time': '9', 'x-signature': signature }), NOW).ok).toBe(
    false,
  );

  const basic = targetWith({ scheme: 'basic', username: 'gerai', password: '{{secret.key}}' });
  const pass = (word: string) => ({
    authorization: `Basic ${Buffer.from(`gerai:${word}`).toString('base64')}`,
  });
  expect(readWebhook(basic, arrived('{"id":"1"}', pass('rahasia-sekali-0001')), NOW).ok).toBe(true);
  expect(readWebhook(basic, arrived('{"id":"1"}', pass('lain')), NOW).ok).toBe(false);

  const key = Buffer.from('kunci-standar');
  const standard = targetWith(
    { scheme: 'standard_webhooks', key: '{{secret.key}}' },
    { key: `whsec_${key.toString('base64')}` },
  );
  const stamp = String(NOW / 1000);
  const own = createHmac('sha256', key).update(`m1.${stamp}.{"id":"1"}`).digest('base64');
  const headers = {
    'webhook-id': 'm1',
    'webhook-timestamp': stamp,
    'webhook-signature': `v1,AAAA v1,${own}`,
  };
  expect(readWebhook(standard, arrived('{"id":"1"}', headers), NOW).ok).toBe(true);
  expect(readWebhook(standard, arrived('{"id":"1"}', headers), NOW + 301_000)).toMatchObject({
    reason: 'too_old',
  });
});

test('H6 too large, unreadable and without a key are answered, never thrown', () => {
  const target = targetWith(hmac);
  const large = { ...arrived(''), rawBody: Buffer.alloc(1_048_577) };
  expect(readWebhook(target, large, NOW)).toMatchObject({
    ok: false,
    reason: 'too_large',
    reply: { status: 413 },
  });
  for (const body of [
    '{"amount":1}',
    '{"id":"1","amount":"1.5"}',
    '{"id":"1","at":"yesterday"}',
    'null',
    '[]',
    '',
  ])
    expect(readWebhook(target, signedBody(body), NOW)).toMatchObject({
      ok: false,
      reason: 'unreadable',
      reply: { status: 400 },
    });
});

test('T4 10,000 malformed webhooks: an answer for each, never above 499, flat memory', {
  timeout: 120_000,
}, () => {
  const schemes: Preset[] = [
    somePreset({ webhook: { ...webhook, verify: { scheme: 'none' } } }),
    somePreset({
      webhook: {
        ...webhook,
        verify: {
          ...hmac,
          given: { path: 'header.x-signature', pairs: 'v1' },
          signed: '{{given.t}}.{{raw}}',
          tolerance: { path: 'given.t', seconds: 300 },
        },
      },
    }),
    somePreset({
      webhook: {
        ...webhook,
        verify: {
          ...hmac,
          canonical: { a: { integers: ['id'], booleans: ['b'], json: ['j'], escape: 'slashes_and_unicode' } },
          signed: ['{{canonical.a}}', '{{raw|minify|sha256|hex}}'],
        },
      },
    }),
    somePreset({
      webhook: { ...webhook, verify: { ...hmac, scheme: 'rsa', key: '{{cfg.none|default:not a key}}' } },
    }),
    somePreset({ webhook: { ...webhook, verify: { scheme: 'standard_webhooks', key: '{{secret.key}}' } } }),
  ];
  const nested = fc.constantFrom('[', '{"a":', '<a>', '<', '&', '"\\').map((part) => part.repeat(8_000));
  const any = fc.anything({ maxDepth: 1, maxKeys: 2 });
  const likely = fc.record({ id: any, amount: any, at: any, status: any }).map(jsonOf);
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
  const body = fc.oneof(
    { weight: 30, arbitrary: likely },
    { weight: 15, arbitrary: fc.string() },
    { weight: 15, arbitrary: bytes },
    { weight: 1, arbitrary: nested },
  );
  const header = fc.oneof(
    fc.string(),
    fc.constantFrom('t=1,v1=zz', 'v1,AAAA', 't=,v1=,', '='.repeat(5_000), 'Basic ===='),
  );
  const types = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/xml', '');
  const before = heapInUse();
  const started = performance.now();
  fc.assert(
    fc.property(
      fc.nat(schemes.length - 1),
      body,
      header,
      types,
      fc.boolean(),
      (which, raw, value, type, sign) => {
        const target = someTarget({ preset: schemes[which] as Preset });
        const given = sign && which === 0 ? '' : value;
        const headers = {
          'content-type': type,
          'x-signature': given,
          'webhook-id': value,
          'webhook-timestamp': '1768446000',
          'webhook-signature': value,
        };
        const reading = readWebhook(target, arrived(raw, headers), NOW);
        if (reading.ok) JSON.stringify(reading);
        return reading.reply.status < 500;
      },
    ),
    { numRuns: 10_000 },
  );
  expect(heapInUse() - before).toBeLessThan(20_000_000);
  expect(performance.now() - started).toBeLessThan(60_000);
  expect(parsePreset(schemes[0]).ok).toBe(true);
});

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? '';
  } catch {
    return '{';
  }
}
