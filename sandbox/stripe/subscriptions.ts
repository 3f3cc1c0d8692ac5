import { isObject, type Json, json, type Reply, textAt } from '../core/http.ts';
import type { Payable } from '../core/payable.ts';
import { randomId } from '../core/text.ts';
import { type Desk, lacking, minorUnits, noSuch } from './desk.ts';

interface Subscription {
  id: string;
  customer: string;
  amount: number;
  status: 'active' | 'past_due' | 'canceled';
  metadata: Json;
  items: Json[];
  createdAt: number;
}

const MONTH = 30 * 86_400;

/** Subscriptions on a stored card; the control page plays the day of the next invoice. */
export function subscriptions(desk: Desk): { clear: () => void } {
  const all = new Map<string, Subscription>();

  desk
    .on('POST', '/v1/customers', (body) =>
      json(200, {
        id: `cus_${randomId(14)}`,
        object: 'customer',
        ...body,
        created: desk.seconds(),
        livemode: false,
      }),
    )
    .on('POST', '/v1/subscriptions', (body): Reply => {
      if (!textAt(body, 'customer')) return lacking('customer');
      const items = Array.isArray(body.items) ? body.items.filter(isObject) : [];
      if (items.length === 0) return lacking('items');
      const subscription: Subscription = {
        id: `sub_${randomId(24)}`,
        customer: textAt(body, 'customer'),
        amount: items.reduce(
          (sum, item) => sum + (minorUnits(textAt(item, 'price_data.unit_amount')) ?? 0),
          0,
        ),
        status: 'active',
        metadata: isObject(body.metadata) ? body.metadata : {},
        items,
        createdAt: desk.now(),
      };
      all.set(subscription.id, subscription);
      desk.bench.book.add(payable(subscription));
      return json(200, shown(subscription));
    })
    .on('GET', '/v1/subscriptions/:id', (_, call) =>
      on(call.params.id, (subscription) => json(200, shown(subscription))),
    )
    .on('POST', '/v1/subscriptions/:id', (body, call) =>
      on(call.params.id, (subscription) => {
        if (isObject(body.metadata)) Object.assign(subscription.metadata, body.metadata);
        desk.emit('customer.subscription.updated', subscription.id, shown(subscription));
        return json(200, shown(subscription));
      }),
    )
    .on('DELETE', '/v1/subscriptions/:id', (_, call) =>
      on(call.params.id, (subscription) => {
        subscription.status = 'canceled';
        desk.emit('customer.subscription.deleted', subscription.id, shown(subscription));
        return json(200, shown(subscription));
      }),
    );

  function on(id = '', handler: (subscription: Subscription) => Reply): Reply {
    const subscription = all.get(id);
    return subscription ? handler(subscription) : noSuch('subscription', id);
  }

  function shown(subscription: Subscription): Json {
    return {
      id: subscription.id,
      object: 'subscription',
      customer: subscription.customer,
      status: subscription.status,
      currency: 'idr',
      items: { object: 'list', data: subscription.items, has_more: false, url: '/v1/subscription_items' },
      metadata: subscription.metadata,
      canceled_at: subscription.status === 'canceled' ? desk.seconds() : null,
      created: desk.seconds(subscription.createdAt),
      livemode: false,
    };
  }

  function payable(subscription: Subscription): Payable {
    return {
      vendor: 'stripe',
      id: subscription.id,
      order: textAt(subscription.metadata, 'order') || subscription.id,
      method: 'card',
      amount: Math.round(subscription.amount / 100),
      get state() {
        return subscription.status === 'canceled' ? 'cancelled' : 'open';
      },
      get label() {
        return `subscription ${subscription.status}`;
      },
      codes: [],
      pageUrl: null,
      createdAt: subscription.createdAt,
      expiresAt: null,
      refunded: 0,
      actions: () => (subscription.status === 'canceled' ? [] : ['pay', 'decline']),
      act: (action) => {
        const paid = action === 'pay';
        subscription.status = paid ? 'active' : 'past_due';
        desk.emit(paid ? 'invoice.paid' : 'invoice.payment_failed', subscription.id, {
          id: `in_${randomId(24)}`,
          object: 'invoice',
          amount_due: subscription.amount,
          amount_paid: paid ? subscription.amount : 0,
          currency: 'idr',
          customer: subscription.customer,
          parent: { type: 'subscription_details', subscription_details: { subscription: subscription.id } },
          status: paid ? 'paid' : 'open',
          period_end: desk.seconds() + MONTH,
          created: desk.seconds(),
          livemode: false,
        });
        desk.emit('customer.subscription.updated', subscription.id, shown(subscription));
        return { ok: true };
      },
    };
  }

  return { clear: () => all.clear() };
}
