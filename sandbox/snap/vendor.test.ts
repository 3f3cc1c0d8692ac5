import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crc16, qrisPayload } from '../core/qris.ts';
import { type Bed, testBed } from '../core/testing.ts';
import { acquirerPrivateKey, SNAP_KEYS } from './account.ts';
import { minified, notificationSignature, symmetricSignature, tokenSignature } from './signatures.ts';

const require = createRequire(import.meta.url);
// An official client of the standard, unchanged; its types are not shipped.
// biome-ignore lint/suspicious/noExplicitAny: untyped library
const { SnapBi, SnapBiConfig }: any = require('midtrans-client');

const pem = (label: string, base64: string) => `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----`;
const B2 =
  '{"partnerReferenceNo":"GERAI-0001","amount":{"value":"25000.00","currency":"IDR"},"merchantId":"GERAI01","validityPeriod":"2026-01-15T10:15:00+07:00"}';
const B3 =
  '{"originalReferenceNo":"QR-ACQ-0001","originalPartnerReferenceNo":"GERAI-0001","latestTransactionStatus":"00","transactionStatusDesc":"success","amount":{"value":"25000.00","currency":"IDR"},"additionalInfo":{"issuer":"CONTOH"}}';

let bed: Bed;
let number = 0;

beforeAll(async () => {
  bed = await testBed('snap');
  SnapBiConfig.SNAP_BI_SANDBOX_BASE_URL = bed.root;
  Object.assign(SnapBiConfig, {
    snapBiClientId: SNAP_KEYS.clientId,
    snapBiClientSecret: SNAP_KEYS.clientSecret,
    snapBiPartnerId: SNAP_KEYS.partnerId,
    snapBiChannelId: SNAP_KEYS.channelId,
    snapBiPrivateKey: pem('PRIVATE KEY', SNAP_KEYS.clientPrivateKey),
    snapBiPublicKey: pem('PUBLIC KEY', SNAP_KEYS.acquirerPublicKey),
  });
});
afterAll(() => bed.close());
beforeEach(async () => {
  bed.sandbox.control.reset();
  await bed.webhooks();
});
const qris = (body: Record<string, unknown>) => SnapBi.qris().withBody(body);
const externalId = () => `ext-${++number}`;
const amount = (value: string) => ({ value, currency: 'IDR' });

