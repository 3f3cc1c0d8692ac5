import { json, Router } from '../core/http.ts';
import type { Bench, Vendor } from '../core/vendor.ts';
import { checkout } from './checkout.ts';
import { Desk, problem, rateLimited, STRIPE_KEYS } from './desk.ts';
import { Intents } from './payment-intents.ts';
import { refunds } from './refunds.ts';
import { subscriptions } from './subscriptions.ts';

/** Payment intents, Checkout, refunds, events and subscriptions (fact sheet, part 3). */
export function stripe(bench: Bench): Vendor {
  const desk = new Desk(bench, new Router(), new Router());
  desk.on('GET', '/v1/balance', () =>
    json(200, {
      object: 'balance',
      available: [{ amount: 0, currency: 'idr', source_types: { card: 0 } }],
      pending: [{ amount: 0, currency: 'idr', source_types: { card: 0 } }],
      livemode: false,
    }),
  );
  const intents = new Intents(desk);
  const parts = [desk, intents, checkout(desk, intents), refunds(desk, intents), subscriptions(desk)];
  return {
    id: 'stripe',
    title: 'Stripe',
    keys: STRIPE_KEYS,
    api: desk.api,
    pages: desk.pages,
    notFound: (call) =>
      problem(404, 'invalid_request_error', `Unrecognized request URL (${call.method}: ${call.path}).`),
    trouble: (kind) => {
      if (kind === 'rate_limited') return rateLimited();
      const status = kind === 'error_500' ? 500 : 200;
      return problem(status, 'api_error', 'An unknown error occurred');
    },
    clear: () => {
      for (const part of parts) part.clear();
    },
  };
}
