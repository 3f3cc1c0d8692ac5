import { isObject, type Json, json, type Reply, textAt } from '../core/http.ts';
import { randomId } from '../core/text.ts';
import { type Desk, lacking, minorUnits, noSuch, problem } from './desk.ts';
import type { Intents } from './payment-intents.ts';

const REASONS = ['', 'duplicate', 'fraudulent', 'requested_by_customer'];

/** Refunds of a payment intent or a charge; done at once. */
export function refunds(desk: Desk, intents: Intents): { clear: () => void } {
  const all = new Map<string, Json>();

  desk
    .on('POST', '/v1/refunds', (body): Reply => {
      const intentId = textAt(body, 'payment_intent');
      const chargeId = textAt(body, 'charge');
      if (!intentId && !chargeId) return lacking('payment_intent');
      const intent = intentId ? intents.get(intentId) : intents.byCharge(chargeId);
      if (!intent) return intentId ? noSuch('payment_intent', intentId) : noSuch('charge', chargeId);
      const { charge } = intent;
      if (intent.status !== 'succeeded' || !charge)
        return problem(
          400,
          'invalid_request_error',
          'This PaymentIntent does not have a successful charge to refund.',
        );
      if (!REASONS.includes(textAt(body, 'reason')))
        return problem(400, 'invalid_request_error', 'Invalid reason', { param: 'reason' });
      const left = charge.amount - charge.refunded;
      if (left === 0)
        return problem(400, 'invalid_request_error', `Charge ${charge.id} has already been refunded.`, {
          code: 'charge_already_refunded',
        });
      const amount = body.amount === undefined ? left : minorUnits(body.amount);
      if (amount === null || amount > left)
        return problem(
          400,
          'invalid_request_error',
          'Refund amount is greater than unrefunded amount on charge',
          { param: 'amount' },
        );
      const before = charge.refunded;
      charge.refunded += amount;
      const refund: Json = {
        id: `re_${randomId(24)}`,
        object: 'refund',
        amount,
        currency: intent.currency,
        payment_intent: intent.id,
        charge: charge.id,
        status: 'succeeded',
        reason: textAt(body, 'reason') || null,
        metadata: isObject(body.metadata) ? body.metadata : {},
        created: desk.seconds(),
      };
      all.set(String(refund.id), refund);
      desk.emit('charge.refunded', intent.id, intents.shownCharge(intent, charge), {
        amount_refunded: before,
      });
      desk.emit('refund.updated', intent.id, refund);
      return json(200, refund);
    })
    .on('GET', '/v1/refunds/:id', (_, call) => {
      const refund = all.get(call.params.id ?? '');
      return refund ? json(200, refund) : noSuch('refund', call.params.id);
    });
  return { clear: () => all.clear() };
}
