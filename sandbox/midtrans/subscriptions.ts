import { randomUUID } from 'node:crypto';
import {
  at,
  type Handler,
  type Json,
  json,
  jsonBody,
  type Reply,
  type Router,
  textAt,
} from '../core/http.ts';
import type { Payable } from '../core/payable.ts';
import { readWib, wib } from '../core/text.ts';
import type { Bench } from '../core/vendor.ts';
import { openTransaction } from './charge.ts';
import type { Merchant } from './merchant.ts';

interface Subscription {
  id: string;
  fields: Json;
  status: 'active' | 'inactive';
  createdAt: number;
  nextAt: number;
  charges: number;
}

const UNITS: Record<string, number> = { day: 86_400_000, week: 7 * 86_400_000, month: 30 * 86_400_000 };

/** Subscriptions: made, read, changed, stopped; the control page plays the day of the next charge. */
export function subscriptionRoutes(
  api: Router,
  bench: Bench,
  merchant: Merchant,
  guard: (handler: Handler) => Handler,
): void {
  const all = new Map<string, Subscription>();
  const shown = (subscription: Subscription): Json => ({
    id: subscription.id,
    ...subscription.fields,
    created_at: wib(subscription.createdAt),
    status: subscription.status,
    schedule: {
      ...(subscription.fields.schedule as Json),
      current_interval: subscription.charges,
      next_execution_at: wib(subscription.nextAt),
    },
  });
  const refused = (http: number, message: string): Reply =>
    json(http, { status_message: message, ...(http === 400 && { validation_messages: [message] }) });
  const on = (handler: (subscription: Subscription, body: Json) => Reply): Handler =>
    guard((call) => {
      const subscription = all.get(call.params.id ?? '');
      return subscription
        ? handler(subscription, jsonBody(call) ?? {})
        : refused(404, "Subscription doesn't exist.");
    });
  const turn = (status: Subscription['status'], message: string) =>
    on((subscription) => {
      subscription.status = status;
      return json(200, { status_message: message });
    });

  api
    .on(
      'POST',
      '/v1/subscriptions',
      guard((call) => {
        const body = jsonBody(call) ?? {};
        const name = textAt(body, 'name');
        if (typeof body.amount !== 'string' || !/^\d+$/.test(body.amount))
          return refused(400, 'amount must be a string of digits');
        if (
          !name ||
          [...all.values()].some((other) => other.fields.name === name && other.status === 'active')
        )
          return refused(400, 'name must be unique');
        if (!textAt(body, 'token')) return refused(400, 'token is required');
        const now = bench.clock.now();
        const nextAt = readWib(textAt(body, 'schedule.start_time')) ?? now;
        const subscription: Subscription = {
          id: randomUUID(),
          fields: body,
          status: 'active',
          createdAt: now,
          nextAt,
          charges: 0,
        };
        all.set(subscription.id, subscription);
        bench.book.add(payable(bench, merchant, subscription));
        return json(200, shown(subscription));
      }),
    )
    .on(
      'GET',
      '/v1/subscriptions/:id',
      on((subscription) => json(200, shown(subscription))),
    )
    .on(
      'PATCH',
      '/v1/subscriptions/:id',
      on((subscription, body) => {
        Object.assign(subscription.fields, body);
        return json(200, { status_message: 'Subscription is updated.' });
      }),
    )
    .on('POST', '/v1/subscriptions/:id/disable', turn('inactive', 'Subscription is updated.'))
    .on('POST', '/v1/subscriptions/:id/enable', turn('active', 'Subscription is updated.'))
    .on('POST', '/v1/subscriptions/:id/cancel', turn('inactive', 'Subscription is updated.'));
}

function payable(bench: Bench, merchant: Merchant, subscription: Subscription): Payable {
  const { fields } = subscription;
  return {
    vendor: 'midtrans',
    id: subscription.id,
    order: textAt(fields, 'name'),
    method: 'card',
    amount: Number(fields.amount),
    get state() {
      return subscription.status === 'active' ? 'open' : 'cancelled';
    },
    get label() {
      return `subscription ${subscription.status}`;
    },
    codes: [],
    pageUrl: null,
    createdAt: subscription.createdAt,
    expiresAt: null,
    refunded: 0,
    actions: () => (subscription.status === 'active' ? ['pay', 'decline'] : []),
    act: (action) => {
      subscription.charges++;
      const interval = Number(at(fields, 'schedule.interval')) || 1;
      subscription.nextAt += interval * (UNITS[textAt(fields, 'schedule.interval_unit')] ?? UNITS.month ?? 0);
      const transaction = openTransaction(
        {
          payment_type: textAt(fields, 'payment_type') === 'gopay' ? 'gopay' : 'credit_card',
          transaction_details: {
            order_id: `${subscription.id}-${subscription.charges}`.slice(0, 50),
            gross_amount: Number(fields.amount),
          },
        },
        bench.clock.now(),
        bench.root('midtrans'),
      );
      transaction.subscriptionId = subscription.id;
      transaction.status = action === 'decline' ? 'deny' : 'capture';
      merchant.open(transaction);
      bench.book.add(merchant.payable(transaction));
      return { ok: true };
    },
  };
}
