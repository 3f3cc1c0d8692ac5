import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive, openLab, openTarget } from './testing/preset-lab.ts';

const secrets = { secretKey: 'sk_test_gerai_uji_0001', webhookSecret: 'whsec_gerai_uji_0001' };
const P1 =
  '{"id":"evt_gerai_0001","object":"event","type":"payment_intent.succeeded","data":{"object":{"id":"pi_gerai_0001","object":"payment_intent","amount":1000000,"currency":"idr","status":"succeeded"}}}';
const P2 =
  '{"id":"evt_gerai_0002","object":"event","type":"charge.refunded","data":{"object":{"id":"ch_gerai_0002","object":"charge","amount":2500000,"amount_refunded":500000,"currency":"idr"}}}';
const V1 = '2542eda00bcf8ccc3196d60dbdb6a7dbb4ddfba7542c497cebd4d5992d335277';
const V2 = '6b51e32e9b5ee7e48cc4227b3cbfd5715d094858042260bd0f2f2b5968872a15';
const target = openTarget('stripe-payment-intent', { secrets });
const at = (epoch: number) => ({ now: new Date(epoch * 1000).toISOString() });
const signed = (header: string) => ({ 'stripe-signature': header });

test('ST-1 a payment is believed and its amount has two decimals', () => {
  expect(arrive(target, P1, signed(`t=1767225600,v1=${V1}`), at(1767225600))).toMatchObject({
    ok: true,
    eventKey: 'evt_gerai_0001',
    status: 'succeeded',
    read: { providerId: 'pi_gerai_0001', amount: 10_000 },
  });
});

test('ST-2 a partial refund stays a payment', () => {
  expect(arrive(target, P2, signed(`t=1767229200,v1=${V2}`), at(1767229200))).toMatchObject({
    ok: true,
    status: 'succeeded',
    read: { amount: 25_000, refundedAmount: 5_000 },
  });
});

test('any of several signatures counts, v0 does not, and 300 seconds are the limit', () => {
  const header = `t=1767225600,v1=${'0'.repeat(64)},v1=${V1}`;
  expect(arrive(target, P1, signed(header), at(1767225600 + 300)).ok).toBe(true);
  expect(arrive(target, P1, signed(header), at(1767225600 + 301))).toMatchObject({ reason: 'too_old' });
  expect(arrive(target, P1, signed(`t=1767225600,v0=${V1}`), at(1767225600)).ok).toBe(false);
  expect(arrive(target, `${P1} `, signed(`t=1767225600,v1=${V1}`), at(1767225600)).ok).toBe(false);
  const rotated = { ...secrets, webhookSecret: 'whsec_new', webhookSecretOld: 'whsec_gerai_uji_0001' };
  const rotating = openTarget('stripe-payment-intent', { secrets: rotated });
  expect(arrive(rotating, P1, signed(`t=1767225600,v1=${V1}`), at(1767225600)).ok).toBe(true);
});

test('a Checkout session is asked for as a form, in cents, once', async () => {
  const lab = await openLab();
  try {
    lab.answer(
      { status: 500, body: { error: { type: 'api_error' } } },
      {
        body: {
          id: 'cs_test_1',
          object: 'checkout.session',
          url: 'https://checkout.stripe.com/c/1',
          status: 'open',
          payment_status: 'unpaid',
          amount_total: 2_500_000,
          currency: 'idr',
          payment_intent: null,
          client_reference_id: 'GERAI-0001',
          expires_at: 1767312000,
        },
      },
    );
    const outcome = await lab.call(lab.targetOf('stripe-checkout', { secrets }), 'payment.create', {
      reference: 'GERAI-0001',
      attemptId: 'attempt-1',
      amount: 25_000,
      description: 'Kopi & roti',
      successUrl: 'https://pos.contoh.id/ok',
    });
    expect(outcome).toMatchObject({
      ok: true,
      status: 'pending',
      output: { providerId: 'cs_test_1', url: 'https://checkout.stripe.com/c/1', amount: 25_000 },
    });
    // The same key both times: the vendor carries it out once.
    expect(lab.heard.map(({ headers }) => headers['idempotency-key'])).toEqual(['attempt-1', 'attempt-1']);
    const form = new URLSearchParams(lab.heard[1]?.body);
    expect(form.get('line_items[0][price_data][unit_amount]')).toBe('2500000');
    expect(form.get('line_items[0][price_data][product_data][name]')).toBe('Kopi & roti');
    expect(form.get('payment_intent_data[metadata][order]')).toBe('GERAI-0001');
  } finally {
    await lab.close();
  }
});

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test('events are listed to their end', async () => {
  lab.answer(
    { body: { object: 'list', has_more: true, data: [{ id: 'evt_1', type: 'a', created: 1767225600 }] } },
    { body: { object: 'list', has_more: false, data: [{ id: 'evt_2', type: 'b', created: 1767225601 }] } },
  );
  const outcome = await lab.call(lab.targetOf('stripe-checkout', { secrets }), 'event.list', {});
  expect(outcome).toMatchObject({
    ok: true,
    output: { items: [{ providerId: 'evt_1' }, { providerId: 'evt_2' }] },
  });
  expect(lab.heard.at(-1)?.path).toBe('/stripe/v1/events?limit=100&starting_after=evt_1');
});
