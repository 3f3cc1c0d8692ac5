import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { qrisPayload } from '../core/qris.ts';
import { type Bed, testBed } from '../core/testing.ts';
import { signatureKey } from './transaction.ts';

const require = createRequire(import.meta.url);
// The vendor's own library, unchanged; its types are not shipped.
// biome-ignore lint/suspicious/noExplicitAny: untyped library
const midtransClient: any = require('midtrans-client');
// biome-ignore lint/suspicious/noExplicitAny: untyped library
const apiConfig: any = require('midtrans-client/lib/apiConfig');

const SERVER_KEY = 'SB-Mid-server-GeraiUji0001';
const keys = { isProduction: false, serverKey: SERVER_KEY, clientKey: 'SB-Mid-client-GeraiUji0001' };

let bed: Bed;
// biome-ignore lint/suspicious/noExplicitAny: untyped library
let core: any;
// biome-ignore lint/suspicious/noExplicitAny: untyped library
let snap: any;
let number = 0;
const order = () => `GERAI-${String(++number).padStart(4, '0')}`;
const qris = (orderId: string, gross = 10_000) => ({
  payment_type: 'qris',
  transaction_details: { order_id: orderId, gross_amount: gross },
  qris: { acquirer: 'gopay' },
});

beforeAll(async () => {
  bed = await testBed('midtrans');
  apiConfig.CORE_SANDBOX_BASE_URL = bed.root;
  apiConfig.SNAP_SANDBOX_BASE_URL = `${bed.root}/snap/v1`;
  core = new midtransClient.CoreApi(keys);
  snap = new midtransClient.Snap(keys);
});
afterAll(() => bed.close());
beforeEach(async () => {
  bed.sandbox.control.reset();
  bed.shop.answer = { status: 200, body: 'ok' };
  await bed.webhooks();
});

