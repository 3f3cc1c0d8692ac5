import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bed, testBed } from '../core/testing.ts';
import { callbackSignature, callSignature } from './signatures.ts';

const VA = '0000009900000001';
const KEY = 'SANDBOX0000-GERAI-UJI-0001';
const B1 =
  '{"name":"Budi","phone":"08123456789","email":"budi@contoh.id","amount":10000,"notifyUrl":"https://pos.contoh.id/webhooks/ipaymu","referenceId":"GERAI-0001","paymentMethod":"qris","paymentChannel":"mpm"}';
const F =
  'trx_id=4719&sid=SID-0001&reference_id=GERAI-0001&status=berhasil&status_code=1&sub_total=10000&total=10000&amount=10000&fee=70&paid_off=9930&created_at=2026-01-15+10%3A00%3A00&paid_at=2026-01-15+10%3A02%3A00&expired_at=2026-01-15+10%3A05%3A00&settlement_status=unsettle&transaction_status_code=6&is_escrow=0&via=qris&channel=mpm&buyer_name=Budi&url=https%3A%2F%2Fpos.contoh.id%2Fwebhooks%2Fipaymu&additional_info=%5B%5D';

let bed: Bed;
beforeAll(async () => {
  bed = await testBed('ipaymu');
});
afterAll(() => bed.close());
const signed = (path: string, value: unknown, key = KEY) => {
  const body = JSON.stringify(value);
  return bed.call('POST', path, body, {
    va: VA,
    signature: callSignature('POST', VA, body, key),
    timestamp: '20260115100000',
  });
};

describe('ipaymu', () => {
  it('signs as the published vectors say', () => {
    expect(callSignature('POST', VA, B1, KEY)).toBe(
      'ccabd67d00ccb2c615114d5d66508c39a6c9b59136dc8dda2367ecc773bb26a7',
    );
    expect(callSignature('POST', VA, `{"account":"${VA}"}`, KEY)).toBe(
      'af59ac14a6a835f39294c837b1b828ab0e8bcc0b943173fc6dd3b7150a3f8aa6',
    );
    const form = Object.fromEntries(new URLSearchParams(F));
    expect(callbackSignature(form, VA, 'A')).toBe(
      '04121a921ee4adde8eadafc3c5b2bcd621b03e7de07c57f1397ae04e9468e732',
    );
    expect(callbackSignature(form, VA, 'B')).toBe(
      'a2fe12db26c41466e92ed0fbccd2aa840ed8bde86d89a847acc24dc0bfd02598',
    );
  });

  it('plays a QRIS payment with its five minutes, its callback and its late payment', async () => {
    expect(await signed('/balance', { account: VA })).toMatchObject({
      status: 200,
      body: { Data: { MerchantBalance: '1500000' } },
    });
    expect(await signed('/balance', { account: VA }, 'salah')).toMatchObject({
      status: 401,
      body: { Status: 401 },
    });
    const request = { ...JSON.parse(B1), notifyUrl: `${bed.shop.url}/kabar` };
    expect((await signed('/payment/direct', { ...request, name: '' })).body).toMatchObject({
      Error: { name: ['name wajib diisi.'] },
    });
    const made = await signed('/api/v2/payment/direct', request);
    const data = made.body.Data as { TransactionId: number; QrString: string };
    expect(data.QrString).toMatch(/^000201.*6304[0-9A-F]{4}$/);
    const id = String(data.TransactionId);

    bed.sandbox.control.advance(5 * 60_000);
    expect((await bed.webhook()).body).toContain('status=expired&status_code=-2');
    bed.sandbox.control.act('ipaymu', id, 'pay_late');
    const { body, headers, path } = await bed.webhook();
    expect(path).toBe('/kabar');
    const form = Object.fromEntries(new URLSearchParams(body));
    expect(form).toMatchObject({
      status: 'berhasil',
      status_code: '1',
      transaction_status_code: '6',
      amount: '10000',
      fee: '70',
    });
    expect(headers['x-signature']).toBe(callbackSignature(form, VA, 'A'));
    expect((await signed('/transaction', { transactionId: id })).body.Data).toMatchObject({
      Status: 6,
      PaidStatus: 'paid',
      Amount: 10_000,
    });
    expect((await signed('/history', { referenceId: 'GERAI-0001' })).body.Data).toMatchObject({
      Transaction: [{ Status: 6 }],
    });
  });

  it('shows its hosted page to a buyer', async () => {
    const made = await signed('/payment', {
      product: ['Kopi'],
      qty: ['2'],
      price: ['12500'],
      notifyUrl: `${bed.shop.url}/kabar`,
      referenceId: 'GERAI-0002',
    });
    const { Url } = made.body.Data as { Url: string };
    expect(await (await fetch(Url)).text()).toContain('Rp 25.000');
    await fetch(Url, { method: 'POST', body: new URLSearchParams({ do: 'pay' }) });
    expect((await bed.webhook()).body).toContain('status=berhasil');
  });
});
