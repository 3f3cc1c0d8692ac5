import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrive, openLab, openTarget } from './testing/preset-lab.ts';

const secrets = { serverKey: 'SB-Mid-server-GeraiUji0001' };
const qris = openTarget('midtrans-qris', { secrets });
const notice = (given: object) =>
  JSON.stringify({
    transaction_id: '0d8178e1-0000-4000-8000-000000000001',
    transaction_time: '2026-01-15 10:00:00',
    transaction_status: 'settlement',
    status_code: '200',
    gross_amount: '10000.00',
    order_id: 'GERAI-0001',
    payment_type: 'qris',
    fraud_status: 'accept',
    currency: 'IDR',
    ...given,
  });
const MT1 =
  'aa9a0732def059b35d70087647d055857470a3b87bc2702fd03fc0133c94c85517159bb225caed8346fb4128f2c38c04c174774f782b94493496f3f902dbb4ad';
const MT2 =
  'c4bd020d1b4e273141c4f2b3a9b97cd4a9d2686a631ab718c6b2d04de9d032d95f711b521a70854b0a83b0333dfde464d252ed7dd21b12ae956fbbfcdd35a5a9';
const MT3 =
  '1128bed9f072da390f2f1f41348c47871b5d78911876319a7b00efb4552f8ae0fa925bb0ffdb1a473fa3cdd9131babe53ddf6e171d07116c50a5c5680741f7ce';

describe('webhooks', () => {
  test('MT-1 a settlement is believed by its signature and read in whole rupiah', () => {
    expect(
      arrive(qris, notice({ signature_key: MT1, settlement_time: '2026-01-15 10:01:00' })),
    ).toMatchObject({
      ok: true,
      eventKey: '0d8178e1-0000-4000-8000-000000000001|settlement|200|',
      status: 'succeeded',
      rawStatus: 'settlement',
      confirm: 'payment.status',
      read: { reference: 'GERAI-0001', amount: 10_000, paidAt: '2026-01-15T03:01:00.000Z', held: false },
      reply: { status: 200, body: 'ok' },
    });
  });

  test('MT-2, MT-3 pending and expired', () => {
    const pending = {
      order_id: 'GERAI-0002',
      status_code: '201',
      gross_amount: '789000.00',
      signature_key: MT2,
    };
    expect(arrive(qris, notice({ ...pending, transaction_status: 'pending' }))).toMatchObject({
      ok: true,
      status: 'pending',
    });
    const expired = {
      order_id: 'GERAI-0003',
      status_code: '202',
      gross_amount: '45000.00',
      signature_key: MT3,
    };
    expect(arrive(qris, notice({ ...expired, transaction_status: 'expire' }))).toMatchObject({
      ok: true,
      status: 'expired',
    });
  });

  test('T3 a changed amount, another key and a key that is not set are refused', () => {
    expect(arrive(qris, notice({ signature_key: MT1, gross_amount: '10000' }))).toMatchObject({
      ok: false,
      reason: 'bad_signature',
      reply: { status: 401 },
    });
    const others: Record<string, string>[] = [{ serverKey: 'SB-Mid-server-lain' }, { serverKey: '' }, {}];
    for (const other of others)
      expect(arrive(openTarget('midtrans-qris', { secrets: other }), notice({ signature_key: MT1 })).ok).toBe(
        false,
      );
  });

  test('a card that waits for a decision is held, not paid', () => {
    const challenged = { signature_key: MT1, transaction_status: 'capture', fraud_status: 'challenge' };
    expect(arrive(qris, notice(challenged))).toMatchObject({ status: 'pending', read: { held: true } });
  });
});