describe('snap', () => {
  it('signs as the published vectors say', () => {
    expect(tokenSignature(acquirerPrivateKey, 'GERAI-CLIENT-01', '2026-01-15T10:00:00+07:00')).toMatch(
      /^suTpkBC0FrTms.*kNa6TTKg==$/,
    );
    const signed = {
      method: 'POST',
      path: '/v1.0/qr/qr-mpm-generate',
      token: 'tokGerai01',
      body: B2,
      timestamp: '2026-01-15T10:00:05+07:00',
    };
    expect(symmetricSignature('secretGerai01', signed)).toBe(
      '0E8GAs9o4KO8xAXx9wCc1jd437+UAtQPc6dEDm1nGxCNPHcMYo4A4K5a1tPInFTuHKmpAynLUIXcLLhv415Zgg==',
    );
    expect(
      notificationSignature(acquirerPrivateKey, '/v1.0/qr/qr-mpm-notify', B3, '2026-01-15T10:03:00+07:00'),
    ).toMatch(/^c\+Kn8Qu205lS9NmKQAY.*RdzH6tSQ==$/);
    expect(minified('{ "a" : "b \\" c" ,\n"d": 1.50 }')).toBe('{"a":"b \\" c","d":1.50}');
  });

  it('builds QRIS payloads as the published samples are', () => {
    expect(crc16('123456789')).toBe('29B1');
    expect(qrisPayload(null)).toMatch(/^00020101021126680016ID\.CO\.CONTOH\.WWW.*6304F80C$/);
    expect(qrisPayload(25_000)).toMatch(/5405250005802ID.*63046200$/);
    expect(qrisPayload(18_500, { bill: 'GERAI-0002', reference: 'REF0002', terminal: 'K01' })).toMatch(
      /6304C5B5$/,
    );
  });

  it('plays QRIS for an official client, which verifies the notification', async () => {
    const made = await qris({
      partnerReferenceNo: 'GERAI-0001',
      amount: amount('25000.00'),
      merchantId: 'GERAI01',
    }).createPayment(externalId());
    expect(made).toMatchObject({ responseCode: '2004700', qrContent: expect.stringMatching(/^000201/) });
    const asked = { originalPartnerReferenceNo: 'GERAI-0001', serviceCode: '47', merchantId: 'GERAI01' };
    expect(await qris(asked).getStatus(externalId())).toMatchObject({
      responseCode: '2005100',
      latestTransactionStatus: '03',
    });
    const [bill] = bed.sandbox.control.find(made.qrContent);
    bed.sandbox.control.act('snap', bill?.id ?? '', 'pay');
    const { headers, json, path } = await bed.webhook();
    expect(json).toMatchObject({ latestTransactionStatus: '00', amount: { value: '25000.00' } });
    const check = SnapBi.notification()
      .withNotificationPayload(json)
      .withSignature(headers['x-signature'])
      .withTimeStamp(headers['x-timestamp'])
      .withNotificationUrlPath(path);
    expect(check.isWebhookNotificationVerified()).toBe(true);
    const refund = { ...asked, partnerRefundNo: 'R-1', refundAmount: amount('5000.00'), reason: 'rusak' };
    expect(await qris(refund).refund(externalId())).toMatchObject({
      responseCode: '2007800',
      refundAmount: { value: '5000.00' },
    });
    expect(await qris(refund).refund(externalId())).toMatchObject({ responseCode: '4097801' });
    expect(await qris(asked).cancel(externalId())).toMatchObject({ responseCode: '4047714' });
  });

  it('refuses what the standard refuses', async () => {
    const body = { partnerReferenceNo: 'GERAI-0002', amount: amount('25000.00'), merchantId: 'GERAI01' };
    const id = externalId();
    expect((await qris(body).createPayment(id)).responseCode).toBe('2004700');
    expect((await qris({ ...body, partnerReferenceNo: 'GERAI-0003' }).createPayment(id)).responseCode).toBe(
      '4094700',
    );
    expect((await qris(body).createPayment(externalId())).responseCode).toBe('4094701');
    expect(
      (await qris({ ...body, partnerReferenceNo: 'X', amount: amount('25000') }).createPayment(externalId()))
        .responseCode,
    ).toBe('4004701');
    expect((await qris({ ...body, partnerReferenceNo: '' }).createPayment(externalId())).responseCode).toBe(
      '4004702',
    );
    expect(
      (await qris({ originalPartnerReferenceNo: 'tidak-ada' }).getStatus(externalId())).responseCode,
    ).toBe('4045101');
    expect((await qris(body).withAccessToken('basi').createPayment(externalId())).responseCode).toBe(
      '4014701',
    );
    SnapBiConfig.snapBiClientSecret = 'salah';
    expect((await qris(body).createPayment(externalId())).responseCode).toBe('4014700');
    SnapBiConfig.snapBiClientSecret = SNAP_KEYS.clientSecret;
    SnapBiConfig.snapBiClientId = 'ORANG-LAIN';
    expect((await qris(body).createPayment(externalId())).responseCode).toBe('4017300');
    SnapBiConfig.snapBiClientId = SNAP_KEYS.clientId;
  });

  it('plays virtual accounts with their padded numbers, and wallets', async () => {
    const account = {
      partnerServiceId: '   12345',
      customerNo: '1',
      virtualAccountNo: '   123451',
      virtualAccountName: 'Gerai Uji',
      trxId: 'GERAI-0004',
      totalAmount: amount('10000.00'),
      virtualAccountTrxType: 'C',
    };
    const va = (body: Record<string, unknown>) => SnapBi.va().withBody(body);
    expect(
      (await va({ ...account, virtualAccountNo: '123451' }).createPayment(externalId())).responseCode,
    ).toBe('4002701');
    expect(await va(account).createPayment(externalId())).toMatchObject({
      responseCode: '2002700',
      virtualAccountData: { virtualAccountNo: '   123451' },
    });
    const [bill] = bed.sandbox.control.find('   123451');
    bed.sandbox.control.act('snap', bill?.id ?? '', 'pay');
    expect((await bed.webhook()).json).toMatchObject({
      trxId: 'GERAI-0004',
      paidAmount: { value: '10000.00' },
      additionalInfo: { paymentFlagStatus: '00' },
    });
    expect(await va(account).getStatus(externalId())).toMatchObject({
      responseCode: '2002600',
      additionalInfo: { paymentFlagStatus: '00' },
    });

    const wallet = await SnapBi.directDebit()
      .withBody({ partnerReferenceNo: 'GERAI-0005', amount: amount('10000.00') })
      .createPayment(externalId());
    expect(
      await (
        await fetch(wallet.webRedirectUrl, { method: 'POST', body: new URLSearchParams({ do: 'pay' }) })
      ).text(),
    ).toContain('Pembayaran diterima');
    expect((await bed.webhook()).json).toMatchObject({
      originalPartnerReferenceNo: 'GERAI-0005',
      latestTransactionStatus: '00',
    });
  });
});
