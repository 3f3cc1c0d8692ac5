import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bed, testBed } from '../core/testing.ts';
import { wib } from '../core/text.ts';
import { faspaySignature } from './signatures.ts';

const USER = 'bot32999';
const PASSWORD = 'p@ssUji01';

let bed: Bed;
beforeAll(async () => {
  bed = await testBed('faspay');
});
afterAll(() => bed.close());
const sign = (...parts: string[]) => faspaySignature(USER, PASSWORD, ...parts);
const post = (path: string, body: Record<string, unknown>, ...parts: string[]) =>
  bed.call('POST', path, { merchant_id: '32999', ...body, signature: sign(...parts) });
const bill = (bill_no: string) => ({
  bill_no,
  bill_date: wib(bed.sandbox.control.now()),
  bill_expired: wib(bed.sandbox.control.now() + 3_600_000),
  bill_desc: 'Kopi',
  bill_total: '25000',
  cust_no: '1',
  cust_name: 'Budi',
  msisdn: '0812',
  email: 'budi@contoh.id',
});

describe('faspay', () => {
  it('signs as the published vectors say', () => {
    expect(sign('GERAI-0001')).toBe('0eff86f6df8316a26c98011c14a140ff963d6ba5');
    expect(sign('GERAI-0001', '25000')).toBe('86266a8b2f0b781c399b203c5790941ae323ee74');
    expect(sign('GERAI-0001', '2')).toBe('6b2e8f1004b5d47891e72510b8b66763d78bb6a4');
    expect(sign()).toBe('a28f42331ae4804e5dabaccd1488723aac96df7f');
  });

  it('posts a bill, is paid on its page, notifies until the answer is good, and is inquired', async () => {
    expect((await post('/cvr/100001/10', {})).body.response_code).toBe('00');
    expect((await post('/cvr/100001/10', {}, 'salah')).body).toMatchObject({
      response_error: { response_code: '55' },
    });
    const made = await post(
      '/cvr/300011/10',
      { ...bill('GERAI-0001'), payment_channel: '711' },
      'GERAI-0001',
    );
    expect(made.body).toMatchObject({
      response_code: '00',
      bill_no: 'GERAI-0001',
      trx_id: expect.stringMatching(/^\d{16}$/),
    });
    expect(
      (await post('/cvr/300011/10', { ...bill('GERAI-0001'), payment_channel: '711' }, 'GERAI-0001')).body,
    ).toMatchObject({ response_error: { response_code: '14' } });

    // an answer without the good code is no answer: HTTP 200 does not end the retries
    bed.shop.answer = { status: 200, body: 'ok' };
    await fetch(String(made.body.redirect_url), { method: 'POST', body: new URLSearchParams({ do: 'pay' }) });
    const { json } = await bed.webhook();
    expect(json).toMatchObject({
      payment_status_code: '2',
      bill_total: '25000',
      payment_total: '25000',
      signature: sign('GERAI-0001', '2'),
    });
    bed.shop.answer = { status: 200, body: '{"response_code":"00"}' };
    bed.sandbox.control.advance(5 * 60_000);
    await bed.webhook();
    expect(bed.sandbox.control.deliveries()[0]?.state).toBe('delivered');

    const asked = await post(
      '/cvr/100004/10',
      { trx_id: made.body.trx_id, bill_no: 'GERAI-0001' },
      'GERAI-0001',
    );
    expect(asked.body).toMatchObject({ payment_status_code: '2', response_code: '00' });
    expect((await post('/cvr/100005/10', { bill_no: 'GERAI-0001' }, 'GERAI-0001')).body).toMatchObject({
      response_error: { response_code: '81' },
    });
    expect((await post('/cvr/100004/10', { bill_no: 'X' }, 'X')).body.payment_status_code).toBe('5');
  });

  it('opens Xpress, cancels, expires', async () => {
    const made = await post(
      '/v4/post',
      { ...bill('GERAI-0002'), payment_channel: ['711', '402'] },
      'GERAI-0002',
      '25000',
    );
    expect(made.body.redirect_url).toContain('/pws/100003/');
    const cancelled = await post(
      '/cvr/100005/10',
      { bill_no: 'GERAI-0002', payment_cancel: 'habis' },
      'GERAI-0002',
    );
    expect(cancelled.body).toMatchObject({ payment_status_code: '8', payment_cancel: 'habis' });
    await post('/v4/post', { ...bill('GERAI-0003'), payment_channel: ['711'] }, 'GERAI-0003', '25000');
    bed.sandbox.control.advance(3_600_000);
    expect((await bed.webhook()).json).toMatchObject({ bill_no: 'GERAI-0003', payment_status_code: '7' });
  });
});
