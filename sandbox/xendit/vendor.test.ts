import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bed, testBed } from '../core/testing.ts';

const require = createRequire(import.meta.url);
// The vendor's own libraries, unchanged: the current one and the last that knows QR codes, wallets and accounts.
// biome-ignore lint/suspicious/noExplicitAny: the calls are the test
const { Xendit: Current }: any = require('xendit-node');
// biome-ignore lint/suspicious/noExplicitAny: the calls are the test
const Legacy: any = require('xendit-node-legacy');
// biome-ignore lint/suspicious/noExplicitAny: untyped helper of the library
const { InvoiceCallbackFromJSON }: any = require('xendit-node/invoice/models');
// biome-ignore lint/suspicious/noExplicitAny: untyped helper of the library
const { PaymentCallbackFromJSON }: any = require('xendit-node/payment_request/models');
// biome-ignore lint/suspicious/noExplicitAny: untyped helper of the library
const { RefundCallbackFromJSON }: any = require('xendit-node/refund/models');

const SECRET = 'xnd_development_GERAIUJI0001';
const TOKEN = 'cbTok-GERAI-uji-0001';
const auth = { authorization: `Basic ${Buffer.from(`${SECRET}:`).toString('base64')}` };

let bed: Bed;
// biome-ignore lint/suspicious/noExplicitAny: the calls are the test
let current: any;
// biome-ignore lint/suspicious/noExplicitAny: the calls are the test
let legacy: any;

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  bed = await testBed('xendit');
  current = new Current({ secretKey: SECRET, xenditURL: bed.root });
  legacy = new Legacy({ secretKey: SECRET, xenditURL: bed.root });
});
afterAll(() => bed.close());
beforeEach(async () => {
  bed.sandbox.control.reset();
  bed.sandbox.control.set('xendit', { limits: false });
  bed.shop.answer = { status: 200, body: 'ok' };
  await bed.webhooks();
});
const act = (id: string, action: 'pay' | 'pay_late' | 'pay_twice' | 'decline' | 'expire') =>
  bed.sandbox.control.act('xendit', id, action);

