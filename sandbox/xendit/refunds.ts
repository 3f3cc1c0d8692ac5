import { randomUUID } from 'node:crypto';
import { type Json, json, textAt } from '../core/http.ts';
import { type Desk, isAmount, missing, problem } from './desk.ts';

/** Something paid that money can be given back for. */
export interface Refundable {
  paid: boolean;
  method: string;
  channel: string;
  paymentId: string;
  amount: number;
  refunded: number;
  refund: (amount: number) => void;
}

const REASONS = ['FRAUDULENT', 'DUPLICATE', 'REQUESTED_BY_CUSTOMER', 'CANCELLATION', 'OTHERS'];

/** Refunds of payment requests and invoices: pending first, done a moment later, told by webhook. */
export function refunds(desk: Desk, find: (id: string) => Refundable | null): { clear: () => void } {
  const all = new Map<string, Json>();

  desk
    .onCreate('POST', '/refunds', (body) => {
      const id = textAt(body, 'payment_request_id') || textAt(body, 'invoice_id');
      const wrong = missing(body, {
        payment_request_id: id !== '',
        amount: body.amount === undefined || isAmount(body.amount),
        reason: REASONS.includes(textAt(body, 'reason')),
      });
      if (wrong) return wrong;
      const target = find(id);
      if (!target) return problem(404, 'DATA_NOT_FOUND', 'Payment was not found');
      if (!target.paid)
        return problem(400, 'INELIGIBLE_TRANSACTION', 'The transaction cannot be refunded in its state');
      if (
        target.method === 'BANK_TRANSFER' ||
        target.method === 'VIRTUAL_ACCOUNT' ||
        target.method === 'RETAIL_OUTLET'
      )
        return problem(400, 'REFUND_NOT_SUPPORTED', 'This channel does not support refunds');
      const amount = body.amount === undefined ? target.amount - target.refunded : Number(body.amount);
      if (amount < 1 || amount > target.amount - target.refunded)
        return problem(400, 'MAXIMUM_REFUND_AMOUNT_REACHED', 'The amount is above what is left to refund');
      target.refund(amount);
      const now = desk.iso();
      const refund: Json = {
        id: `rfd-${randomUUID()}`,
        payment_request_id: body.payment_request_id ?? null,
        payment_id: target.paymentId,
        invoice_id: body.invoice_id ?? null,
        payment_method_type: target.method,
        reference_id: body.reference_id ?? null,
        amount,
        currency: 'IDR',
        country: 'ID',
        channel_code: target.channel,
        status: 'PENDING',
        reason: body.reason,
        failure_code: null,
        refund_fee_amount: null,
        created: now,
        updated: now,
        metadata: body.metadata ?? null,
      };
      all.set(String(refund.id), refund);
      desk.bench.clock.at(desk.now(), () => {
        refund.status = 'SUCCEEDED';
        refund.updated = desk.iso();
        desk.notify('refund.succeeded', id, {
          event: 'refund.succeeded',
          business_id: '5f27a14a9bf05c73dd040bc8',
          created: desk.iso(),
          data: { ...refund },
        });
      });
      return json(200, { ...refund });
    })
    .on('GET', '/refunds/:id', (call) => {
      const refund = all.get(call.params.id ?? '');
      return refund ? json(200, refund) : problem(404, 'DATA_NOT_FOUND', 'Refund was not found');
    })
    .on('POST', '/refunds/:id/cancel', (call) => {
      const refund = all.get(call.params.id ?? '');
      if (!refund) return problem(404, 'DATA_NOT_FOUND', 'Refund was not found');
      if (refund.status !== 'PENDING')
        return problem(400, 'INELIGIBLE_TRANSACTION', 'The refund is no longer pending');
      refund.status = 'CANCELLED';
      return json(200, refund);
    });
  return { clear: () => all.clear() };
}
