import { buyerHandlers } from '../core/buyer-page.ts';
import { at, isObject, type Json, json, type Reply, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { randomId } from '../core/text.ts';
import { type Desk, lacking, minorUnits, noSuch, problem } from './desk.ts';
import type { Intent, Intents } from './payment-intents.ts';

interface Session {
  id: string;
  fields: Json;
  amount: number;
  currency: string;
  status: 'open' | 'complete' | 'expired';
  intent: Intent | null;
  createdAt: number;
  expiresAt: number;
}

const DAY = 86_400_000;

/** Checkout sessions with the page that a buyer pays on. */
export function checkout(desk: Desk, intents: Intents): { clear: () => void } {
  const all = new Map<string, Session>();

  desk
    .on('POST', '/v1/checkout/sessions', (body): Reply => {
      const mode = textAt(body, 'mode');
      if (!['payment', 'subscription'].includes(mode)) return lacking('mode');
      const items = Array.isArray(body.line_items) ? body.line_items : [];
      if (items.length === 0) return lacking('line_items');
      if (!textAt(body, 'success_url') && textAt(body, 'ui_mode') !== 'embedded')
        return lacking('success_url');
      let amount = 0;
      for (const [i, item] of items.entries()) {
        const unit = minorUnits(at(item, 'price_data.unit_amount'));
        const quantity = minorUnits(at(item, 'quantity') ?? '1');
        if (unit === null || quantity === null)
          return problem(400, 'invalid_request_error', 'Invalid integer', {
            param: `line_items[${i}][price_data][unit_amount]`,
          });
        amount += unit * quantity;
      }
      const asked = Number(body.expires_at) * 1000;
      const now = desk.now();
      if (body.expires_at !== undefined && !(asked >= now + 30 * 60_000 - 1_000 && asked <= now + DAY))
        return problem(
          400,
          'invalid_request_error',
          'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
          { param: 'expires_at' },
        );
      const session: Session = {
        id: `cs_test_${randomId(58)}`,
        fields: body,
        amount,
        currency: textAt(items[0], 'price_data.currency').toLowerCase() || 'idr',
        status: 'open',
        intent: null,
        createdAt: now,
        expiresAt: body.expires_at === undefined ? now + DAY : asked,
      };
      all.set(session.id, session);
      desk.bench.book.add(payable(session));
      desk.bench.clock.at(session.expiresAt, () => {
        if (session.status === 'open') expire(session);
      });
      return json(200, shown(session));
    })
    .on('GET', '/v1/checkout/sessions/:id', (_, call) => {
      const session = all.get(call.params.id ?? '');
      return session ? json(200, shown(session)) : noSuch('checkout.session', call.params.id);
    })
    .on('POST', '/v1/checkout/sessions/:id/expire', (_, call) => {
      const session = all.get(call.params.id ?? '');
      if (!session) return noSuch('checkout.session', call.params.id);
      if (session.status !== 'open')
        return problem(
          400,
          'invalid_request_error',
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
        );
      expire(session);
      return json(200, shown(session));
    });

  const buyer = buyerHandlers((call) => {
    const session = all.get(call.params.id ?? '');
    if (!session) return null;
    const filled = (name: string) =>
      textAt(session.fields, name).replace('{CHECKOUT_SESSION_ID}', session.id);
    return {
      vendorTitle: 'Stripe Checkout',
      payable: payable(session),
      back: { paid: filled('success_url'), failed: filled('cancel_url') },
    };
  });
  desk.pages.on('GET', '/c/pay/:id', buyer.show).on('POST', '/c/pay/:id', buyer.act);

  function expire(session: Session): void {
    session.status = 'expired';
    desk.emit('checkout.session.expired', session.id, shown(session));
  }

  function intentOf(session: Session): Intent {
    const data = at(session.fields, 'payment_intent_data');
    session.intent ??= intents.open(session.amount, session.currency, isObject(data) ? data : {});
    return session.intent;
  }

  function shown(session: Session): Json {
    const { fields, status } = session;
    return {
      id: session.id,
      object: 'checkout.session',
      url: status === 'open' ? `${desk.root()}/c/pay/${session.id}` : null,
      mode: fields.mode,
      status,
      payment_status: status === 'complete' ? 'paid' : 'unpaid',
      amount_subtotal: session.amount,
      amount_total: session.amount,
      currency: session.currency,
      payment_intent: status === 'complete' ? (session.intent?.id ?? null) : null,
      client_reference_id: fields.client_reference_id ?? null,
      metadata: isObject(fields.metadata) ? fields.metadata : {},
      success_url: fields.success_url ?? null,
      cancel_url: fields.cancel_url ?? null,
      expires_at: desk.seconds(session.expiresAt),
      created: desk.seconds(session.createdAt),
      livemode: false,
    };
  }

  function payable(session: Session): Payable {
    return {
      vendor: 'stripe',
      id: session.id,
      order: textAt(session.fields, 'client_reference_id') || session.id,
      method: 'link',
      amount: Math.round(session.amount / 100),
      get state() {
        const charge = session.intent?.charge;
        if (charge && charge.refunded === charge.amount) return 'refunded';
        return ({ open: 'open', complete: 'paid', expired: 'expired' } as const)[session.status];
      },
      get label() {
        return session.status;
      },
      codes: [],
      pageUrl: `${desk.root()}/c/pay/${session.id}`,
      createdAt: session.createdAt,
      expiresAt: session.expiresAt,
      get refunded() {
        return Math.round((session.intent?.charge?.refunded ?? 0) / 100);
      },
      actions: (): Action[] => {
        if (session.status === 'open') return ['pay', 'decline', 'pay_twice', 'expire'];
        return session.status === 'complete' && !session.intent?.charge?.disputed ? ['chargeback'] : [];
      },
      act: (action): ActResult => {
        if (action === 'expire') expire(session);
        else if (action === 'decline') intents.fail(intentOf(session));
        else if (action === 'chargeback') intents.dispute(intentOf(session));
        else {
          intents.succeed(intentOf(session));
          session.status = 'complete';
          desk.emit('checkout.session.completed', session.id, shown(session));
        }
        return action === 'pay_twice'
          ? { ok: true, note: 'Pembayaran kedua ditolak. · Second payment refused.' }
          : { ok: true };
      },
    };
  }

  return { clear: () => all.clear() };
}
