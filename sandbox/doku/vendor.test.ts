import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bed, testBed } from '../core/testing.ts';
import { utcSeconds } from '../core/text.ts';
import { SNAP_KEYS } from '../snap/account.ts';
import { dokuSignature } from './signatures.ts';

const require = createRequire(import.meta.url);
// The vendor's own library (it speaks the national standard only), unchanged.
// biome-ignore lint/suspicious/noExplicitAny: untyped library
const { Snap }: any = require('doku-nodejs-library');
// biome-ignore lint/suspicious/noExplicitAny: untyped library
const config: any = require('doku-nodejs-library/_commons/config');
// biome-ignore lint/suspicious/noExplicitAny: untyped library
const CreateVa: any = require('doku-nodejs-library/_models/createVaRequestDto');
// biome-ignore lint/suspicious/noExplicitAny: untyped library
const tokenService: any = require('doku-nodejs-library/_services/tokenService');

const CLIENT = 'BRN-0001-GERAIUJI';
const SECRET = 'SK-GeraiUji0001';
const B1 =
  '{"order":{"amount":25000,"invoice_number":"GERAI-INV-0001","currency":"IDR"},"payment":{"payment_due_date":60}}';
const B3 =
  '{"service":{"id":"VIRTUAL_ACCOUNT"},"acquirer":{"id":"BCA"},"channel":{"id":"VIRTUAL_ACCOUNT_BCA"},"transaction":{"status":"SUCCESS","date":"2026-01-15T03:06:10Z","original_request_id":"11111111-2222-4333-8444-555555555555"},"order":{"invoice_number":"GERAI-INV-0001","amount":25000}}';
const pem = (label: string, base64: string) => `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----`;

let bed: Bed;
let number = 0;

beforeAll(async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  bed = await testBed('doku');
});
afterAll(() => bed.close());
beforeEach(async () => {
  bed.sandbox.control.reset();
  bed.shop.answer = { status: 200, body: 'ok' };
  await bed.webhooks();
});

function signed(
  method: string,
  target: string,
  body: string | null,
  requestId = `req-${++number}`,
  secret = SECRET,
) {
  const timestamp = utcSeconds(bed.sandbox.control.now());
  return bed.call(method, target, body ?? undefined, {
    'client-id': CLIENT,
    'request-id': requestId,
    'request-timestamp': timestamp,
    signature: dokuSignature(secret, { clientId: CLIENT, requestId, timestamp, target, body }),
  });
}
const order = (invoice: string, more = {}) =>
  JSON.stringify({
    order: { amount: 25_000, invoice_number: invoice },
    payment: { payment_due_date: 60, payment_method_types: ['QRIS', 'VIRTUAL_ACCOUNT_BCA'] },
    ...more,
  });

