import { randomUUID } from 'node:crypto';
import { buyerHandlers } from '../core/buyer-page.ts';
import { at, type Json, json, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { qrisPayload } from '../core/qris.ts';
import { randomDigits, randomId } from '../core/text.ts';
import { BUSINESS_ID, type Desk, isAmount, isText, MERCHANT_NAME, missing, problem } from './desk.ts';
import type { Refundable } from './refunds.ts';

interface Invoice {
  id: string;
  fields: Json;
  amount: number;
  status: 'PENDING' | 'PAID' | 'SETTLED' | 'EXPIRED';
  method: string;
  createdAt: number;
  updatedAt: number;
  expiresAt: number;
  paidAt: number | null;
  paymentId: string | null;
  refunded: number;
  qr: string;
  va: string;
}

const DAY = 86_400_000;
const CHANNELS: Record<string, { method: string; label: string }> = {
  QRIS: { method: 'QR_CODE', label: 'QRIS' },
  OVO: { method: 'EWALLET', label: 'OVO' },
  DANA: { method: 'EWALLET', label: 'DANA' },
  SHOPEEPAY: { method: 'EWALLET', label: 'ShopeePay' },
  LINKAJA: { method: 'EWALLET', label: 'LinkAja' },
  BCA: { method: 'BANK_TRANSFER', label: 'BCA' },
  BNI: { method: 'BANK_TRANSFER', label: 'BNI' },
  BRI: { method: 'BANK_TRANSFER', label: 'BRI' },
  MANDIRI: { method: 'BANK_TRANSFER', label: 'Mandiri' },
  PERMATA: { method: 'BANK_TRANSFER', label: 'Permata' },
  ALFAMART: { method: 'RETAIL_OUTLET', label: 'Alfamart' },
  INDOMARET: { method: 'RETAIL_OUTLET', label: 'Indomaret' },
};

/** Invoices v2: no idempotency, and the same `external_id` makes another invoice each time. */
export function invoices(desk: Desk): { clear: () => void; refundable: (id: string) => Refundable | null } {
  const all = new Map<string, Invoice>();

  desk
    .on('POST', '/v2/invoices', (call) => {
      let body: Json;
      try {
        body = JSON.parse(call.raw.toString('utf8')) as Json;
      } catch {
        return problem(400, 'INVALID_JSON_FORMAT', 'The request body is not valid JSON');
      }
      const wrong = missing(body, {
        external_id: isText(body.external_id),
        amount: isAmount(body.amount),
        invoice_duration: body.invoice_duration === undefined || Number(body.invoice_duration) > 0,
        currency: body.currency === undefined || body.currency === 'IDR',
      });
      if (wrong) return wrong;
      const invoice = open(body);
      return json(200, shown(invoice));
    })
    .on('GET', '/v2/invoices', (call) => {
      const externalId = call.query.get('external_id');
      const statuses = call.query.get('statuses');
      const found = [...all.values()].filter(
        (invoice) =>
          (!externalId || invoice.fields.external_id === externalId) &&
          (!statuses || statuses.includes(invoice.status)),
      );
      return json(200, found.slice(0, Number(call.query.get('limit')) || 10).map(shown));
    })
    .on('GET', '/v2/invoices/:id', (call) => {
      const invoice = all.get(call.params.id ?? '');
      return invoice
        ? json(200, shown(invoice))
        : problem(404, 'INVOICE_NOT_FOUND_ERROR', 'Invoice not found');
    })
    .on('POST', '/invoices/:id/expire!', (call) => {
      const invoice = all.get(call.params.id ?? '');
      if (!invoice) return problem(404, 'INVOICE_NOT_FOUND_ERROR', 'Invoice not found');
      if (invoice.status === 'PAID' || invoice.status === 'SETTLED')
        return problem(400, 'INVALID_INVOICE_STATUS_ERROR', 'Invoice is already paid');
      if (invoice.status === 'PENDING') expire(invoice);
      return json(200, shown(invoice));
    });

  const buyer = buyerHandlers((call) => {
    const invoice = all.get(call.params.id ?? '');
    if (!invoice) return null;
    return {
      vendorTitle: 'Xendit Invoice',
      payable: payable(invoice),
      choices: offered(invoice).map((value) => ({ value, label: CHANNELS[value]?.label ?? value })),
      choose: (value) => {
        invoice.method = value;
      },
      back: {
        paid: textAt(invoice.fields, 'success_redirect_url'),
        failed: textAt(invoice.fields, 'failure_redirect_url'),
      },
    };
  });
  desk.pages.on('GET', '/web/:id', buyer.show).on('POST', '/web/:id', buyer.act);

  function open(fields: Json): Invoice {
    const now = desk.now();
    const id = randomId(24);
    const amount = Number(fields.amount);
    const invoice: Invoice = {
      id,
      fields,
      amount,
      status: 'PENDING',
      method: '',
      createdAt: now,
      updatedAt: now,
      expiresAt: now + (Number(fields.invoice_duration) * 1000 || DAY),
      paidAt: null,
      paymentId: null,
      refunded: 0,
      qr: qrisPayload(amount, { reference: id.slice(0, 16) }),
      va: `10766${randomDigits(11)}`,
    };
    invoice.method = offered(invoice)[0] ?? 'QRIS';
    all.set(id, invoice);
    desk.bench.book.add(payable(invoice));
    desk.bench.clock.at(invoice.expiresAt, () => {
      if (invoice.status === 'PENDING') expire(invoice);
    });
    return invoice;
  }

  function expire(invoice: Invoice): void {
    invoice.status = 'EXPIRED';
    invoice.updatedAt = desk.now();
    desk.notify('invoice.expired', invoice.id, callback(invoice));
  }

  function pay(invoice: Invoice): void {
    invoice.status = 'PAID';
    invoice.paidAt = desk.now();
    invoice.updatedAt = invoice.paidAt;
    invoice.paymentId = `py-${randomUUID()}`;
    desk.notify('invoice.paid', invoice.id, callback(invoice));
  }

  function callback(invoice: Invoice): Json {
    const channel = CHANNELS[invoice.method];
    const text = (name: string) =>
      invoice.fields[name] === undefined ? {} : { [name]: invoice.fields[name] };
    return {
      id: invoice.id,
      external_id: invoice.fields.external_id,
      user_id: BUSINESS_ID,
      is_high: false,
      status: invoice.status,
      merchant_name: MERCHANT_NAME,
      amount: invoice.amount,
      currency: 'IDR',
      created: desk.iso(invoice.createdAt),
      updated: desk.iso(invoice.updatedAt),
      ...text('payer_email'),
      ...text('description'),
      ...(invoice.paidAt !== null && {
        paid_amount: invoice.amount,
        paid_at: desk.iso(invoice.paidAt),
        payment_id: invoice.paymentId,
        payment_method: channel?.method,
        payment_channel: invoice.method,
        ...(channel?.method === 'BANK_TRANSFER' && {
          bank_code: invoice.method,
          payment_destination: invoice.va,
        }),
        ...(channel?.method === 'EWALLET' && { ewallet_type: invoice.method }),
        fees_paid_amount: 0,
        adjusted_received_amount: invoice.amount,
      }),
    };
  }

  function shown(invoice: Invoice): Json {
    const has = (method: string) => offered(invoice).filter((name) => CHANNELS[name]?.method === method);
    const { fields } = invoice;
    return {
      ...Object.fromEntries(
        ['payer_email', 'success_redirect_url', 'failure_redirect_url', 'items', 'customer', 'fees'].flatMap(
          (name) => (fields[name] === undefined ? [] : [[name, fields[name]]]),
        ),
      ),
      id: invoice.id,
      external_id: fields.external_id,
      user_id: BUSINESS_ID,
      status: invoice.status,
      merchant_name: MERCHANT_NAME,
      merchant_profile_picture_url: `${desk.root()}/picture.png`,
      amount: invoice.amount,
      description: textAt(fields, 'description'),
      expiry_date: desk.iso(invoice.expiresAt),
      invoice_url: `${desk.root()}/web/${invoice.id}`,
      available_banks: has('BANK_TRANSFER').map((name) => ({
        bank_code: name,
        collection_type: 'POOL',
        transfer_amount: invoice.amount,
        bank_branch: 'Virtual Account',
        account_holder_name: MERCHANT_NAME,
        identity_amount: 0,
      })),
      available_retail_outlets: has('RETAIL_OUTLET').map((name) => ({ retail_outlet_name: name })),
      available_ewallets: has('EWALLET').map((name) => ({ ewallet_type: name })),
      available_qr_codes: has('QR_CODE').map((name) => ({ qr_code_type: name })),
      available_direct_debits: [],
      available_paylaters: [],
      should_exclude_credit_card: true,
      should_send_email: at(fields, 'should_send_email') === true,
      currency: 'IDR',
      created: desk.iso(invoice.createdAt),
      updated: desk.iso(invoice.updatedAt),
      metadata: fields.metadata ?? null,
      ...(invoice.paidAt !== null && {
        paid_amount: invoice.amount,
        paid_at: desk.iso(invoice.paidAt),
        payment_method: CHANNELS[invoice.method]?.method,
        payment_channel: invoice.method,
      }),
    };
  }

  function payable(invoice: Invoice): Payable {
    return {
      vendor: 'xendit',
      id: invoice.id,
      order: textAt(invoice.fields, 'external_id'),
      method: 'link',
      amount: invoice.amount,
      get state() {
        if (invoice.refunded === invoice.amount) return 'refunded';
        return invoice.status === 'PENDING' ? 'open' : invoice.status === 'EXPIRED' ? 'expired' : 'paid';
      },
      get label() {
        return invoice.status;
      },
      codes: [invoice.qr, invoice.va],
      pageUrl: `${desk.root()}/web/${invoice.id}`,
      createdAt: invoice.createdAt,
      expiresAt: invoice.expiresAt,
      get refunded() {
        return invoice.refunded;
      },
      actions: (): Action[] => {
        if (invoice.status === 'PENDING') return ['pay', 'decline', 'pay_late', 'pay_twice', 'expire'];
        return invoice.status === 'PAID' ? ['settle'] : invoice.status === 'EXPIRED' ? ['pay_late'] : [];
      },
      act: (action): ActResult => {
        if (action === 'decline')
          return {
            ok: true,
            note: 'Tidak terjadi apa-apa, tagihan tetap terbuka. · Nothing happens, the invoice stays open.',
          };
        if (action === 'expire') expire(invoice);
        else if (action === 'settle') invoice.status = 'SETTLED';
        else {
          if (action === 'pay_late' && invoice.status === 'PENDING') expire(invoice);
          pay(invoice);
        }
        return action === 'pay_twice'
          ? {
              ok: true,
              note: 'Pembayaran kedua ditolak: tagihan sudah lunas. · Second payment refused: already paid.',
            }
          : { ok: true };
      },
    };
  }

  return {
    clear: () => all.clear(),
    refundable: (id) => {
      const invoice = all.get(id);
      if (!invoice) return null;
      return {
        paid: invoice.status === 'PAID' || invoice.status === 'SETTLED',
        method: CHANNELS[invoice.method]?.method ?? 'QR_CODE',
        channel: invoice.method,
        paymentId: invoice.paymentId ?? '',
        amount: invoice.amount,
        refunded: invoice.refunded,
        refund: (amount) => {
          invoice.refunded += amount;
        },
      };
    },
  };
}

function offered(invoice: Invoice): string[] {
  const wanted = invoice.fields.payment_methods;
  const known = Array.isArray(wanted) ? wanted.map(String).filter((name) => name in CHANNELS) : [];
  return known.length > 0 ? known : Object.keys(CHANNELS);
}
