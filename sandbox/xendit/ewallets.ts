import { randomUUID } from 'node:crypto';
import { buyerHandlers } from '../core/buyer-page.ts';
import { type Json, json, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { BUSINESS_ID, type Desk, isAmount, isText, missing, problem } from './desk.ts';

interface Charge {
  id: string;
  fields: Json;
  amount: number;
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED' | 'VOIDED' | 'REFUNDED';
  failure: string | null;
  refunded: number;
  createdAt: number;
  updatedAt: number;
  voidedAt: number | null;
}

const CHANNELS = ['ID_OVO', 'ID_DANA', 'ID_LINKAJA', 'ID_SHOPEEPAY', 'ID_ASTRAPAY'];
const LIFE_MS = 30 * 60_000;

/** E-wallet charges: a page to approve on, or a push to the phone where the wallet has no page. */
export function ewallets(desk: Desk): { clear: () => void } {
  const all = new Map<string, Charge>();
  const unknown = () => problem(404, 'DATA_NOT_FOUND', 'Charge was not found');

  desk
    .onCreate('POST', '/ewallets/charges', (body) => {
      const channel = textAt(body, 'channel_code');
      const wrong = missing(body, {
        reference_id: isText(body.reference_id),
        currency: body.currency === 'IDR',
        amount: isAmount(body.amount) && body.amount >= 100,
        checkout_method: body.checkout_method === 'ONE_TIME_PAYMENT',
        channel_code: CHANNELS.includes(channel),
        channel_properties:
          channel === 'ID_OVO'
            ? /^\+62\d{8,13}$/.test(textAt(body, 'channel_properties.mobile_number'))
            : isText(textAt(body, 'channel_properties.success_redirect_url')),
      });
      if (wrong) return wrong;
      const now = desk.now();
      const charge: Charge = {
        id: `ewc_${randomUUID()}`,
        fields: body,
        amount: Number(body.amount),
        status: 'PENDING',
        failure: null,
        refunded: 0,
        createdAt: now,
        updatedAt: now,
        voidedAt: null,
      };
      all.set(charge.id, charge);
      desk.bench.book.add(payable(charge));
      desk.bench.clock.at(now + LIFE_MS, () => {
        if (charge.status === 'PENDING') fail(charge, 'EXPIRED');
      });
      return json(202, shown(charge));
    })
    .on('GET', '/ewallets/charges/:id', (call) => {
      const charge = all.get(call.params.id ?? '');
      return charge ? json(200, shown(charge)) : unknown();
    })
    .on('POST', '/ewallets/charges/:id/void', (call) => {
      const charge = all.get(call.params.id ?? '');
      if (!charge) return unknown();
      if (charge.status !== 'SUCCEEDED' || charge.refunded > 0)
        return problem(400, 'INELIGIBLE_TRANSACTION', 'Only a succeeded charge can be voided');
      charge.voidedAt = desk.now();
      move(charge, 'VOIDED', 'ewallet.void');
      return json(200, shown(charge));
    })
    .on('POST', '/ewallets/charges/:id/refunds', (call) => {
      const charge = all.get(call.params.id ?? '');
      if (!charge) return unknown();
      const asked: unknown =
        call.raw.length > 0 ? (JSON.parse(call.raw.toString('utf8')) as Json).amount : undefined;
      const amount = asked === undefined ? charge.amount - charge.refunded : Number(asked);
      if (charge.status !== 'SUCCEEDED')
        return problem(400, 'INELIGIBLE_TRANSACTION', 'The charge cannot be refunded');
      if (!(amount > 0) || amount > charge.amount - charge.refunded)
        return problem(400, 'MAXIMUM_REFUND_AMOUNT_REACHED', 'The amount is above what is left to refund');
      charge.refunded += amount;
      move(charge, charge.refunded === charge.amount ? 'REFUNDED' : 'SUCCEEDED', 'ewallet.refund');
      return json(200, {
        id: `ewr_${randomUUID()}`,
        charge_id: charge.id,
        status: 'PENDING',
        currency: 'IDR',
        refund_amount: amount,
      });
    });

  const buyer = buyerHandlers((call) => {
    const charge = all.get(call.params.id ?? '');
    return (
      charge && {
        vendorTitle: textAt(charge.fields, 'channel_code').replace('ID_', ''),
        payable: payable(charge),
        back: {
          paid: textAt(charge.fields, 'channel_properties.success_redirect_url'),
          failed: textAt(charge.fields, 'channel_properties.failure_redirect_url'),
        },
      }
    );
  });
  desk.pages.on('GET', '/ewallet-page/:id', buyer.show).on('POST', '/ewallet-page/:id', buyer.act);

  function fail(charge: Charge, code: string): void {
    charge.failure = code;
    move(charge, 'FAILED', 'ewallet.capture');
  }

  function move(charge: Charge, status: Charge['status'], event: string): void {
    charge.status = status;
    charge.updatedAt = desk.now();
    desk.notify(event, charge.id, {
      event,
      business_id: BUSINESS_ID,
      created: desk.iso(),
      data: shown(charge),
    });
  }

  function shown(charge: Charge): Json {
    const { fields } = charge;
    const page =
      textAt(fields, 'channel_code') === 'ID_OVO' ? null : `${desk.root()}/ewallet-page/${charge.id}`;
    return {
      id: charge.id,
      business_id: BUSINESS_ID,
      reference_id: fields.reference_id,
      status: charge.status,
      currency: 'IDR',
      charge_amount: charge.amount,
      capture_amount: charge.amount,
      refunded_amount: charge.refunded || null,
      checkout_method: 'ONE_TIME_PAYMENT',
      channel_code: fields.channel_code,
      channel_properties: fields.channel_properties,
      actions: page && {
        desktop_web_checkout_url: page,
        mobile_web_checkout_url: page,
        mobile_deeplink_checkout_url: null,
        qr_checkout_string: null,
      },
      is_redirect_required: page !== null,
      callback_url: desk.bench.notificationUrl('xendit') ?? '',
      created: desk.iso(charge.createdAt),
      updated: desk.iso(charge.updatedAt),
      void_status: charge.voidedAt === null ? null : 'SUCCEEDED',
      voided_at: charge.voidedAt === null ? null : desk.iso(charge.voidedAt),
      capture_now: true,
      customer_id: null,
      payment_method_id: null,
      failure_code: charge.failure,
      basket: null,
      metadata: fields.metadata ?? null,
    };
  }

  function payable(charge: Charge): Payable {
    return {
      vendor: 'xendit',
      id: charge.id,
      order: textAt(charge.fields, 'reference_id'),
      method: 'ewallet',
      amount: charge.amount,
      get state() {
        if (charge.failure === 'EXPIRED') return 'expired';
        return (
          {
            PENDING: 'open',
            SUCCEEDED: 'paid',
            FAILED: 'failed',
            VOIDED: 'cancelled',
            REFUNDED: 'refunded',
          } as const
        )[charge.status];
      },
      get label() {
        return charge.status;
      },
      codes: [],
      pageUrl:
        textAt(charge.fields, 'channel_code') === 'ID_OVO'
          ? null
          : `${desk.root()}/ewallet-page/${charge.id}`,
      createdAt: charge.createdAt,
      expiresAt: charge.createdAt + LIFE_MS,
      get refunded() {
        return charge.refunded;
      },
      actions: (): Action[] => {
        if (charge.status === 'PENDING') return ['pay', 'decline', 'pay_late', 'pay_twice', 'expire'];
        return charge.failure === 'EXPIRED' ? ['pay_late'] : [];
      },
      act: (action): ActResult => {
        if (action === 'decline') fail(charge, 'USER_DECLINED_THE_TRANSACTION');
        else if (action === 'expire') fail(charge, 'EXPIRED');
        else {
          if (action === 'pay_late' && charge.status === 'PENDING') fail(charge, 'EXPIRED');
          charge.failure = null;
          move(charge, 'SUCCEEDED', 'ewallet.capture');
        }
        return { ok: true };
      },
    };
  }

  return { clear: () => all.clear() };
}
