import { type Json, textAt } from '../core/http.ts';
import { BUSINESS_ID, type Desk } from './desk.ts';
import type { PaymentRequest } from './payment-request.ts';

/** A payment request in the shape that the current library reads. */
export function paymentRequestV2(desk: Desk, request: PaymentRequest): Json {
  const { fields } = request;
  return {
    id: request.id,
    created: desk.iso(request.createdAt),
    updated: desk.iso(request.updatedAt),
    reference_id: fields.reference_id ?? request.id,
    business_id: BUSINESS_ID,
    customer_id: null,
    customer: null,
    amount: request.amount,
    min_amount: null,
    max_amount: null,
    country: 'ID',
    currency: 'IDR',
    payment_method: paymentMethod(desk, request),
    description: fields.description ?? null,
    failure_code: request.failure,
    capture_method: null,
    initiator: null,
    card_verification_results: null,
    // A code that is shown to the customer waits as PENDING here; only redirects ask for action.
    status: request.status === 'REQUIRES_ACTION' && request.method !== 'ewallet' ? 'PENDING' : request.status,
    actions:
      request.method === 'ewallet'
        ? [{ action: 'AUTH', url_type: 'WEB', method: 'GET', url: request.value, qr_code: null }]
        : [],
    metadata: fields.metadata ?? null,
    shipping_information: null,
    items: null,
  };
}

/** The payment that a webhook of version 2 speaks of. */
export function paymentV2(desk: Desk, request: PaymentRequest): Json {
  return {
    id: request.paymentId,
    payment_request_id: request.id,
    reference_id: request.fields.reference_id ?? request.id,
    customer_id: null,
    currency: 'IDR',
    amount: request.amount,
    country: 'ID',
    status: request.status,
    payment_method: paymentMethod(desk, request),
    channel_properties: null,
    payment_detail: null,
    failure_code: request.failure,
    created: desk.iso(request.createdAt),
    updated: desk.iso(request.updatedAt),
    metadata: request.fields.metadata ?? null,
  };
}

function paymentMethod(desk: Desk, request: PaymentRequest): Json {
  const type = textAt(request.fields, 'payment_method.type');
  const expires_at = request.expiresAt === null ? null : desk.iso(request.expiresAt);
  const none = {
    card: null,
    direct_debit: null,
    ewallet: null,
    over_the_counter: null,
    virtual_account: null,
    qr_code: null,
  };
  const own =
    type === 'QR_CODE'
      ? {
          qr_code: {
            amount: request.amount,
            currency: 'IDR',
            channel_code: textAt(request.fields, 'payment_method.qr_code.channel_code') || 'QRIS',
            channel_properties: { qr_string: request.value, expires_at },
          },
        }
      : type === 'VIRTUAL_ACCOUNT'
        ? {
            virtual_account: {
              amount: request.amount,
              min_amount: null,
              max_amount: null,
              currency: 'IDR',
              channel_code: request.channel.replace('_VIRTUAL_ACCOUNT', ''),
              channel_properties: {
                customer_name: textAt(
                  request.fields,
                  'payment_method.virtual_account.channel_properties.customer_name',
                ),
                virtual_account_number: request.value,
                expires_at,
              },
              alternative_displays: [],
            },
          }
        : { ewallet: { channel_code: request.channel, channel_properties: {}, account: {} } };
  return {
    id: `pm-${request.id.slice(3)}`,
    type,
    reference_id: request.fields.reference_id ?? request.id,
    description: null,
    created: desk.iso(request.createdAt),
    updated: desk.iso(request.updatedAt),
    ...none,
    ...own,
    reusability: textAt(request.fields, 'payment_method.reusability') || 'ONE_TIME_USE',
    status: 'ACTIVE',
    metadata: null,
  };
}
