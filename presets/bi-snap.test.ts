import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive, openLab, openTarget } from './testing/preset-lab.ts';
import { TEST_PRIVATE_KEY, TEST_PUBLIC_KEY } from './testing/snap-keys.ts';

const settings = {
  cfg: { clientId: 'GERAI-CLIENT-01', merchantId: 'GERAI01', providerPublicKey: TEST_PUBLIC_KEY },
  secrets: { privateKey: TEST_PRIVATE_KEY, clientSecret: 'secretGerai01' },
};
const B3 =
  '{"originalReferenceNo":"QR-ACQ-0001","originalPartnerReferenceNo":"GERAI-0001","latestTransactionStatus":"00","transactionStatusDesc":"success","amount":{"value":"25000.00","currency":"IDR"},"additionalInfo":{"issuer":"CONTOH"}}';
const SN1 =
  'suTpkBC0FrTms/kIr90ICbc3rtTraLWwzaWI3ZmdgD6QJSyUJxd03fj6io2MUAucygUKWpNHCBPum0cG0vqFS9Ngm8zSijMD2FTWdwc6oZToyjebWKQdb0h3S992JeLps1xzWzKIkN/TyqYeD7xFkied8+/UCkvlv3tORWuKtxs4/izC15p7eBTh4bJ7yF8bpXYwsc02yIJT8cat7DHVrSAeRSdBLCNIz+qNmb9Dm5uAzaA8rO7pUWpS1Ujp5XuUxum3F7ow7UmC5k+kzYVhudk2FfUMrC0kTd3Yr9cDZYTgzvVBLhJGyhdtQTyvcqO/QhZhIw3mq2re9tkNa6TTKg==';
const SN2 = '0E8GAs9o4KO8xAXx9wCc1jd437+UAtQPc6dEDm1nGxCNPHcMYo4A4K5a1tPInFTuHKmpAynLUIXcLLhv415Zgg==';
const SN3 =
  'c+Kn8Qu205lS9NmKQAY+c2PH0f2EBAYCx8LrYKLVvTv/XvA2iJp4SmyjHo2JWeWuU3n64U3wzBxlM0B7sCEB02eVTGEak5EXRK4gb9BauHcAVreiX0bONLThCmEKNz3VAz0bFhLX4yhS8rweoLE9VxLYL2Np7mwg5bkYlWSOgcY+cfVdOKNXbNY00vBjpq0dhUTgT7U3g4SCzRuFC8bdlK4pWY6joVkk4eZXwmDTG4AmC42FMQDgaz8/APueRUrld8HpMeZtwS70eXcuYFxUOuYDLMZP0oqLtZoLkFx7Of+FMTmiQowWCphl/JSqSucjK87yXt6ZABB2ubRdzH6tSQ==';
const SN4 = 'cmonv3mV94Bfd5DHy6fufZxcrjAtsVK2ffs0F7r4D7SCLT0C4ellHqWrAtlr1xwwW4AbCmYbT10ELFBv8hfJpg==';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const token = (value: string) => ({
  body: { responseCode: '2007300', accessToken: value, expiresIn: '900' },
});
const generated = {
  body: { responseCode: '2004700', referenceNo: 'QR-1', partnerReferenceNo: 'GERAI-0001', qrContent: '0002' },
};
const sale = { reference: 'GERAI-0001', attemptId: 'a', amount: 25_000 };

test('SN-1 the token is asked for with an RSA signature over client and time', async () => {
  lab.answer(token('tokGerai01'), generated);
  const outcome = await lab.call(lab.targetOf('bi-snap-qris', settings), 'payment.create', sale);
  expect(lab.heard.at(-2)).toMatchObject({
    path: '/snap/v1.0/access-token/b2b',
    headers: {
      'x-client-key': 'GERAI-CLIENT-01',
      'x-timestamp': '2026-01-15T10:00:00+07:00',
      'x-signature': SN1,
    },
    body: '{"grantType":"client_credentials"}',
  });
  expect(outcome).toMatchObject({
    ok: true,
    status: 'pending',
    output: { providerId: 'QR-1', qrString: '0002' },
  });
  const shown = JSON.stringify(outcome);
  for (const secret of ['tokGerai01', 'secretGerai01', SN1, TEST_PRIVATE_KEY.slice(0, 40)])
    expect(shown).not.toContain(secret);
});

test('SN-2 a call is signed over method, path, token, body and time', async () => {
  lab.answer(token('tokGerai01'), generated);
  const target = structuredClone(lab.targetOf('bi-snap-qris', settings));
  const create = target.preset.operations['payment.create'];
  (create?.request.body as Record<string, string>).validityPeriod = '2026-01-15T10:15:00+07:00';
  await lab.call(target, 'payment.create', sale, '2026-01-15T10:00:05+07:00');
  expect(lab.heard.at(-1)).toMatchObject({
    path: '/snap/v1.0/qr/qr-mpm-generate',
    headers: {
      authorization: 'Bearer tokGerai01',
      'x-timestamp': '2026-01-15T10:00:05+07:00',
      'x-signature': SN2,
    },
    body: '{"partnerReferenceNo":"GERAI-0001","amount":{"value":"25000.00","currency":"IDR"},"merchantId":"GERAI01","validityPeriod":"2026-01-15T10:15:00+07:00"}',
  });
  expect(lab.heard.at(-1)?.headers['x-external-id']).toMatch(/^\d{25}$/);
});