describe('doku', () => {
  it('signs as the published vectors say', () => {
    const ids = { clientId: CLIENT, requestId: '11111111-2222-4333-8444-555555555555' };
    const target = '/checkout/v1/payment';
    expect(dokuSignature(SECRET, { ...ids, timestamp: '2026-01-15T03:00:00Z', target, body: B1 })).toBe(
      'HMACSHA256=M5a08zjb4vrHvMm5uQf8FkK18lhkI3UHDCnb6/Tp+cI=',
    );
    expect(
      dokuSignature(SECRET, {
        clientId: CLIENT,
        requestId: '66666666-7777-4888-9999-000000000000',
        timestamp: '2026-01-15T03:05:00Z',
        target: '/orders/v1/status/GERAI-INV-0001',
        body: null,
      }),
    ).toBe('HMACSHA256=9lS6rMhBYH3UKSxlpjKUvgrABHNPbGTTRlytsoorbhI=');
    expect(
      dokuSignature(SECRET, {
        clientId: CLIENT,
        requestId: 'notif-0001',
        timestamp: '2026-01-15T03:06:12Z',
        target: '/webhooks/doku',
        body: B3,
      }),
    ).toBe('HMACSHA256=yazRnFUVFadcERElk0ZfJa5ybOybr6owdBzaIbwW+kc=');
    expect(
      dokuSignature(SECRET, {
        ...ids,
        timeName: 'Response-Timestamp',
        timestamp: '2026-01-15T03:00:01Z',
        target,
        body: '{"message":["SUCCESS"]}',
      }),
    ).toBe('HMACSHA256=BY/f20iu2L7/GsnAIfxe8B5/tKhco+bvLW6B7bfeG+U=');
  });

  it('opens a checkout, lets the buyer fail once and pay, and tells both', async () => {
    const made = await signed('POST', '/checkout/v1/payment', order('GERAI-INV-0002'), 'create-2');
    expect(made).toMatchObject({
      status: 200,
      body: { message: ['SUCCESS'], response: { order: { amount: '25000' } } },
    });
    expect(made.headers.get('signature')).toMatch(/^HMACSHA256=/);
    const again = await signed('POST', '/checkout/v1/payment', order('GERAI-INV-0002'), 'create-2');
    expect([again.status, again.body]).toEqual([409, made.body]);
    const asked = await signed('GET', '/orders/v1/status/GERAI-INV-0002', null);
    expect(asked.body).toMatchObject({
      service: null,
      transaction: { status: 'PENDING' },
      order: { status: 'ORDER_GENERATED' },
    });

    const { payment } = made.body.response as { payment: { url: string } };
    const press = (choice: string, doing: string) =>
      fetch(payment.url, { method: 'POST', body: new URLSearchParams({ choice, do: doing }) });
    await press('QRIS', 'decline');
    expect((await bed.webhook()).json).toMatchObject({ transaction: { status: 'FAILED' } });
    await press('VIRTUAL_ACCOUNT_BCA', 'pay');
    const { body, headers, json, path } = await bed.webhook();
    expect(json).toMatchObject({
      channel: { id: 'VIRTUAL_ACCOUNT_BCA' },
      transaction: { status: 'SUCCESS', original_request_id: 'create-2' },
      order: { invoice_number: 'GERAI-INV-0002', amount: 25_000 },
    });
    const parts = {
      clientId: CLIENT,
      requestId: headers['request-id'] ?? '',
      timestamp: headers['request-timestamp'] ?? '',
      target: path,
      body,
    };
    expect(headers.signature).toBe(dokuSignature(SECRET, parts));
    expect((await signed('POST', '/checkout/v1/payment', order('GERAI-INV-0002'))).body.message).toEqual([
      'INVOICE ALREADY USED',
    ]);
  });

  it('refuses bad signatures and unknown orders, and ends orders in time', async () => {
    expect((await signed('GET', '/orders/v1/status/gerai-conn-test-1', null)).status).toBe(404);
    expect(await signed('GET', '/orders/v1/status/gerai-conn-test-1', null, 'r', 'salah')).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_signature' } },
    });
    expect((await bed.call('GET', '/orders/v1/status/x')).status).toBe(400);
    expect((await signed('POST', '/checkout/v1/payment', '{"order":{"amount":"25000"}}')).status).toBe(400);
    await signed('POST', '/checkout/v1/payment', order('GERAI-INV-0003'));
    bed.sandbox.control.advance(60 * 60_000);
    expect((await signed('GET', '/orders/v1/status/GERAI-INV-0003', null)).body).toMatchObject({
      transaction: { status: 'EXPIRED' },
      order: { status: 'ORDER_EXPIRED' },
    });
  });

  it('retries three times: half an hour, six and twelve hours after the first', async () => {
    bed.shop.answer = { status: 500, body: '' };
    await signed('POST', '/checkout/v1/payment', order('GERAI-INV-0004'));
    const [bill] = bed.sandbox.control.find('GERAI-INV-0004');
    const start = bed.sandbox.control.now();
    bed.sandbox.control.act('doku', bill?.id ?? '', 'pay');
    for (let i = 0; i < 30; i++) {
      await bed.sandbox.control.settled();
      bed.sandbox.control.advance(30 * 60_000);
    }
    await bed.sandbox.control.settled();
    const [delivery] = bed.sandbox.control.deliveries();
    const minutes = delivery?.attempts.map((attempt) => Math.round((attempt.at - start) / 60_000));
    expect(minutes).toEqual([0, 30, 360, 720]);
  });

  it('plays a virtual account of the standard for the official library, which verifies the token call', async () => {
    config.CORE_SANDBOX_BASE_URL = bed.root;
    const snap = new Snap({
      isProduction: false,
      privateKey: pem('PRIVATE KEY', SNAP_KEYS.clientPrivateKey),
      clientID: CLIENT,
      publicKey: pem('PUBLIC KEY', SNAP_KEYS.acquirerPublicKey),
      dokuPublicKey: pem('PUBLIC KEY', SNAP_KEYS.acquirerPublicKey),
      issuer: 'gerai',
      secretKey: SECRET,
    });
    await snap.getTokenB2B();
    const dto = new CreateVa(
      '   12345',
      '77',
      '   1234577',
      'Gerai Uji',
      'budi@contoh.id',
      '6281200000000',
      'GERAI-INV-0005',
      { value: '25000.00', currency: 'IDR' },
      { channel: 'VIRTUAL_ACCOUNT_BANK_CIMB', virtualAccountConfig: { reusableStatus: false } },
      'C',
      '2099-01-01T10:55:00+07:00',
    );
    dto.freeText = undefined;
    const made = await snap.createVa(dto);
    expect(made).toMatchObject({
      responseCode: '2002700',
      virtualAccountData: { virtualAccountNo: '   1234577' },
    });

    let tokenCall = false;
    bed.shop.serve = ({ path, headers }) => {
      if (!path.endsWith('/access-token/b2b')) return undefined;
      tokenCall = snap.validateSignature({ get: (name: string) => headers[name.toLowerCase()] });
      return { status: 200, body: '{"accessToken":"tokenToko"}' };
    };
    bed.sandbox.control.act('doku', bed.sandbox.control.find('   1234577')[0]?.id ?? '', 'pay');
    const { json, headers, path } = await bed.webhook();
    expect(json).toMatchObject({ trxId: 'GERAI-INV-0005', paidAmount: { value: '25000.00' } });
    expect(tokenCall).toBe(true);
    expect(headers['x-signature']).toBe(
      tokenService.generateSymmetricSignature(
        'POST',
        path,
        'tokenToko',
        json,
        headers['x-timestamp'],
        SECRET,
      ),
    );
  });
});
