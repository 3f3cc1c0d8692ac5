import { randomBytes } from 'node:crypto';
import { buyerHandlers } from '../core/buyer-page.ts';
import { at, type Json, json, jsonBody, type Router, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { qrisPayload } from '../core/qris.ts';
import { randomDigits, randomId, utcSeconds, wibCompact } from '../core/text.ts';
import { DOKU_KEYS, type DokuDesk, problem } from './desk.ts';
import { dokuSignature } from './signatures.ts';

interface Order {
  token: string;
  requestId: string;
  fields: Json;
  invoice: string;
  amount: number;
  due: number;
  /** the last attempt of the buyer; null until a method is picked */
  status: 'SUCCESS' | 'FAILED' | 'REFUNDED' | null;
  expired: boolean;
  channel: string | null;
  qr: string;
  va: string;
  createdAt: number;
  expiresAt: number;
  paidAt: number | null;
}

const METHODS: Record<string, { service: string; acquirer: string; label: string }> = {
  QRIS: { service: 'QRIS', acquirer: 'DOKU', label: 'QRIS' },
  VIRTUAL_ACCOUNT_BCA: { service: 'VIRTUAL_ACCOUNT', acquirer: 'BCA', label: 'BCA Virtual Account' },
  VIRTUAL_ACCOUNT_BANK_MANDIRI: {
    service: 'VIRTUAL_ACCOUNT',
    acquirer: 'BANK_MANDIRI',
    label: 'Mandiri Virtual Account',
  },
  VIRTUAL_ACCOUNT_BRI: { service: 'VIRTUAL_ACCOUNT', acquirer: 'BRI', label: 'BRI Virtual Account' },
  VIRTUAL_ACCOUNT_BNI: { service: 'VIRTUAL_ACCOUNT', acquirer: 'BNI', label: 'BNI Virtual Account' },
  CREDIT_CARD: { service: 'CREDIT_CARD', acquirer: 'BANK_MANDIRI', label: 'Kartu kredit' },
  EMONEY_OVO: { service: 'EMONEY', acquirer: 'OVO', label: 'OVO' },
  EMONEY_SHOPEEPAY: { service: 'EMONEY', acquirer: 'SHOPEEPAY', label: 'ShopeePay' },
  EMONEY_DANA: { service: 'EMONEY', acquirer: 'DANA', label: 'DANA' },
  ONLINE_TO_OFFLINE_ALFA: { service: 'ONLINE_TO_OFFLINE', acquirer: 'ALFA', label: 'Alfamart' },
};

/** Checkout: a payment page for an order, its status and its notifications. */
export function checkout(desk: DokuDesk, pages: Router): { clear: () => void } {
  const all = new Map<string, Order>();
  const byInvoice = (invoice: string) => [...all.values()].findLast((order) => order.invoice === invoice);
  const root = () => desk.bench.root('doku');

  desk.on('POST', '/checkout/v1/payment', (call, requestId) => {
    const body = jsonBody(call);
    const amount = at(body, 'order.amount');
    const invoice = textAt(body, 'order.invoice_number');
    const due = Number(at(body, 'payment.payment_due_date'));
    if (!body) return problem(400, 'invalid_json', 'The request body is not valid JSON');
    if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1 || amount > 999_999_999_999)
      return problem(400, 'invalid_parameter', 'order.amount must be a whole number of at most 12 digits');
    if (invoice === '' || invoice.length > 64)
      return problem(400, 'invalid_parameter', 'order.invoice_number is mandatory');
    if (!(due > 0)) return problem(400, 'invalid_parameter', 'payment.payment_due_date is mandatory');
    const before = byInvoice(invoice);
    if (before?.status === 'SUCCESS' || before?.status === 'REFUNDED')
      return problem(400, 'invoice_already_used', 'INVOICE ALREADY USED');
    const now = desk.now();
    const token = randomId(40);
    const order: Order = {
      token,
      requestId,
      fields: body,
      invoice,
      amount,
      due,
      status: null,
      expired: false,
      channel: null,
      qr: qrisPayload(amount, { reference: token.slice(0, 16) }),
      va: `19008${randomDigits(11)}`,
      createdAt: now,
      expiresAt: now + due * 60_000,
      paidAt: null,
    };
    all.set(token, order);
    desk.bench.book.add(payable(order));
    desk.bench.clock.at(order.expiresAt, () => {
      if (order.status !== 'SUCCESS') order.expired = true;
    });
    return json(200, created(order));
  });
  desk.on('GET', '/orders/v1/status/:id', (call) => {
    const id = call.params.id ?? '';
    const order = byInvoice(id) ?? [...all.values()].find(({ requestId }) => requestId === id);
    return order ? json(200, news(order)) : problem(404, 'data_not_found', 'Order not found');
  });

  const buyer = buyerHandlers((call) => {
    const order = all.get(call.params.token ?? '');
    if (!order) return null;
    const back = textAt(order.fields, 'order.callback_url');
    return {
      vendorTitle: 'DOKU Checkout',
      payable: payable(order),
      choices: offered(order).map((value) => ({ value, label: METHODS[value]?.label ?? value })),
      choose: (value) => {
        order.channel = value;
      },
      back: { paid: back, failed: textAt(order.fields, 'order.callback_url_cancel') || back },
    };
  });
  pages.on('GET', '/checkout/link/:token', buyer.show).on('POST', '/checkout/link/:token', buyer.act);

  function created(order: Order): Json {
    const date = utcSeconds(desk.now());
    const { clientId, secretKey } = DOKU_KEYS;
    return {
      message: ['SUCCESS'],
      response: {
        order: {
          amount: String(order.amount),
          invoice_number: order.invoice,
          currency: 'IDR',
          session_id: randomBytes(16).toString('hex'),
        },
        payment: {
          payment_method_types: offered(order),
          payment_due_date: order.due,
          token_id: order.token,
          url: `${root()}/checkout/link/${order.token}`,
          expired_date: wibCompact(order.expiresAt),
        },
        uuid: Number(randomDigits(15)) + 1_000_000_000_000_000,
        headers: {
          request_id: order.requestId,
          signature: dokuSignature(secretKey, {
            clientId,
            requestId: order.requestId,
            timestamp: date,
            target: '/checkout/v1/payment',
            body: null,
          }),
          date,
          client_id: clientId,
        },
      },
    };
  }

  /** What a notification and a status query both tell. */
  function news(order: Order): Json {
    const method = METHODS[order.channel ?? ''];
    const picked = order.status !== null && method;
    return {
      service: picked ? { id: method.service } : null,
      acquirer: picked ? { id: method.acquirer } : null,
      channel: picked ? { id: order.channel } : null,
      transaction: {
        status:
          order.status === 'SUCCESS' || order.status === 'REFUNDED'
            ? order.status
            : order.expired
              ? 'EXPIRED'
              : (order.status ?? 'PENDING'),
        date: utcSeconds(order.paidAt ?? desk.now()),
        original_request_id: order.requestId,
      },
      order: {
        invoice_number: order.invoice,
        amount: order.amount,
        status: order.expired ? 'ORDER_EXPIRED' : 'ORDER_GENERATED',
      },
      ...(picked &&
        method.service === 'VIRTUAL_ACCOUNT' && {
          virtual_account_info: { virtual_account_number: order.va },
          virtual_account_payment: {
            date: utcSeconds(order.paidAt ?? desk.now()),
            systrace_number: randomDigits(6),
            reference_number: randomDigits(8),
            identifer: [{ name: 'REFERENCE', value: order.invoice }],
          },
        }),
      ...(picked &&
        method.service === 'ONLINE_TO_OFFLINE' && { online_to_offline_info: { payment_code: order.va } }),
      customer: {
        name: textAt(order.fields, 'customer.name'),
        email: textAt(order.fields, 'customer.email'),
      },
    };
  }

  function tell(order: Order, status: 'SUCCESS' | 'FAILED' | 'REFUNDED'): void {
    order.status = status;
    order.channel ??= offered(order)[0] ?? 'QRIS';
    if (status === 'SUCCESS') {
      order.paidAt = desk.now();
      order.expired = false;
    }
    const { order: told, ...rest } = news(order);
    const { status: _, ...bill } = told as Json;
    const override = textAt(order.fields, 'additional_info.override_notification_url');
    desk.notify(
      `${order.channel} ${status}`,
      order.token,
      { ...rest, order: bill },
      override || desk.bench.notificationUrl('doku'),
    );
  }

  function payable(order: Order): Payable {
    return {
      vendor: 'doku',
      id: order.token,
      order: order.invoice,
      method: 'link',
      amount: order.amount,
      get state() {
        if (order.status === 'SUCCESS') return 'paid';
        if (order.status === 'REFUNDED') return 'refunded';
        return order.expired ? 'expired' : 'open';
      },
      get label() {
        return textAt(news(order), 'transaction.status');
      },
      codes: [order.qr, order.va],
      pageUrl: `${root()}/checkout/link/${order.token}`,
      createdAt: order.createdAt,
      expiresAt: order.expiresAt,
      get refunded() {
        return order.status === 'REFUNDED' ? order.amount : 0;
      },
      actions: (): Action[] => {
        if (order.status === 'SUCCESS') return ['refund'];
        if (order.status === 'REFUNDED') return [];
        return order.expired ? ['pay_late'] : ['pay', 'decline', 'pay_late', 'pay_twice', 'expire'];
      },
      act: (action): ActResult => {
        if (action === 'expire') order.expired = true;
        else if (action === 'refund') tell(order, 'REFUNDED');
        // Not the end here: the buyer may try another method.
        else if (action === 'decline') tell(order, 'FAILED');
        else tell(order, 'SUCCESS');
        return action === 'pay_twice'
          ? { ok: true, note: 'Pembayaran kedua ditolak. · Second payment refused.' }
          : { ok: true };
      },
    };
  }

  return { clear: () => all.clear() };
}

function offered(order: Order): string[] {
  const wanted = at(order.fields, 'payment.payment_method_types');
  const known = Array.isArray(wanted) ? wanted.map(String).filter((name) => name in METHODS) : [];
  return known.length > 0 ? known : Object.keys(METHODS);
}