describe('xendit', () => {
  it('plays invoices for the current library, made twice when asked twice', async () => {
    const data = {
      externalId: 'GERAI-0001',
      amount: 10_000,
      invoiceDuration: 900,
      paymentMethods: ['QRIS', 'BCA'],
    };
    const invoice = await current.Invoice.createInvoice({ data });
    expect(invoice).toMatchObject({ externalId: 'GERAI-0001', status: 'PENDING', amount: 10_000 });
    expect(invoice.availableBanks).toMatchObject([{ bankCode: 'BCA' }]);
    const again = await current.Invoice.createInvoice({ data });
    expect(again.id).not.toBe(invoice.id);

    const paid = await fetch(invoice.invoiceUrl, {
      method: 'POST',
      body: new URLSearchParams({ choice: 'QRIS', do: 'pay' }),
    });
    expect(paid.status).toBe(200);
    const { headers, json } = await bed.webhook();
    expect(headers['x-callback-token']).toBe(TOKEN);
    expect(headers['webhook-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(InvoiceCallbackFromJSON(json)).toMatchObject({
      status: 'PAID',
      paidAmount: 10_000,
      paymentMethod: 'QR_CODE',
    });
    expect(await current.Invoice.getInvoiceById({ invoiceId: invoice.id })).toMatchObject({ status: 'PAID' });
    expect(await current.Invoice.expireInvoice({ invoiceId: again.id })).toMatchObject({ status: 'EXPIRED' });
    expect((await bed.webhook()).json).toMatchObject({ status: 'EXPIRED' });
    expect(await current.Invoice.getInvoices({ externalId: 'GERAI-0001' })).toHaveLength(2);

    const refund = await current.Refund.createRefund({
      idempotencyKey: 'k-1',
      data: { invoiceId: invoice.id, amount: 4_000, reason: 'REQUESTED_BY_CUSTOMER', referenceId: 'R-1' },
    });
    expect(refund).toMatchObject({ amount: 4_000, currency: 'IDR' });
    bed.sandbox.control.advance(0);
    expect(RefundCallbackFromJSON((await bed.webhook()).json)).toMatchObject({
      event: 'refund.succeeded',
      data: { amount: 4_000, status: 'SUCCEEDED' },
    });
    await expect(
      current.Refund.createRefund({ data: { invoiceId: invoice.id, amount: 6_001, reason: 'OTHERS' } }),
    ).rejects.toMatchObject({ errorCode: 'MAXIMUM_REFUND_AMOUNT_REACHED' });
  });

  it('plays payment requests v2 for the current library', async () => {
    const data = {
      referenceId: 'GERAI-0002',
      amount: 15_000,
      currency: 'IDR',
      paymentMethod: { type: 'QR_CODE', reusability: 'ONE_TIME_USE', qrCode: { channelCode: 'DANA' } },
    };
    const made = await current.PaymentRequest.createPaymentRequest({ idempotencyKey: 'pr-1', data });
    expect(made.paymentMethod.qrCode.channelProperties.qrString).toMatch(/^000201.*6304[0-9A-F]{4}$/);
    expect(await current.PaymentRequest.createPaymentRequest({ idempotencyKey: 'pr-1', data })).toEqual(made);
    await expect(
      current.PaymentRequest.createPaymentRequest({ idempotencyKey: 'pr-1', data: { ...data, amount: 1 } }),
    ).rejects.toMatchObject({ status: 409, errorCode: 'IDEMPOTENCY_ERROR' });
    act(made.id, 'pay');
    expect(PaymentCallbackFromJSON((await bed.webhook()).json)).toMatchObject({
      event: 'payment.succeeded',
      data: { paymentRequestId: made.id, amount: 15_000, status: 'SUCCEEDED' },
    });
    const got = await current.PaymentRequest.getPaymentRequestByID({ paymentRequestId: made.id });
    expect(got.status).toBe('SUCCEEDED');
  });

  it('tells a good key from a bad one and limits each endpoint as published', async () => {
    expect(await current.Balance.getBalance({ accountType: 'CASH' })).toEqual({ balance: 1_241_231 });
    const stranger = new Current({ secretKey: 'xnd_development_ORANGLAIN', xenditURL: bed.root });
    await expect(stranger.Balance.getBalance({})).rejects.toMatchObject({
      status: 401,
      errorCode: 'INVALID_API_KEY',
    });

    bed.sandbox.control.set('xendit', { limits: true });
    bed.sandbox.control.advance(60_000);
    const answers = await Promise.all(
      Array.from({ length: 61 }, () => bed.call('GET', '/v2/invoices/x', undefined, auth)),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    expect(answers.find(({ status }) => status === 429)?.headers.get('rate-limit-remaining')).toBe('0');
  });

  it('plays the first QR codes for the older library', async () => {
    const { QrCode } = legacy;
    const codes = new QrCode({});
    const callbackURL = `${bed.shop.url}/qr`;
    const made = await codes.createCode({
      externalID: 'GERAI-0003',
      type: 'DYNAMIC',
      callbackURL,
      amount: 10_000,
    });
    expect(made).toMatchObject({ external_id: 'GERAI-0003', status: 'ACTIVE', amount: 10_000 });
    await codes.simulate({ externalID: 'GERAI-0003', amount: 10_000 });
    const webhook = await bed.webhook();
    expect(webhook.path).toBe('/qr');
    expect(webhook.json).toMatchObject({ event: 'qr.payment', status: 'COMPLETED', amount: 10_000 });
    expect(await codes.getCode({ externalID: 'GERAI-0003' })).toMatchObject({ status: 'INACTIVE' });
    expect(await codes.getPayments({ externalID: 'GERAI-0003' })).toHaveLength(1);
    await expect(codes.simulate({ externalID: 'GERAI-0003' })).rejects.toMatchObject({ status: 400 });
  });

  it('plays QR codes of 2022: scan, webhook, static codes that are paid twice, expiry', async () => {
    const headers = { ...auth, 'api-version': '2022-07-31' };
    const body = { reference_id: 'GERAI-0004', type: 'DYNAMIC', currency: 'IDR', amount: 10_000 };
    const made = await bed.call(
      'POST',
      '/qr_codes',
      { ...body, expires_at: new Date(bed.sandbox.control.now() + 60_000).toISOString() },
      headers,
    );
    expect(made).toMatchObject({ status: 201, body: { status: 'ACTIVE', channel_code: 'ID_DANA' } });
    act(String(made.body.id), 'pay');
    expect((await bed.webhook()).json).toMatchObject({
      event: 'qr.payment',
      api_version: '2022-07-31',
      data: { reference_id: 'GERAI-0004', amount: 10_000, status: 'SUCCEEDED' },
    });
    const still = await bed.call(
      'POST',
      '/qr_codes',
      { ...body, type: 'STATIC', amount: undefined },
      headers,
    );
    bed.sandbox.control.act('xendit', String(still.body.id), 'pay_twice', { amount: 7_000 });
    const twice = await bed.webhooks();
    expect(new Set(twice.map(({ headers: own }) => own['webhook-id'])).size).toBe(2);
    const late = await bed.call(
      'POST',
      '/qr_codes',
      { ...body, expires_at: new Date(bed.sandbox.control.now() + 60_000).toISOString() },
      headers,
    );
    bed.sandbox.control.advance(60_000);
    const gone = await bed.call('GET', `/qr_codes/${late.body.id}`, undefined, headers);
    expect(gone.body.status).toBe('INACTIVE');
  });

  it('plays wallets and virtual accounts for the older library', async () => {
    const wallets = new legacy.EWallet({});
    const charge = await wallets.createEWalletCharge({
      referenceID: 'GERAI-0005',
      currency: 'IDR',
      amount: 20_000,
      checkoutMethod: 'ONE_TIME_PAYMENT',
      channelCode: 'ID_SHOPEEPAY',
      channelProperties: { successRedirectURL: 'https://pos.contoh.id/ok' },
    });
    expect(charge).toMatchObject({ status: 'PENDING', charge_amount: 20_000, is_redirect_required: true });
    act(charge.id, 'pay');
    expect((await bed.webhook()).json).toMatchObject({
      event: 'ewallet.capture',
      data: { status: 'SUCCEEDED' },
    });
    expect(await wallets.voidEWalletCharge({ chargeID: charge.id })).toMatchObject({ status: 'VOIDED' });
    expect(await wallets.getEWalletChargeStatus({ chargeID: charge.id })).toMatchObject({
      void_status: 'SUCCEEDED',
    });
    await bed.webhooks();

    const accounts = new legacy.VirtualAcc({});
    const account = await accounts.createFixedVA({
      externalID: 'GERAI-0006',
      bankCode: 'BCA',
      name: 'Gerai Uji',
      isClosed: true,
      expectedAmt: 10_000,
      isSingleUse: true,
    });
    expect(account).toMatchObject({ status: 'PENDING', merchant_code: '10766', expected_amount: 10_000 });
    expect((await bed.webhook()).json.payment_id).toBeUndefined();
    act(account.id, 'pay_twice');
    const { json } = await bed.webhook();
    expect(json).toMatchObject({ external_id: 'GERAI-0006', amount: 10_000 });
    expect(json.status).toBeUndefined();
    expect(await accounts.getVAPayment({ paymentID: json.payment_id })).toMatchObject({ amount: 10_000 });
    expect(await accounts.getFixedVA({ id: account.id })).toMatchObject({ status: 'INACTIVE' });
  });

  it('plays payment requests v3 and recurring plans', async () => {
    const headers = { ...auth, 'api-version': '2024-11-11' };
    const body = {
      reference_id: 'GERAI-0007',
      type: 'PAY',
      country: 'ID',
      currency: 'IDR',
      request_amount: 10_000,
      channel_code: 'QRIS',
    };
    expect((await bed.call('POST', '/v3/payment_requests', body, auth)).status).toBe(400);
    const made = await bed.call('POST', '/v3/payment_requests', body, headers);
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'REQUIRES_ACTION', actions: [{ descriptor: 'QR_STRING' }] },
    });
    expect((await bed.call('POST', '/v3/payment_requests', body, headers)).body.error_code).toBe(
      'DUPLICATE_ERROR',
    );
    const id = String(made.body.payment_request_id);
    act(id, 'pay');
    expect((await bed.webhook()).json).toMatchObject({
      event: 'payment.capture',
      api_version: 'v3',
      data: { payment_request_id: id, status: 'SUCCEEDED', captures: [{ capture_amount: 10_000 }] },
    });
    expect((await bed.call('POST', `/v3/payment_requests/${id}/cancel`, {}, headers)).body.error_code).toBe(
      'INACTIVE_PAYMENT_REQUEST',
    );

    const plans = new legacy.Recurring({});
    const plan = await plans.createPlan({
      referenceId: 'SEWA-1',
      businessId: 'b',
      customerId: 'cust-1',
      recurringAction: 'PAYMENT',
      currency: 'IDR',
      amount: 50_000,
    });
    expect(plan).toMatchObject({ status: 'ACTIVE' });
    await bed.webhooks();
    act(plan.id, 'pay');
    expect((await bed.webhooks()).map(({ json }) => json.event)).toEqual(
      expect.arrayContaining(['recurring.cycle.created', 'recurring.cycle.succeeded']),
    );
  });

  it('retries up to six times with the same webhook id', async () => {
    bed.shop.answer = { status: 500, body: '' };
    const headers = { ...auth, 'api-version': '2022-07-31' };
    const made = await bed.call(
      'POST',
      '/qr_codes',
      { reference_id: 'R', type: 'STATIC', currency: 'IDR' },
      headers,
    );
    act(String(made.body.id), 'pay');
    for (let i = 0; i < 8; i++) {
      await bed.sandbox.control.settled();
      bed.sandbox.control.advance(12 * 3_600_000);
    }
    const tried = await bed.webhooks();
    expect(tried).toHaveLength(7);
    expect(new Set(tried.map(({ headers: own }) => own['webhook-id'])).size).toBe(1);
  });
});
