import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive, openLab, openTarget } from './testing/preset-lab.ts';

const settings = { cfg: { clientId: 'BRN-0001-GERAIUJI' }, secrets: { secretKey: 'SK-GeraiUji0001' } };
const B3 =
  '{"service":{"id":"VIRTUAL_ACCOUNT"},"acquirer":{"id":"BCA"},"channel":{"id":"VIRTUAL_ACCOUNT_BCA"},"transaction":{"status":"SUCCESS","date":"2026-01-15T03:06:10Z","original_request_id":"11111111-2222-4333-8444-555555555555"},"order":{"invoice_number":"GERAI-INV-0001","amount":25000}}';
const create = {
  reference: 'GERAI-INV-0001',
  attemptId: '11111111-2222-4333-8444-555555555555',
  amount: 25_000,
};

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const link = {
  response: {
    order: { amount: '25000', invoice_number: 'GERAI-INV-0001' },
    payment: {
      url: 'https://sandbox.doku.com/checkout/link/t',
      token_id: 't',
      expired_date: '20260115110000',
    },
  },
};

test('DK-1 a call with a body is signed over its digest', async () => {
  lab.answer({ body: { message: ['SUCCESS'], ...link } });
  const outcome = await lab.call(
    lab.targetOf('doku-checkout', settings),
    'payment.create',
    create,
    '2026-01-15T03:00:00Z',
  );
  expect(lab.heard.at(-1)).toMatchObject({
    path: '/doku/checkout/v1/payment',
    headers: {
      'client-id': 'BRN-0001-GERAIUJI',
      'request-id': '11111111-2222-4333-8444-555555555555',
      'request-timestamp': '2026-01-15T03:00:00Z',
      signature: 'HMACSHA256=M5a08zjb4vrHvMm5uQf8FkK18lhkI3UHDCnb6/Tp+cI=',
    },
    body: '{"order":{"amount":25000,"invoice_number":"GERAI-INV-0001","currency":"IDR"},"payment":{"payment_due_date":60}}',
  });
  expect(outcome).toMatchObject({
    ok: true,
    output: { amount: 25_000, expiresAt: '2026-01-15T04:00:00.000Z' },
  });
});

test('the same request again answers 409 with the first link, which is success', async () => {
  lab.answer({ status: 409, body: { message: ['SUCCESS'], ...link } });
  expect(await lab.call(lab.targetOf('doku-checkout', settings), 'payment.create', create)).toMatchObject({
    ok: true,
    output: { url: 'https://sandbox.doku.com/checkout/link/t' },
  });
});

test('DK-2 a call without a body leaves the digest out', async () => {
  lab.answer({
    body: { order: { invoice_number: 'GERAI-INV-0001', amount: '25000' }, transaction: { status: 'FAILED' } },
  });
  const outcome = await lab.call(
    lab.targetOf('doku-checkout', settings),
    'payment.status',
    { reference: 'GERAI-INV-0001' },
    '2026-01-15T03:05:00Z',
  );
  expect(lab.heard.at(-1)).toMatchObject({
    path: '/doku/orders/v1/status/GERAI-INV-0001',
    headers: {
      'request-id': '66666666-7777-4888-9999-000000000000',
      signature: 'HMACSHA256=9lS6rMhBYH3UKSxlpjKUvgrABHNPbGTTRlytsoorbhI=',
    },
  });
  // The buyer may still try another method.
  expect(outcome).toMatchObject({ ok: true, status: 'pending', rawStatus: 'FAILED' });
});

test('DK-3 a notification is signed over the path it came to', () => {
  const target = openTarget('doku-checkout', settings);
  const headers = {
    'client-id': 'BRN-0001-GERAIUJI',
    'request-id': 'notif-0001',
    'request-timestamp': '2026-01-15T03:06:12Z',
    signature: 'HMACSHA256=yazRnFUVFadcERElk0ZfJa5ybOybr6owdBzaIbwW+kc=',
  };
  expect(arrive(target, B3, headers, { path: '/webhooks/doku' })).toMatchObject({
    ok: true,
    status: 'succeeded',
    eventKey: 'GERAI-INV-0001|11111111-2222-4333-8444-555555555555|SUCCESS',
    read: { amount: 25_000, method: 'VIRTUAL_ACCOUNT_BCA' },
  });
  expect(arrive(target, B3, headers, { path: '/webhooks/other' }).ok).toBe(false);
  const typo = { ...headers, signature: headers.signature.replace('HMACSHA256', 'HMACHSHA256') };
  expect(arrive(target, B3, typo, { path: '/webhooks/doku' }).ok).toBe(false);
});

test('DK-4 an answer that carries a signature is believed only with the right one', async () => {
  const answered = (signature: string) => ({
    status: 200,
    body: '{"message":["SUCCESS"]}',
    headers: {
      'client-id': 'BRN-0001-GERAIUJI',
      'request-id': '11111111-2222-4333-8444-555555555555',
      'response-timestamp': '2026-01-15T03:00:01Z',
      signature,
    },
  });
  const target = structuredClone(lab.targetOf('doku-checkout', settings));
  const operation = target.preset.operations['payment.create'];
  if (operation) operation.accept = [{ http: [200] }];
  lab.answer(answered('HMACSHA256=BY/f20iu2L7/GsnAIfxe8B5/tKhco+bvLW6B7bfeG+U='));
  expect((await lab.call(target, 'payment.create', create, '2026-01-15T03:00:00Z')).ok).toBe(true);
  const forged = answered('HMACSHA256=AAAA20iu2L7/GsnAIfxe8B5/tKhco+bvLW6B7bfeG+U=');
  lab.answer(forged, forged, forged);
  expect(await lab.call(target, 'payment.create', create, '2026-01-15T03:00:00Z')).toMatchObject({
    ok: false,
    code: 'bad_reply',
    outcome: 'unknown',
  });
});
