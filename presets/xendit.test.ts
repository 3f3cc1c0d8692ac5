import { afterAll, beforeAll, expect, test } from 'vitest';
import { testConnection } from '../server/hub/test-connection.ts';
import { arrive, openLab, openTarget } from './testing/preset-lab.ts';

const secrets = { secretKey: 'xnd_development_GERAIUJI0001', callbackToken: 'cbTok-GERAI-uji-0001' };
const paid = JSON.stringify({
  event: 'qr.payment',
  created: '2026-01-15T03:02:01.000Z',
  data: {
    id: 'qrpy_1',
    currency: 'IDR',
    amount: 10_000,
    status: 'SUCCEEDED',
    qr_id: 'qr_1',
    reference_id: 'GERAI-0001',
    payment_detail: { source: 'GOPAY' },
  },
});

test('XN-1 the token makes a webhook believable, and the status is asked all the same', () => {
  const target = openTarget('xendit-qr', { secrets });
  const headers = { 'x-callback-token': 'cbTok-GERAI-uji-0001', 'webhook-id': 'hook-1' };
  expect(arrive(target, paid, headers)).toMatchObject({
    ok: true,
    eventKey: 'hook-1',
    status: 'succeeded',
    confirm: 'payment.status',
    read: { providerId: 'qr_1', reference: 'GERAI-0001', amount: 10_000, issuer: 'GOPAY' },
  });
});

test('XN-2 the case of the token matters, and no token is none', () => {
  const target = openTarget('xendit-qr', { secrets });
  expect(arrive(target, paid, { 'x-callback-token': 'cbtok-gerai-uji-0001', 'webhook-id': 'h' }).ok).toBe(
    false,
  );
  const unset = openTarget('xendit-qr', { secrets: { ...secrets, callbackToken: '' } });
  expect(arrive(unset, paid, { 'x-callback-token': '', 'webhook-id': 'h' }).ok).toBe(false);
});

test('a virtual account that was made is no payment', () => {
  const target = openTarget('xendit-va', { secrets });
  const headers = { 'x-callback-token': 'cbTok-GERAI-uji-0001' };
  const made = JSON.stringify({ id: 'va-1', external_id: 'GERAI-0001', status: 'ACTIVE' });
  expect(arrive(target, made, headers)).toMatchObject({ ok: true, ignored: true, confirm: null });
  const payment = JSON.stringify({
    id: 'x',
    payment_id: 'p-1',
    external_id: 'GERAI-0001',
    amount: 10_000,
    currency: 'IDR',
  });
  expect(arrive(target, payment, headers)).toMatchObject({ ok: true, ignored: false, status: 'succeeded' });
});

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test('a QR code: what is sent and what is read', async () => {
  lab.answer({
    status: 201,
    body: {
      id: 'qr_1',
      reference_id: 'GERAI-0001',
      amount: 10_000,
      currency: 'IDR',
      status: 'ACTIVE',
      qr_string: '0002',
      expires_at: '2026-01-15T03:15:00Z',
    },
  });
  const outcome = await lab.call(lab.targetOf('xendit-qr', { secrets }), 'payment.create', {
    reference: 'GERAI-0001',
    attemptId: 'a',
    amount: 10_000,
  });
  expect(lab.heard.at(-1)).toMatchObject({
    path: '/xendit/qr_codes',
    headers: { authorization: 'Basic eG5kX2RldmVsb3BtZW50X0dFUkFJVUpJMDAwMTo=', 'api-version': '2022-07-31' },
    body: '{"reference_id":"GERAI-0001","type":"DYNAMIC","currency":"IDR","amount":10000,"expires_at":"2026-01-15T03:15:00Z"}',
  });
  expect(outcome).toMatchObject({
    ok: true,
    status: 'pending',
    output: { qrString: '0002', amount: 10_000 },
  });
});

test('an invoice has no key against repeating, so a lost answer is not repeated', async () => {
  const before = lab.heard.length;
  lab.answer({ status: 503, body: '' });
  const input = { reference: 'GERAI-0001', attemptId: 'a', amount: 10_000 };
  expect(await lab.call(lab.targetOf('xendit-invoice', { secrets }), 'payment.create', input)).toMatchObject({
    ok: false,
    code: 'provider_down',
    outcome: 'unknown',
  });
  expect(lab.heard.length - before).toBe(1);
});

test('the connection test tells a bad key from a missing permission', async () => {
  const options = lab.optionsAt('2026-01-15T10:00:00+07:00');
  const verdict = async (status: number, body: unknown) => {
    lab.answer({ status, body });
    return testConnection(lab.targetOf('xendit-qr', { secrets }), options);
  };
  expect(await verdict(200, { balance: 1_241_231 })).toMatchObject({
    verdict: 'ok',
    rule: 'test.verdicts[0]',
  });
  expect((await verdict(401, { error_code: 'INVALID_API_KEY' })).verdict).toBe('bad_key');
  expect((await verdict(403, { error_code: 'REQUEST_FORBIDDEN_ERROR' })).verdict).toBe('forbidden');
  expect((await verdict(502, 'a proxy speaks')).verdict).toBe('unknown');
});
