import { randomUUID } from 'node:crypto';
import { buyerHandlers } from '../core/buyer-page.ts';
import { at, type Json, json, jsonBody, type Reply, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable, PayableState } from '../core/payable.ts';
import { qrisPayload } from '../core/qris.ts';
import { randomDigits } from '../core/text.ts';
import { BUSINESS_ID, type Desk, isAmount, isText, missing, problem } from './desk.ts';
import type { PaymentRequest, PaymentRequestStatus } from './payment-request.ts';
import { paymentRequestV2, paymentV2 } from './payment-requests-v2.ts';
import type { Refundable } from './refunds.ts';

const VERSION = '2024-11-11';
const WALLETS = ['SHOPEEPAY', 'DANA', 'OVO', 'LINKAJA', 'ASTRAPAY', 'GOPAY'];
const STATES: Record<PaymentRequestStatus, PayableState> = {
  REQUIRES_ACTION: 'open',
  AUTHORIZED: 'open',
  SUCCEEDED: 'paid',
  FAILED: 'failed',
  EXPIRED: 'expired',
  CANCELED: 'cancelled',
};

/** Payment requests: version 3 with its own header and paths, and version 2 beside it. */
export function paymentRequests(desk: Desk): {
  clear: () => void;
  refundable: (id: string) => Refundable | null;
} {
  const all = new Map<string, PaymentRequest>();
  const unknown = () => problem(404, 'DATA_NOT_FOUND', 'Payment request was not found');
  const show = (request: PaymentRequest) =>
    request.version === 3 ? shown(request) : paymentRequestV2(desk, request);

  desk
    .onCreate('POST', '/v3/payment_requests', (body, call) => {
      if (call.headers['api-version'] !== VERSION)
        return problem(400, 'API_VALIDATION_ERROR', `api-version header must be ${VERSION}`);
      const channel = textAt(body, 'channel_code');
      const properties = (name: string) => isText(textAt(body, `channel_properties.${name}`));
      const wrong = missing(body, {
        reference_id: isText(body.reference_id),
        type: ['PAY', 'PAY_AND_SAVE', 'REUSABLE_PAYMENT_CODE'].includes(textAt(body, 'type')),
        country: body.country === 'ID',
        currency: body.currency === 'IDR',
        request_amount: isAmount(body.request_amount),
        channel_code: methodOf(channel) !== null,
        channel_properties:
          methodOf(channel) === 'va'
            ? properties('display_name')
            : methodOf(channel) !== 'ewallet' ||
              (properties('success_return_url') && properties('failure_return_url')),
      });
      if (wrong) return wrong;
      if (
        [...all.values()].some(
          (other) => other.version === 3 && other.fields.reference_id === body.reference_id,
        )
      )
        return problem(409, 'DUPLICATE_ERROR', 'A payment request with this reference_id exists');
      return json(
        201,
        shown(
          open(3, body, channel, Number(body.request_amount), textAt(body, 'channel_properties.expires_at')),
        ),
      );
    })
    .on('GET', '/v3/payment_requests/:id', (call) => {
      const request = all.get(call.params.id ?? '');
      return request ? json(200, shown(request)) : unknown();
    })
    .on('POST', '/v3/payment_requests/:id/cancel', (call) => {
      const request = all.get(call.params.id ?? '');
      if (!request) return unknown();
      if (request.status !== 'REQUIRES_ACTION')
        return problem(400, 'INACTIVE_PAYMENT_REQUEST', 'The payment request is no longer active');
      move(request, 'CANCELED');
      return json(200, shown(request));
    })
    .on('POST', '/v3/payment_requests/:id/simulate', (call) => simulate(call.params.id ?? '', jsonBody(call)))
    .onCreate('POST', '/payment_requests', (body) => {
      const { channel, expires } = channelV2(body);
      const amount = body.amount ?? at(body, 'payment_method.virtual_account.amount');
      const wrong = missing(body, {
        currency: body.currency === 'IDR',
        amount: isAmount(amount),
        payment_method: methodOf(channel) !== null,
      });
      if (wrong) return wrong;
      return json(201, show(open(2, body, channel, Number(amount), expires)));
    })
    .on('GET', '/payment_requests/:id', (call) => {
      const request = all.get(call.params.id ?? '');
      return request ? json(200, show(request)) : unknown();
    })
    .on('GET', '/payment_requests/:id/captures', (call) =>
      all.has(call.params.id ?? '') ? json(200, { data: [], has_more: false }) : unknown(),
    )
    .on('POST', '/payment_requests/:id/payments/simulate', (call) =>
      simulate(call.params.id ?? '', jsonBody(call)),
    );

  const buyer = buyerHandlers((call) => {
    const request = all.get(call.params.id ?? '');
    const back = (name: string) => request && textAt(request.fields, `channel_properties.${name}_return_url`);
    return (
      request && {
        vendorTitle: `Xendit · ${request.channel}`,
        payable: payable(request),
        back: { paid: back('success') ?? '', failed: back('failure') ?? '' },
      }
    );
  });
  desk.pages.on('GET', '/checkout/:id', buyer.show).on('POST', '/checkout/:id', buyer.act);

  function simulate(id: string, body: Json | null): Reply {
    const request = all.get(id);
    if (!request) return unknown();
    if (request.status !== 'REQUIRES_ACTION')
      return problem(400, 'INACTIVE_PAYMENT_REQUEST', 'The payment request is no longer active');
    if (isAmount(body?.amount) && body.amount !== request.amount)
      return problem(400, 'INVALID_VALUE_ERROR', 'The amount differs from the requested one');
    move(request, 'SUCCEEDED');
    return json(200, { status: 'PENDING', message: 'A simulated payment is being processed.' });
  }

  function open(
    version: 2 | 3,
    fields: Json,
    channel: string,
    amount: number,
    expires: string,
  ): PaymentRequest {
    const now = desk.now();
    const id = `pr-${randomUUID()}`;
    const method = methodOf(channel) ?? 'qris';
    const life = method === 'va' ? 24 * 3_600_000 : 30 * 60_000;
    const request: PaymentRequest = {
      id,
      paymentId: `py-${randomUUID()}`,
      version,
      fields,
      amount,
      channel,
      method,
      value:
        method === 'qris'
          ? qrisPayload(amount, { reference: id.slice(3, 19) })
          : method === 'va'
            ? `8808${randomDigits(12)}`
            : `${desk.root()}/checkout/${id}`,
      status: 'REQUIRES_ACTION',
      failure: null,
      refunded: 0,
      createdAt: now,
      updatedAt: now,
      expiresAt: Number.isNaN(Date.parse(expires)) ? now + life : Date.parse(expires),
    };
    all.set(id, request);
    desk.bench.book.add(payable(request));
    if (request.expiresAt !== null)
      desk.bench.clock.at(request.expiresAt, () => {
        if (request.status === 'REQUIRES_ACTION') move(request, 'EXPIRED');
      });
    return request;
  }

  /** Only what happened to a payment is told: codes that end or are called off end in silence. */
  function move(request: PaymentRequest, status: PaymentRequestStatus): void {
    request.status = status;
    request.updatedAt = desk.now();
    if (status !== 'SUCCEEDED' && status !== 'FAILED') return;
    const event =
      request.version === 3
        ? status === 'SUCCEEDED'
          ? 'payment.capture'
          : 'payment.failure'
        : status === 'SUCCEEDED'
          ? 'payment.succeeded'
          : 'payment.failed';
    desk.notify(event, request.id, {
      event,
      business_id: BUSINESS_ID,
      created: desk.iso(),
      ...(request.version === 3 && { api_version: 'v3' }),
      data: request.version === 3 ? payment(request) : paymentV2(desk, request),
    });
  }

  function shown(request: PaymentRequest): Json {
    const { fields, method } = request;
    const descriptor =
      method === 'qris' ? 'QR_STRING' : method === 'va' ? 'VIRTUAL_ACCOUNT_NUMBER' : 'WEB_URL';
    const action = {
      type: descriptor === 'WEB_URL' ? 'REDIRECT_CUSTOMER' : 'PRESENT_TO_CUSTOMER',
      descriptor,
      value: request.value,
    };
    return {
      business_id: BUSINESS_ID,
      reference_id: fields.reference_id,
      payment_request_id: request.id,
      latest_payment_id: request.paymentId,
      type: fields.type,
      country: 'ID',
      currency: 'IDR',
      request_amount: request.amount,
      capture_method: 'AUTOMATIC',
      channel_code: request.channel,
      channel_properties: fields.channel_properties ?? {},
      actions: request.status === 'REQUIRES_ACTION' ? [action] : [],
      status: request.status,
      failure_code: request.failure,
      description: textAt(fields, 'description') || null,
      metadata: fields.metadata ?? {},
      created: desk.iso(request.createdAt),
      updated: desk.iso(request.updatedAt),
    };
  }

  function payment(request: PaymentRequest): Json {
    const {
      actions: _,
      latest_payment_id,
      channel_properties: __,
      description: ___,
      ...rest
    } = shown(request);
    return {
      ...rest,
      payment_id: latest_payment_id,
      captures:
        request.status === 'SUCCEEDED'
          ? [
              {
                capture_id: `cptr-${request.paymentId.slice(3)}`,
                capture_amount: request.amount,
                capture_timestamp: desk.iso(request.updatedAt),
              },
            ]
          : [],
    };
  }

  function payable(request: PaymentRequest): Payable {
    return {
      vendor: 'xendit',
      id: request.id,
      order: textAt(request.fields, 'reference_id'),
      method: request.method,
      amount: request.amount,
      get state() {
        return request.refunded === request.amount ? 'refunded' : STATES[request.status];
      },
      get label() {
        return request.status;
      },
      codes: request.method === 'ewallet' || request.method === 'card' ? [] : [request.value],
      pageUrl: request.method === 'ewallet' || request.method === 'card' ? request.value : null,
      createdAt: request.createdAt,
      expiresAt: request.expiresAt,
      get refunded() {
        return request.refunded;
      },
      actions: (): Action[] => {
        if (request.status === 'REQUIRES_ACTION')
          return ['pay', 'decline', 'pay_late', 'pay_twice', 'expire'];
        return request.status === 'EXPIRED' || request.status === 'CANCELED' ? ['pay_late'] : [];
      },
      act: (action): ActResult => {
        if (action === 'decline') {
          request.failure = 'PAYMENT_DECLINED';
          move(request, 'FAILED');
        } else if (action === 'expire') move(request, 'EXPIRED');
        else {
          if (action === 'pay_late' && request.status === 'REQUIRES_ACTION') move(request, 'EXPIRED');
          move(request, 'SUCCEEDED');
        }
        return action === 'pay_twice'
          ? { ok: true, note: 'Pembayaran kedua ditolak. · Second payment refused.' }
          : { ok: true };
      },
    };
  }

  return {
    clear: () => all.clear(),
    refundable: (id) => {
      const request = all.get(id);
      if (!request) return null;
      return {
        paid: request.status === 'SUCCEEDED',
        method:
          { qris: 'QR_CODE', va: 'VIRTUAL_ACCOUNT', ewallet: 'EWALLET', card: 'CARD' }[
            String(request.method)
          ] ?? 'QR_CODE',
        channel: request.channel,
        paymentId: request.paymentId,
        amount: request.amount,
        refunded: request.refunded,
        refund: (amount) => {
          request.refunded += amount;
        },
      };
    },
  };
}

function methodOf(channel: string): 'qris' | 'va' | 'ewallet' | 'card' | null {
  if (channel === 'QRIS' || channel === 'ID_DANA' || channel === 'DANA_QRIS') return 'qris';
  if (channel.endsWith('_VIRTUAL_ACCOUNT')) return 'va';
  if (channel === 'CARDS') return 'card';
  return WALLETS.includes(channel) ? 'ewallet' : null;
}

/** Version 2 nests the channel inside the payment method. */
function channelV2(body: Json): { channel: string; expires: string } {
  const type = textAt(body, 'payment_method.type');
  const inner = type.toLowerCase();
  const code = textAt(body, `payment_method.${inner}.channel_code`);
  const expires = textAt(body, `payment_method.${inner}.channel_properties.expires_at`);
  if (type === 'QR_CODE') return { channel: 'QRIS', expires };
  return { channel: type === 'VIRTUAL_ACCOUNT' ? `${code}_VIRTUAL_ACCOUNT` : code, expires };
}