describe('midtrans', () => {
  it('signs as the published vectors say', () => {
    expect(signatureKey('GERAI-0001', '200', '10000.00')).toMatch(/^aa9a0732def059b3.*f902dbb4ad$/);
    expect(signatureKey('GERAI-0002', '201', '789000.00')).toMatch(/^c4bd020d1b4e2731.*cdd35a5a9$/);
    expect(signatureKey('GERAI-0003', '202', '45000.00')).toMatch(/^1128bed9f072da39.*0741f7ce$/);
  });

  it('plays a QRIS payment for the official library: charge, scan, webhook, status, refunds', async () => {
    const orderId = order();
    const charge = await core.charge(qris(orderId));
    expect(charge).toMatchObject({
      status_code: '201',
      gross_amount: '10000.00',
      transaction_status: 'pending',
      acquirer: 'gopay',
    });
    expect(charge.qr_string).toBe(qrisPayload(10_000, { reference: charge.transaction_id.slice(0, 12) }));
    expect((await bed.webhook()).json).toMatchObject({ transaction_status: 'pending', status_code: '201' });

    const [bill] = bed.sandbox.control.find(charge.qr_string);
    expect(bed.sandbox.control.act('midtrans', bill?.id ?? '', 'pay')).toEqual({ ok: true });
    const { json: told, headers } = await bed.webhook();
    expect(headers['user-agent']).toBe('Veritrans');
    expect(told).toMatchObject({
      transaction_status: 'settlement',
      status_code: '200',
      gross_amount: '10000.00',
    });
    expect(told.signature_key).toBe(signatureKey(orderId, '200', '10000.00'));
    // the library's own way of checking a notification is to ask for the status again
    expect(await core.transaction.notification(told)).toMatchObject({ transaction_status: 'settlement' });

    const part = { refund_key: 'R-1', amount: 4_000, reason: 'rusak' };
    expect(await core.transaction.refundDirect(orderId, part)).toMatchObject({
      transaction_status: 'partial_refund',
      refund_amount: '4000.00',
    });
    expect(await core.transaction.refundDirect(orderId, part)).toMatchObject({ refund_key: 'R-1' });
    await expect(
      core.transaction.refundDirect(orderId, { refund_key: 'R-2', amount: 6_001 }),
    ).rejects.toMatchObject({
      httpStatusCode: '414',
    });
    await core.transaction.refundDirect(orderId, { refund_key: 'R-3', amount: 6_000 });
    expect(await core.transaction.status(orderId)).toMatchObject({
      transaction_status: 'refund',
      refund_amount: '10000.00',
    });
    expect(await bed.webhooks()).toHaveLength(2);
  });

  it('refuses what the vendor refuses: keys, repeated orders, sums, states', async () => {
    const stranger = new midtransClient.CoreApi({ ...keys, serverKey: 'SB-Mid-server-orang-lain' });
    await expect(stranger.charge(qris(order()))).rejects.toMatchObject({ httpStatusCode: 401 });
    await expect(stranger.transaction.status('x')).rejects.toMatchObject({ httpStatusCode: 401 });
    await expect(core.transaction.status('gerai-conn-test-1')).rejects.toMatchObject({
      httpStatusCode: '404',
    });
    const strangerSnap = new midtransClient.Snap({ ...keys, serverKey: '' });
    await expect(strangerSnap.createTransaction(qris(order()))).rejects.toMatchObject({
      httpStatusCode: 401,
      ApiResponse: { error_messages: [expect.stringContaining('Access denied'), expect.anything()] },
    });

    const orderId = order();
    await core.charge(qris(orderId));
    await expect(core.charge(qris(orderId))).rejects.toMatchObject({ httpStatusCode: '406' });
    await expect(
      core.charge({ ...qris(order()), item_details: [{ price: 1, quantity: 1 }] }),
    ).rejects.toMatchObject({
      httpStatusCode: 400,
    });
    await expect(core.charge({ ...qris(order(), 10_000.5) })).rejects.toMatchObject({ httpStatusCode: 400 });
    expect(await core.transaction.cancel(orderId)).toMatchObject({ transaction_status: 'cancel' });
    await expect(core.transaction.cancel(orderId)).rejects.toMatchObject({ httpStatusCode: '412' });
    expect((await bed.call('POST', '/v2/charge', '{"broken')).status).toBe(401);
    expect((await bed.call('POST', '/v2/charge', '{"broken', auth())).body.status_code).toBe('413');
  });

  it('expires in its time, and takes a late payment', async () => {
    const orderId = order();
    const charge = await core.charge({
      ...qris(orderId),
      custom_expiry: { expiry_duration: 5, unit: 'minute' },
    });
    await bed.webhooks();
    bed.sandbox.control.advance(5 * 60_000);
    const { json } = await bed.webhook();
    expect(json).toMatchObject({ transaction_status: 'expire', status_code: '202' });
    expect(json.signature_key).toBe(signatureKey(orderId, '202', '10000.00'));
    expect(await core.transaction.status(orderId)).toMatchObject({ status_code: '407' });
    bed.sandbox.control.act('midtrans', charge.transaction_id, 'pay_late');
    expect((await bed.webhook()).json.transaction_status).toBe('settlement');
  });

  it('plays virtual accounts and cards, with bank check, challenge and void', async () => {
    const va = await core.charge({
      payment_type: 'bank_transfer',
      transaction_details: { order_id: order(), gross_amount: 25_000 },
      bank_transfer: { bank: 'bca' },
    });
    expect(va.va_numbers).toEqual([{ bank: 'bca', va_number: expect.stringMatching(/^\d+$/) }]);

    const token = await core.cardToken({ card_number: '4811111111111114', client_key: keys.clientKey });
    const card = (tokenId: string) => ({
      payment_type: 'credit_card',
      transaction_details: { order_id: order(), gross_amount: 25_000 },
      credit_card: { token_id: tokenId, authentication: true },
    });
    const made = await core.charge(card(token.token_id));
    expect(made).toMatchObject({
      transaction_status: 'pending',
      redirect_url: expect.stringContaining('/3ds/'),
    });
    await expect(core.charge(card(token.token_id))).rejects.toMatchObject({ httpStatusCode: '411' });
    bed.sandbox.control.act('midtrans', made.transaction_id, 'challenge');
    expect(await core.transaction.status(made.order_id)).toMatchObject({ fraud_status: 'challenge' });
    expect(await core.transaction.approve(made.order_id)).toMatchObject({ fraud_status: 'accept' });
    expect(await core.transaction.cancel(made.order_id)).toMatchObject({ transaction_status: 'cancel' });
  });

  it('shows the Snap page to a buyer, who pays there', async () => {
    const orderId = order();
    const { token, redirect_url } = await snap.createTransaction({
      transaction_details: { order_id: orderId, gross_amount: 10_000 },
      enabled_payments: ['other_qris', 'bca_va'],
      callbacks: { finish: 'https://pos.contoh.id/finish' },
    });
    expect(token).toMatch(/^[0-9a-f-]{36}$/);
    await expect(core.transaction.status(orderId)).rejects.toMatchObject({ httpStatusCode: '404' });
    expect(await (await fetch(redirect_url)).text()).toContain('Rp 10.000');
    const paid = await fetch(redirect_url, {
      method: 'POST',
      body: new URLSearchParams({ choice: 'bca_va', do: 'pay' }),
    });
    expect(await paid.text()).toContain('https://pos.contoh.id/finish');
    expect((await bed.webhooks()).map(({ json }) => json.transaction_status)).toEqual([
      'pending',
      'settlement',
    ]);
    expect(await core.transaction.status(orderId)).toMatchObject({ payment_type: 'bank_transfer' });
  });

  it('retries webhooks as often as the answer asks for, with the published gaps', async () => {
    bed.shop.answer = { status: 404, body: '' };
    await core.charge({
      payment_type: 'cstore',
      transaction_details: { order_id: order(), gross_amount: 25_000 },
      cstore: { store: 'indomaret' },
    });
    for (const minutes of [0, 2, 10, 30]) {
      bed.sandbox.control.advance(minutes * 60_000);
      await bed.sandbox.control.settled();
    }
    expect(await bed.webhooks()).toHaveLength(3);
    expect(bed.sandbox.control.deliveries().at(-1)).toMatchObject({ state: 'failed' });
  });

  it('makes trouble when told: unsigned, tampered, duplicate, reordered, wrong amount', async () => {
    const { control } = bed.sandbox;
    const honest = ({
      json: { order_id, status_code, gross_amount, signature_key },
    }: {
      json: Record<string, unknown>;
    }) => signature_key === signatureKey(String(order_id), String(status_code), String(gross_amount));
    const told = async (webhooks: 'unsigned' | 'tampered' | 'duplicate' | 'wrong_amount') => {
      control.set('midtrans', { webhooks, webhookTimes: 1 });
      await core.charge(qris(order()));
      return bed.webhooks();
    };
    expect((await told('unsigned'))[0]?.json.signature_key).toBeUndefined();
    expect((await told('tampered')).map(honest)).toEqual([false]);
    const [wrong] = await told('wrong_amount');
    expect(wrong && [honest(wrong), wrong.json.gross_amount]).toEqual([true, '11000.00']);
    const twins = await told('duplicate');
    expect(twins).toHaveLength(2);
    expect(twins[0]?.body).toBe(twins[1]?.body);

    control.set('midtrans', { webhooks: 'reordered', webhookTimes: 1 });
    const { transaction_id } = await core.charge(qris(order()));
    control.act('midtrans', transaction_id, 'pay');
    await bed.sandbox.control.settled();
    expect((await bed.webhooks()).map(({ json }) => json.transaction_status)).toEqual([
      'settlement',
      'pending',
    ]);
  });

  it('breaks its API when told, after commit too', async () => {
    const { control } = bed.sandbox;
    const orderId = order();
    control.set('midtrans', { api: 'reset_after_commit', apiTimes: 1 });
    await expect(core.charge(qris(orderId))).rejects.toThrow();
    expect(await core.transaction.status(orderId)).toMatchObject({ transaction_status: 'pending' });
    control.set('midtrans', { api: 'timeout_after_commit', apiTimes: 1, hangMs: 50 });
    const hung = order();
    await expect(core.charge(qris(hung))).rejects.toThrow();
    expect(await core.transaction.status(hung)).toMatchObject({ transaction_status: 'pending' });
    for (const [api, code] of [
      ['error_500', '500'],
      ['rate_limited', '429'],
      ['error_in_200', '503'],
    ] as const) {
      control.set('midtrans', { api, apiTimes: 1 });
      const { body, status } = await bed.call('POST', '/v2/charge', qris(order()), auth());
      expect([body.status_code, status]).toEqual([code, code === '503' ? 200 : Number(code)]);
    }
    control.set('midtrans', { api: 'malformed_json', apiTimes: 1 });
    const response = await fetch(`${bed.root}/v2/charge`, {
      method: 'POST',
      headers: auth(),
      body: JSON.stringify(qris(order())),
    });
    await expect(response.json()).rejects.toThrow();
  });

  it('charges subscriptions when their day comes', async () => {
    const fields = {
      name: 'SEWA-1',
      amount: '50000',
      currency: 'IDR',
      payment_type: 'credit_card',
      token: 'tok-1',
      schedule: { interval: 1, interval_unit: 'month' },
    };
    const made = await core.createSubscription(fields);
    expect(made).toMatchObject({ status: 'active', amount: '50000' });
    await expect(core.createSubscription(fields)).rejects.toMatchObject({ httpStatusCode: 400 });
    bed.sandbox.control.act('midtrans', made.id, 'pay');
    expect((await bed.webhook()).json).toMatchObject({
      subscription_id: made.id,
      transaction_status: 'capture',
    });
    await core.disableSubscription(made.id);
    expect(await core.getSubscription(made.id)).toMatchObject({ status: 'inactive' });
  });
});

function auth() {
  return { authorization: `Basic ${Buffer.from(`${SERVER_KEY}:`).toString('base64')}` };
}
