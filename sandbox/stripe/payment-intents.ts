import { buyerHandlers } from '../core/buyer-page.ts';
import { at, isObject, type Json, json, type Reply, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { randomId } from '../core/text.ts';
import { type Desk, lacking, list, minorUnits, noSuch, problem } from './desk.ts';

type Status =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export interface Intent {
  id: string;
  amount: number;
  received: number;
  currency: string;
  status: Status;
  manual: boolean;
  paymentMethod: string | null;
  error: Json | null;
  cancellationReason: string | null;
  metadata: Json;
  returnUrl: string;
  createdAt: number;
  charge: Charge | null;
}

export interface Charge {
  id: string;
  amount: number;
  captured: boolean;
  refunded: number;
  disputed: boolean;
  createdAt: number;
}

const DECLINED: Record<string, string> = {
  pm_card_chargeDeclined: 'generic_decline',
  pm_card_visa_chargeDeclined: 'generic_decline',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_chargeDeclinedExpiredCard: 'expired_card',
};
const NEEDS_BANK = [
  'pm_card_authenticationRequired',
  'pm_card_threeDSecure2Required',
  'pm_card_threeDSecureRequired',
];
const OPEN: Status[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** Payment intents and the charges that come of them. */
export class Intents {
  readonly #desk: Desk;
  readonly #all = new Map<string, Intent>();

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#routes();
  }

  clear(): void {
    this.#all.clear();
  }

  get(id: string): Intent | null {
    return this.#all.get(id) ?? null;
  }

  byCharge(id: string): Intent | null {
    return [...this.#all.values()].find((intent) => intent.charge?.id === id) ?? null;
  }

  open(amount: number, currency: string, body: Json): Intent {
    const intent: Intent = {
      id: `pi_${randomId(24)}`,
      amount,
      received: 0,
      currency,
      status: 'requires_payment_method',
      manual: textAt(body, 'capture_method') === 'manual',
      paymentMethod: null,
      error: null,
      cancellationReason: null,
      metadata: isObject(body.metadata) ? body.metadata : {},
      returnUrl: textAt(body, 'return_url'),
      createdAt: this.#desk.now(),
      charge: null,
    };
    this.#all.set(intent.id, intent);
    return intent;
  }

  /** The buyer's bank says yes. */
  succeed(intent: Intent): void {
    intent.error = null;
    intent.charge = {
      id: `ch_${randomId(24)}`,
      amount: intent.amount,
      captured: !intent.manual,
      refunded: 0,
      disputed: false,
      createdAt: this.#desk.now(),
    };
    if (intent.manual) {
      intent.status = 'requires_capture';
      this.#emit('payment_intent.amount_capturable_updated', intent);
      return;
    }
    this.#settle(intent, intent.amount);
  }

  /** The buyer's bank says no: the intent can still be paid. */
  fail(intent: Intent, declineCode = 'generic_decline'): void {
    intent.status = 'requires_payment_method';
    intent.error = {
      type: 'card_error',
      code: declineCode === 'expired_card' ? 'expired_card' : 'card_declined',
      decline_code: declineCode,
      message: 'Your card was declined.',
    };
    this.#emit('payment_intent.payment_failed', intent);
  }

  shown(intent: Intent): Json {
    return {
      id: intent.id,
      object: 'payment_intent',
      amount: intent.amount,
      amount_capturable: intent.status === 'requires_capture' ? intent.amount : 0,
      amount_received: intent.received,
      currency: intent.currency,
      status: intent.status,
      client_secret: `${intent.id}_secret_${intent.id.slice(-10)}`,
      latest_charge: intent.charge?.id ?? null,
      payment_method: intent.paymentMethod,
      payment_method_types: ['card'],
      capture_method: intent.manual ? 'manual' : 'automatic',
      cancellation_reason: intent.cancellationReason,
      last_payment_error: intent.error,
      next_action:
        intent.status === 'requires_action'
          ? {
              type: 'redirect_to_url',
              redirect_to_url: {
                url: `${this.#desk.root()}/pay/${intent.id}`,
                return_url: intent.returnUrl || null,
              },
            }
          : null,
      metadata: intent.metadata,
      created: this.#desk.seconds(intent.createdAt),
      livemode: false,
    };
  }

  shownCharge(intent: Intent, charge: Charge): Json {
    return {
      id: charge.id,
      object: 'charge',
      amount: charge.amount,
      amount_captured: charge.captured ? intent.received : 0,
      amount_refunded: charge.refunded,
      captured: charge.captured,
      currency: intent.currency,
      disputed: charge.disputed,
      paid: true,
      payment_intent: intent.id,
      refunded: charge.refunded === charge.amount,
      status: 'succeeded',
      metadata: intent.metadata,
      created: this.#desk.seconds(charge.createdAt),
      livemode: false,
    };
  }

  #settle(intent: Intent, amount: number): void {
    intent.status = 'succeeded';
    intent.received = amount;
    if (intent.charge) Object.assign(intent.charge, { captured: true, amount });
    this.#emit('payment_intent.succeeded', intent);
  }

  #emit(type: string, intent: Intent): void {
    this.#desk.emit(type, intent.id, this.shown(intent));
  }

  #confirm(intent: Intent, method: string): Reply {
    if (!OPEN.includes(intent.status)) return unexpected(intent, 'confirm');
    if (!method.startsWith('pm_'))
      return problem(400, 'invalid_request_error', `No such PaymentMethod: '${method}'`, {
        code: 'resource_missing',
        param: 'payment_method',
      });
    intent.paymentMethod = method;
    const decline = DECLINED[method];
    if (decline) {
      this.fail(intent, decline);
      return problem(402, 'card_error', 'Your card was declined.', {
        code: intent.error?.code,
        decline_code: decline,
        payment_intent: this.shown(intent),
      });
    }
    if (NEEDS_BANK.includes(method)) intent.status = 'requires_action';
    else this.succeed(intent);
    return json(200, this.shown(intent));
  }

  #routes(): void {
    const desk = this.#desk;
    const on =
      (handler: (intent: Intent, body: Json) => Reply) =>
      (body: Json, call: { params: Record<string, string> }) => {
        const intent = this.#all.get(call.params.id ?? '');
        return intent ? handler(intent, body) : noSuch('payment_intent', call.params.id);
      };
    desk
      .on('POST', '/v1/payment_intents', (body) => {
        const amount = minorUnits(body.amount);
        if (body.amount === undefined) return lacking('amount');
        if (amount === null)
          return problem(400, 'invalid_request_error', 'Invalid integer: amount', {
            param: 'amount',
            code: 'parameter_invalid_integer',
          });
        if (!/^[a-z]{3}$/i.test(textAt(body, 'currency'))) return lacking('currency');
        const intent = this.open(amount, textAt(body, 'currency').toLowerCase(), body);
        desk.bench.book.add(this.#payable(intent));
        const method = textAt(body, 'payment_method');
        if (textAt(body, 'confirm') === 'true') return this.#confirm(intent, method);
        if (method) Object.assign(intent, { paymentMethod: method, status: 'requires_confirmation' });
        return json(200, this.shown(intent));
      })
      .on('GET', '/v1/payment_intents', (_, call) => {
        const all = [...this.#all.values()].reverse().slice(0, Number(call.query.get('limit')) || 10);
        return json(
          200,
          list(
            '/v1/payment_intents',
            all.map((intent) => this.shown(intent)),
          ),
        );
      })
      .on(
        'GET',
        '/v1/payment_intents/:id',
        on((intent) => json(200, this.shown(intent))),
      )
      .on(
        'POST',
        '/v1/payment_intents/:id/confirm',
        on((intent, body) =>
          this.#confirm(intent, textAt(body, 'payment_method') || (intent.paymentMethod ?? '')),
        ),
      )
      .on(
        'POST',
        '/v1/payment_intents/:id/capture',
        on((intent, body) => {
          if (intent.status !== 'requires_capture') return unexpected(intent, 'capture');
          const amount =
            body.amount_to_capture === undefined ? intent.amount : minorUnits(body.amount_to_capture);
          if (amount === null || amount > intent.amount)
            return problem(
              400,
              'invalid_request_error',
              'The amount to capture is above the authorized amount.',
              { code: 'amount_too_large', param: 'amount_to_capture' },
            );
          this.#settle(intent, amount);
          return json(200, this.shown(intent));
        }),
      )
      .on(
        'POST',
        '/v1/payment_intents/:id/cancel',
        on((intent, body) => {
          if (intent.status === 'succeeded' || intent.status === 'canceled')
            return unexpected(intent, 'cancel');
          intent.status = 'canceled';
          intent.cancellationReason = textAt(body, 'cancellation_reason') || null;
          this.#emit('payment_intent.canceled', intent);
          return json(200, this.shown(intent));
        }),
      )
      .on('GET', '/v1/charges/:id', (_, call) => {
        const intent = this.byCharge(call.params.id ?? '');
        return intent?.charge
          ? json(200, this.shownCharge(intent, intent.charge))
          : noSuch('charge', call.params.id);
      });
    const buyer = buyerHandlers((call) => {
      const intent = this.#all.get(call.params.id ?? '');
      return (
        intent && {
          vendorTitle: 'Stripe',
          payable: this.#payable(intent),
          back: { paid: intent.returnUrl, failed: intent.returnUrl },
        }
      );
    });
    desk.pages.on('GET', '/pay/:id', buyer.show).on('POST', '/pay/:id', buyer.act);
  }

  #payable(intent: Intent): Payable {
    return {
      vendor: 'stripe',
      id: intent.id,
      order: textAt(intent.metadata, 'order') || intent.id,
      method: 'card',
      amount: Math.round(intent.amount / 100),
      get state() {
        const { charge, status } = intent;
        if (charge && charge.refunded === charge.amount) return 'refunded';
        return status === 'succeeded' ? 'paid' : status === 'canceled' ? 'cancelled' : 'open';
      },
      get label() {
        return intent.error ? `${intent.status} (${at(intent.error, 'code')})` : intent.status;
      },
      codes: [],
      pageUrl: `${this.#desk.root()}/pay/${intent.id}`,
      createdAt: intent.createdAt,
      expiresAt: null,
      get refunded() {
        return Math.round((intent.charge?.refunded ?? 0) / 100);
      },
      actions: (): Action[] => {
        if (OPEN.includes(intent.status)) return ['pay', 'decline', 'pay_twice'];
        return intent.status === 'succeeded' && !intent.charge?.disputed ? ['chargeback'] : [];
      },
      act: (action): ActResult => {
        if (action === 'decline') this.fail(intent);
        else if (action === 'chargeback') this.dispute(intent);
        else this.succeed(intent);
        return action === 'pay_twice'
          ? { ok: true, note: 'Pembayaran kedua ditolak. · Second payment refused.' }
          : { ok: true };
      },
    };
  }

  dispute(intent: Intent): void {
    if (!intent.charge) return;
    intent.charge.disputed = true;
    this.#desk.emit('charge.dispute.created', intent.id, {
      id: `dp_${randomId(24)}`,
      object: 'dispute',
      amount: intent.charge.amount,
      charge: intent.charge.id,
      currency: intent.currency,
      payment_intent: intent.id,
      reason: 'fraudulent',
      status: 'needs_response',
      created: this.#desk.seconds(),
      livemode: false,
    });
  }
}

function unexpected(intent: Intent, verb: string): Reply {
  return problem(
    400,
    'invalid_request_error',
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    {
      code: 'payment_intent_unexpected_state',
    },
  );
}
