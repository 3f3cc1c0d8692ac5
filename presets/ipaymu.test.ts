import { afterAll, beforeAll, expect, test } from 'vitest';
import { testConnection } from '../server/hub/test-connection.ts';
import { arrive, openLab, openTarget } from './testing/preset-lab.ts';

const settings = {
  cfg: { va: '0000009900000001', email: 'budi@contoh.id', phone: '08123456789' },
  secrets: { apiKey: 'SANDBOX0000-GERAI-UJI-0001' },
};
const FORM =
  'trx_id=4719&sid=SID-0001&reference_id=GERAI-0001&status=berhasil&status_code=1&sub_total=10000&total=10000&amount=10000&fee=70&paid_off=9930&created_at=2026-01-15+10%3A00%3A00&paid_at=2026-01-15+10%3A02%3A00&expired_at=2026-01-15+10%3A05%3A00&settlement_status=unsettle&transaction_status_code=6&is_escrow=0&via=qris&channel=mpm&buyer_name=Budi&url=https%3A%2F%2Fpos.contoh.id%2Fwebhooks%2Fipaymu&additional_info=%5B%5D';
const form = (signature: string) => ({
  'content-type': 'application/x-www-form-urlencoded',
  'x-signature': signature,
});

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test('IP-1 a QRIS charge is signed over the hash of its body', async () => {
  const target = lab.targetOf('ipaymu-qris', {
    ...settings,
    webhookUrl: 'https://pos.contoh.id/webhooks/ipaymu',
  });
  const create = structuredClone(target.preset.operations['payment.create']);
  // The vector was made without the member that says who bears the fee.
  if (create) delete (create.request.body as Record<string, unknown>).feeDirection;
  const plain = {
    ...target,
    preset: {
      ...target.preset,
      operations: { ...target.preset.operations, ...(create ? { 'payment.create': create } : {}) },
    },
  };
  lab.answer({
    body: {
      Status: 200,
      Success: true,
      Data: {
        TransactionId: 12345,
        ReferenceId: 'GERAI-0001',
        Total: 10_000,
        Fee: 70,
        QrString: '0002',
        Expired: '2026-01-15 10:05:00',
      },
    },
  });
  const outcome = await lab.call(plain, 'payment.create', {
    reference: 'GERAI-0001',
    amount: 10_000,
    customer: { name: 'Budi' },
  });
  expect(lab.heard.at(-1)).toMatchObject({
    path: '/ipaymu/api/v2/payment/direct',
    headers: {
      va: '0000009900000001',
      timestamp: '20260115100000',
      signature: 'ccabd67d00ccb2c615114d5d66508c39a6c9b59136dc8dda2367ecc773bb26a7',
    },
  });
  expect(outcome).toMatchObject({
    ok: true,
    status: 'pending',
    output: { providerId: '12345', qrString: '0002', fee: 70 },
  });
});

test('IP-2 the balance is the probe', async () => {
  lab.answer({ body: { Status: 200, Data: { MerchantBalance: '1500000' } } });
  const options = lab.optionsAt('2026-01-15T10:00:00+07:00');
  expect(await testConnection(lab.targetOf('ipaymu-qris', settings), options)).toMatchObject({
    verdict: 'ok',
  });
  expect(lab.heard.at(-1)?.headers.signature).toBe(
    'af59ac14a6a835f39294c837b1b828ab0e8bcc0b943173fc6dd3b7150a3f8aa6',
  );
});

test.each([
  ['IP-3A', '04121a921ee4adde8eadafc3c5b2bcd621b03e7de07c57f1397ae04e9468e732'],
  ['IP-3B', 'a2fe12db26c41466e92ed0fbccd2aa840ed8bde86d89a847acc24dc0bfd02598'],
])('%s a form is believed in either spelling of its types', (_vector, signature) => {
  const target = openTarget('ipaymu-qris', settings);
  expect(arrive(target, FORM, form(signature))).toMatchObject({
    ok: true,
    status: 'succeeded',
    confirm: 'payment.status',
    read: { providerId: '4719', amount: 10_000, fee: 70, paidAt: '2026-01-15T03:02:00.000Z', held: false },
  });
  expect(arrive(target, FORM.replace('amount=10000', 'amount=20000'), form(signature)).ok).toBe(false);
});
