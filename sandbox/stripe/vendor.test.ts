import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bed, type Received, testBed } from '../core/testing.ts';
import { signatureHeader } from './desk.ts';

const SECRET = 'whsec_gerai_uji_0001';

let bed: Bed;
let stripe: Stripe;
const client = (key: string) =>
  new Stripe(key, {
    host: '127.0.0.1',
    port: Number(new URL(bed.sandbox.url).port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    // The sandbox keeps each vendor below a path of its own; the library only knows hosts.
    httpClient: below('/stripe'),
  });

beforeAll(async () => {
  bed = await testBed('stripe');
  stripe = client('sk_test_GeraiUji0001');
});
afterAll(() => bed.close());
beforeEach(async () => {
  bed.sandbox.control.reset();
  await bed.webhooks();
});
const act = (id: string, action: 'pay' | 'decline' | 'expire' | 'chargeback') =>
  bed.sandbox.control.act('stripe', id, action);
const verified = ({ body, headers }: Received) =>
  stripe.webhooks.constructEvent(body, headers['stripe-signature'] ?? '', SECRET);
const intentOf = (
  extra: Partial<Stripe.PaymentIntentCreateParams> = {},
  options: Stripe.RequestOptions = {},
) =>
  stripe.paymentIntents.create(
    {
      amount: 1_000_000,
      currency: 'idr',
      metadata: { order: 'GERAI-0001' },
      ...extra,
    },
    options,
  );

describe('stripe', () => {
  it('signs as the published vectors say', () => {
    const p1 =
      '{"id":"evt_gerai_0001","object":"event","type":"payment_intent.succeeded","data":{"object":{"id":"pi_gerai_0001","object":"payment_intent","amount":1000000,"currency":"idr","status":"succeeded"}}}';
    expect(signatureHeader(p1, 1_767_225_600, SECRET)).toBe(
      't=1767225600,v1=2542eda00bcf8ccc3196d60dbdb6a7dbb4ddfba7542c497cebd4d5992d335277',
    );
  });

  it('plays payment intents for the official library; it accepts what the sandbox signs', async () => {
    const intent = await intentOf();
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      amount: 1_000_000,
      metadata: { order: 'GERAI-0001' },
    });
    act(intent.id, 'decline');
    expect(verified(await bed.webhook()).type).toBe('payment_intent.payment_failed');
    act(intent.id, 'pay');
    const event = verified(await bed.webhook());
    expect(event).toMatchObject({
      type: 'payment_intent.succeeded',
      data: { object: { amount_received: 1_000_000 } },
    });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'succeeded',
      last_payment_error: null,
    });

    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 400_000 });
    expect(refund).toMatchObject({ status: 'succeeded', amount: 400_000 });
    await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 600_001 })).rejects.toThrow(
      /greater than unrefunded/,
    );
    await stripe.refunds.create({ payment_intent: intent.id });
    expect((await bed.webhooks()).map((webhook) => verified(webhook).type).sort()).toEqual([
      'charge.refunded',
      'charge.refunded',
      'refund.updated',
      'refund.updated',
    ]);
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    expect((await stripe.events.list({ limit: 3 })).data).toHaveLength(3);
  });

  it('confirms, declines, asks the bank, holds and captures', async () => {
    expect(await intentOf({ confirm: true, payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'succeeded',
    });
    await expect(intentOf({ confirm: true, payment_method: 'pm_card_chargeDeclined' })).rejects.toMatchObject(
      {
        type: 'StripeCardError',
        code: 'card_declined',
        decline_code: 'generic_decline',
      },
    );
    const bank = await intentOf({
      confirm: true,
      payment_method: 'pm_card_threeDSecure2Required',
      return_url: 'https://pos.contoh.id/kembali',
    });
    expect(bank.next_action?.redirect_to_url?.url).toContain('/stripe/pay/');
    const held = await intentOf({ confirm: true, payment_method: 'pm_card_visa', capture_method: 'manual' });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1_000_000 });
    expect(await stripe.paymentIntents.capture(held.id)).toMatchObject({ status: 'succeeded' });
    await expect(stripe.paymentIntents.cancel(held.id)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
  });

  it('repeats the first answer to an idempotency key and refuses other parameters', async () => {
    const first = await intentOf({}, { idempotencyKey: 'sale-1' });
    const again = await intentOf({}, { idempotencyKey: 'sale-1' });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    await expect(intentOf({ amount: 2_000_000 }, { idempotencyKey: 'sale-1' })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    });
  });

  it('tells keys, missing things and limits apart as the library expects', async () => {
    expect((await stripe.balance.retrieve()).object).toBe('balance');
    await expect(client('sk_test_oranglain').balance.retrieve()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
    });
    await expect(stripe.paymentIntents.retrieve('pi_tidakada')).rejects.toMatchObject({
      code: 'resource_missing',
    });
    bed.sandbox.control.set('stripe', { api: 'rate_limited', apiTimes: 1 });
    await expect(stripe.balance.retrieve()).rejects.toMatchObject({ type: 'StripeRateLimitError' });
    bed.sandbox.control.set('stripe', { api: 'error_500_after_commit', apiTimes: 1 });
    await expect(intentOf({}, { idempotencyKey: 'sale-2' })).rejects.toMatchObject({
      type: 'StripeAPIError',
    });
    expect(
      (await intentOf({}, { idempotencyKey: 'sale-2' })).lastResponse.headers['idempotent-replayed'],
    ).toBe('true');
  });

  it('plays Checkout with its page, its expiry and a dispute', async () => {
    const create = () =>
      stripe.checkout.sessions.create({
        mode: 'payment',
        client_reference_id: 'GERAI-0002',
        success_url: 'https://pos.contoh.id/ok?s={CHECKOUT_SESSION_ID}',
        cancel_url: 'https://pos.contoh.id/batal',
        line_items: [
          {
            quantity: 2,
            price_data: { currency: 'idr', unit_amount: 500_000, product_data: { name: 'Kopi' } },
          },
        ],
      });
    const session = await create();
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 1_000_000,
      payment_intent: null,
    });
    const page = await fetch(session.url ?? '', { method: 'POST', body: new URLSearchParams({ do: 'pay' }) });
    expect(await page.text()).toContain(`https://pos.contoh.id/ok?s=${session.id}`);
    const events = (await bed.webhooks()).map(verified);
    expect(events.map(({ type }) => type).sort()).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
    ]);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
    });
    act(session.id, 'chargeback');
    expect(verified(await bed.webhook()).type).toBe('charge.dispute.created');
    expect(await stripe.checkout.sessions.expire((await create()).id)).toMatchObject({ status: 'expired' });
    await create();
    bed.sandbox.control.advance(86_400_000);
    expect((await bed.webhooks()).map((webhook) => verified(webhook).type)).toEqual([
      'checkout.session.expired',
      'checkout.session.expired',
    ]);
  });

  it('sends what the library refuses when told: unsigned, tampered', async () => {
    const { control } = bed.sandbox;
    for (const webhooks of ['unsigned', 'tampered'] as const) {
      control.set('stripe', { webhooks, webhookTimes: 1 });
      act((await intentOf()).id, 'pay');
      const webhook = await bed.webhook();
      expect(() => verified(webhook)).toThrow();
    }
    control.set('stripe', { webhooks: 'wrong_amount', webhookTimes: 1 });
    act((await intentOf()).id, 'pay');
    expect(verified(await bed.webhook())).toMatchObject({ data: { object: { amount: 1_100_000 } } });
  });

  it('invoices a subscription when its day comes', async () => {
    const made = await stripe.subscriptions.create({
      customer: 'cus_1',
      items: [
        {
          price_data: {
            currency: 'idr',
            unit_amount: 5_000_000,
            product: 'prod_1',
            recurring: { interval: 'month' },
          },
        },
      ],
    });
    act(made.id, 'decline');
    expect((await bed.webhooks()).map((webhook) => verified(webhook).type).sort()).toEqual([
      'customer.subscription.updated',
      'invoice.payment_failed',
    ]);
    expect(await stripe.subscriptions.cancel(made.id)).toMatchObject({ status: 'canceled' });
  });
});

/** The library's own Node client with a prefix before each path. */
function below(prefix: string) {
  const inner = Stripe.createNodeHttpClient();
  const { makeRequest } = inner;
  inner.makeRequest = (host, port, path, ...rest) =>
    makeRequest.call(inner, host, port, prefix + path, ...rest);
  return inner;
}