describe('calls', () => {
  let lab: Awaited<ReturnType<typeof openLab>>;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab.close());

  test('a QRIS code: what is sent and what is read', async () => {
    lab.answer({
      body: {
        status_code: '201',
        transaction_id: 'tx-1',
        order_id: 'GERAI-0001',
        gross_amount: '10000.00',
        currency: 'IDR',
        transaction_status: 'pending',
        fraud_status: 'accept',
        expiry_time: '2026-01-15 10:15:00',
        actions: [
          {
            name: 'generate-qr-code',
            method: 'GET',
            url: 'https://api.sandbox.midtrans.com/v2/qris/tx-1/qr-code',
          },
        ],
        qr_string: '000201',
      },
    });
    const target = lab.targetOf('midtrans-qris', {
      secrets,
      webhookUrl: 'https://pos.contoh.id/webhook/payment/a',
    });
    const outcome = await lab.call(target, 'payment.create', {
      reference: 'GERAI-0001',
      attemptId: 'attempt-1',
      amount: 10_000,
    });
    expect(lab.heard.at(-1)).toMatchObject({
      method: 'POST',
      path: '/midtrans/v2/charge',
      headers: {
        authorization: 'Basic U0ItTWlkLXNlcnZlci1HZXJhaVVqaTAwMDE6',
        'idempotency-key': 'attempt-1',
        'x-override-notification': 'https://pos.contoh.id/webhook/payment/a',
      },
    });
    expect(JSON.parse(lab.heard.at(-1)?.body ?? '')).toEqual({
      payment_type: 'qris',
      transaction_details: { order_id: 'GERAI-0001', gross_amount: 10_000 },
      qris: { acquirer: 'gopay' },
      custom_expiry: { expiry_duration: 15, unit: 'minute' },
    });
    expect(outcome).toMatchObject({
      ok: true,
      status: 'pending',
      output: {
        providerId: 'tx-1',
        qrString: '000201',
        qrImageUrl: 'https://api.sandbox.midtrans.com/v2/qris/tx-1/qr-code',
        amount: 10_000,
        expiresAt: '2026-01-15T03:15:00.000Z',
      },
    });
    expect(JSON.stringify(outcome)).not.toContain('GeraiUji0001');
  });

  test('HTTP 200 with 404 in its body is not found, and 407 on expire is success', async () => {
    const target = lab.targetOf('midtrans-qris', { secrets });
    lab.answer({ body: { status_code: '404', status_message: "Transaction doesn't exist." } });
    expect(await lab.call(target, 'payment.status', { reference: 'GERAI-0009' })).toMatchObject({
      ok: false,
      code: 'not_found',
      outcome: 'refused',
    });
    lab.answer({ status: 407, body: { status_code: '407', transaction_status: 'expire' } });
    expect(await lab.call(target, 'payment.expire', { reference: 'GERAI-0001' })).toMatchObject({
      ok: true,
      status: 'expired',
    });
  });

  test('an order id used before may be ours: unknown until the status is asked', async () => {
    lab.answer({ body: { status_code: '406' } });
    const target = lab.targetOf('midtrans-qris', { secrets });
    expect(
      await lab.call(target, 'payment.create', { reference: 'GERAI-0001', attemptId: 'a', amount: 1 }),
    ).toMatchObject({ ok: false, code: 'duplicate_reference', outcome: 'unknown' });
  });

  test('a page to pay on that nobody has opened yet is pending', async () => {
    lab.answer({
      status: 201,
      body: { token: 'tok-1', redirect_url: 'https://app.sandbox.midtrans.com/snap/v2/vtweb/tok-1' },
    });
    const target = lab.targetOf('midtrans-snap', { secrets });
    const input = { reference: 'GERAI-0001', attemptId: 'a', amount: 10_000, description: 'Kopi' };
    expect(await lab.call(target, 'payment.create', input)).toMatchObject({
      ok: true,
      status: 'pending',
      output: { url: 'https://app.sandbox.midtrans.com/snap/v2/vtweb/tok-1' },
    });
    expect(lab.heard.at(-1)?.path).toBe('/midtrans/snap/v1/transactions');
    expect(JSON.parse(lab.heard.at(-1)?.body ?? '')).toMatchObject({
      item_details: [{ price: 10_000, quantity: 1, name: 'Kopi' }],
      expiry: { start_time: '2026-01-15 10:00:00 +0700', unit: 'minutes', duration: 60 },
    });
    lab.answer({ status: 404, body: { status_code: '404' } });
    expect(await lab.call(target, 'payment.status', input)).toMatchObject({ ok: true, status: 'pending' });
  });
});
