import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderText, renderVars } from '../server/hub/template.ts';
import { testConnection } from '../server/hub/test-connection.ts';
import { arrive, openLab, openTarget } from './testing/preset-lab.ts';

const settings = {
  cfg: { merchantId: '32999', merchantName: 'Gerai Uji' },
  secrets: { password: 'p@ssUji01' },
};
const FP3 = '6b2e8f1004b5d47891e72510b8b66763d78bb6a4';
const sale = {
  reference: 'GERAI-0001',
  attemptId: 'a',
  amount: 25_000,
  description: 'Kopi',
  providerId: '3299970200000001',
};

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
const sent = () => JSON.parse(lab.heard.at(-1)?.body ?? '{}');

test('FP-0 the list of channels is the probe', async () => {
  const options = lab.optionsAt('2026-01-15T10:00:00+07:00');
  lab.answer({ body: { response_code: '00', payment_channel: [] } });
  expect(await testConnection(lab.targetOf('faspay-debit', settings), options)).toMatchObject({
    verdict: 'ok',
  });
  expect(sent().signature).toBe('a28f42331ae4804e5dabaccd1488723aac96df7f');
  lab.answer({ body: { response_error: { response_code: '55', response_desc: 'Invalid user' } } });
  expect((await testConnection(lab.targetOf('faspay-debit', settings), options)).verdict).toBe('bad_key');
});

test('FP-1 a bill, its inquiry and its cancellation carry the same signature', async () => {
  const target = lab.targetOf('faspay-debit', settings);
  lab.answer(
    {
      body: {
        trx_id: '3299970200000001',
        bill_no: 'GERAI-0001',
        response_code: '00',
        redirect_url: 'https://debit.contoh/1',
      },
    },
    {
      body: {
        trx_id: '3299970200000001',
        bill_no: 'GERAI-0001',
        response_code: '00',
        payment_status_code: '2',
        payment_date: '2026-01-15 10:03:00',
      },
    },
    { body: { trx_id: '3299970200000001', response_code: '00', payment_status_code: '8' } },
  );
  expect(await lab.call(target, 'payment.create', sale)).toMatchObject({
    ok: true,
    output: { url: 'https://debit.contoh/1' },
  });
  const signature = '0eff86f6df8316a26c98011c14a140ff963d6ba5';
  expect(sent()).toMatchObject({
    signature,
    bill_total: '25000',
    bill_date: '2026-01-15 10:00:00',
    bill_expired: '2026-01-15 11:00:00',
  });
  expect(await lab.call(target, 'payment.status', sale)).toMatchObject({ ok: true, status: 'succeeded' });
  expect(sent().signature).toBe(signature);
  expect(await lab.call(target, 'payment.cancel', sale)).toMatchObject({ ok: true, status: 'cancelled' });
  expect(sent().signature).toBe(signature);
});

test('FP-2 the page to pay on signs the total too, with two decimals where an account wants them', async () => {
  lab.answer({ body: { response_code: '00', redirect_url: 'https://xpress.contoh/1' } });
  await lab.call(lab.targetOf('faspay-xpress', settings), 'payment.create', sale);
  expect(sent().signature).toBe('86266a8b2f0b781c399b203c5790941ae323ee74');
  lab.answer({ body: { response_code: '00', redirect_url: 'https://xpress.contoh/1' } });
  const old = { ...settings, cfg: { ...settings.cfg, amountDecimals: '2' } };
  await lab.call(lab.targetOf('faspay-xpress', old), 'payment.create', sale);
  expect(sent().bill_total).toBe('2500000');
});

test('FP-3 a notification in JSON and in XML, answered in kind', () => {
  const target = openTarget('faspay-debit', settings);
  const notice = {
    trx_id: '3299970200000001',
    merchant_id: '32999',
    bill_no: 'GERAI-0001',
    payment_date: '2026-01-15 10:03:00',
    payment_status_code: '2',
    bill_total: '25000',
    payment_total: '25000',
    signature: FP3,
  };
  const json = arrive(target, JSON.stringify(notice));
  expect(json).toMatchObject({
    ok: true,
    status: 'succeeded',
    confirm: 'payment.status',
    read: { amount: 25_000, paidAmount: 25_000 },
  });
  expect(JSON.parse(json.reply.body)).toMatchObject({ bill_no: 'GERAI-0001', response_code: '00' });
  const members = Object.entries(notice).map(([name, value]) => `<${name}>${value}</${name}>`);
  const xml = arrive(target, `<?xml version="1.0"?><faspay>${members.join('')}</faspay>`);
  expect(xml).toMatchObject({ ok: true, status: 'succeeded', read: { amount: 25_000 } });
  expect(xml.reply.body).toContain('<response_code>00</response_code>');
  expect(arrive(target, JSON.stringify({ ...notice, payment_status_code: '3' })).ok).toBe(false);
});

test('the signature of old card accounts can be said in templates', () => {
  const scope = renderVars({ plain: '##TEST01##059B8125F##20061123_003##100.00##50126##' }, {});
  expect(renderText('{{vars.plain|upper|sha1|hex|upper}}', scope)).toBe(
    '537BDA3DBD1D7F5D763F9880E18AFC1C83BC9353',
  );
});