test('SN-3 a notification signed with RSA, also when white space was put into it', () => {
  const at = { path: '/v1.0/qr/qr-mpm-notify' };
  const headers = { 'x-timestamp': '2026-01-15T10:03:00+07:00', 'x-signature': SN3 };
  const target = openTarget('bi-snap-qris', settings);
  expect(arrive(target, B3, headers, at)).toMatchObject({
    ok: true,
    status: 'succeeded',
    read: { reference: 'GERAI-0001', providerId: 'QR-ACQ-0001', amount: 25_000, issuer: 'CONTOH' },
    reply: { status: 200, body: '{"responseCode":"2005200","responseMessage":"Successful"}' },
  });
  expect(arrive(target, B3.replaceAll(',"', ',\n  "'), headers, at).ok).toBe(true);
  expect(arrive(target, B3.replace('25000', '2500'), headers, at)).toMatchObject({
    ok: false,
    reply: { status: 401, body: expect.stringContaining('4015200') },
  });
  const keyless = openTarget('bi-snap-qris', {
    ...settings,
    cfg: { ...settings.cfg, providerPublicKey: '' },
  });
  expect(arrive(keyless, B3, headers, at).ok).toBe(false);
});

test('SN-4 a notification signed with the shared secret and our token', () => {
  const at = { path: '/v1.0/qr/qr-mpm-notify' };
  const headers = {
    authorization: 'Bearer inTok01',
    'x-timestamp': '2026-01-15T10:03:00+07:00',
    'x-signature': SN4,
  };
  expect(arrive(openTarget('bi-snap-qris-hmac', settings), B3, headers, at)).toMatchObject({
    ok: true,
    status: 'succeeded',
  });
  expect(
    arrive(openTarget('bi-snap-qris-hmac', settings), B3, { ...headers, authorization: 'Bearer x' }, at).ok,
  ).toBe(false);
});

test('a token that the vendor forgot is fetched once more, never in a loop', async () => {
  const target = lab.targetOf('bi-snap-qris', settings);
  const options = lab.optionsAt('2026-01-15T10:00:00+07:00');
  const { callOperation } = await import('../server/hub/call-operation.ts');
  const before = lab.heard.length;
  const forgotten = { status: 401, body: { responseCode: '4014701', responseMessage: 'Invalid Token' } };
  lab.answer(token('one'), generated, forgotten, token('two'), generated);
  expect((await callOperation(target, 'payment.create', sale, options)).ok).toBe(true);
  expect((await callOperation(target, 'payment.create', sale, options)).ok).toBe(true);
  expect(lab.heard.length - before).toBe(5);
  lab.answer(forgotten, token('three'), forgotten);
  expect(await callOperation(target, 'payment.create', sale, options)).toMatchObject({
    ok: false,
    code: 'token_refused',
  });
  expect(lab.heard.length - before).toBe(8);
});

test('callers at the same moment share one token exchange', async () => {
  const target = lab.targetOf('bi-snap-qris', settings);
  const options = lab.optionsAt('2026-01-15T10:00:00+07:00');
  const { callOperation } = await import('../server/hub/call-operation.ts');
  const before = lab.heard.length;
  lab.answer(token('one'), generated, generated, generated);
  await Promise.all([1, 2, 3].map(() => callOperation(target, 'payment.create', sale, options)));
  const exchanges = lab.heard.slice(before).filter(({ path }) => path.endsWith('/b2b'));
  expect(exchanges).toHaveLength(1);
});

test('a virtual account keeps the spaces in front of the company code', async () => {
  const cfg = { ...settings.cfg, partnerServiceId: '12345' };
  const target = lab.targetOf('bi-snap-va', { ...settings, cfg });
  lab.answer(token('one'), {
    body: {
      responseCode: '2002700',
      virtualAccountData: {
        virtualAccountNo: '   123451',
        trxId: 'GERAI-0001',
        totalAmount: { value: '25000.00', currency: 'IDR' },
      },
    },
  });
  expect(await lab.call(target, 'payment.create', { ...sale, customerNo: '1' })).toMatchObject({
    ok: true,
    output: { vaNumber: '   123451', amount: 25_000 },
  });
  expect(JSON.parse(lab.heard.at(-1)?.body ?? '')).toMatchObject({
    partnerServiceId: '   12345',
    customerNo: '1',
    virtualAccountNo: '   123451',
    totalAmount: { value: '25000.00', currency: 'IDR' },
  });
});
