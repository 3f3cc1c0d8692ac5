import { randomUUID } from 'node:crypto';
import { type Call, type Json, json, jsonBody, type Reply, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { qrisPayload } from '../core/qris.ts';
import { randomDigits } from '../core/text.ts';
import { BUSINESS_ID, type Desk, isAmount, isText, missing, problem } from './desk.ts';

interface QrCode {
  id: string;
  /** the older version speaks of external ids and sends webhooks to an address of its own */
  old: boolean;
  reference: string;
  type: 'DYNAMIC' | 'STATIC';
  amount: number | null;
  status: 'ACTIVE' | 'INACTIVE';
  qr: string;
  callbackUrl: string;
  description: string;
  metadata: unknown;
  createdAt: number;
  updatedAt: number;
  expiresAt: number | null;
  payments: { id: string; amount: number; at: number; receipt: string }[];
}

const LIFE_MS = 48 * 3_600_000;
const NEW_VERSION = '2022-07-31';

/** QR codes in both versions; the `api-version` header tells them apart. */
export function qrCodes(desk: Desk): { clear: () => void } {
  const all = new Map<string, QrCode>();
  const byReference = (reference: string) =>
    [...all.values()].findLast((code) => code.reference === reference);
  const found = (call: Call) => all.get(call.params.id ?? '') ?? byReference(call.params.id ?? '');
  const unknown = () => problem(404, 'DATA_NOT_FOUND', 'QR code was not found');

  desk
    .onCreate('POST', '/qr_codes', (body, call) => {
      const old = call.headers['api-version'] !== NEW_VERSION;
      const name = old ? 'external_id' : 'reference_id';
      const type = body.type;
      const wrong = missing(body, {
        [name]: isText(body[name]),
        type: type === 'DYNAMIC' || type === 'STATIC',
        amount: type === 'STATIC' || isAmount(body.amount),
        ...(old ? { callback_url: isText(body.callback_url) } : { currency: body.currency === 'IDR' }),
        ...(body.expires_at !== undefined && {
          expires_at: !Number.isNaN(Date.parse(String(body.expires_at))),
        }),
      });
      if (wrong) return wrong;
      if (old && byReference(String(body[name])))
        return problem(409, 'DUPLICATE_ERROR', 'QR code with this external_id already exists');
      return json(old ? 200 : 201, shown(open(body, old, String(body[name]))));
    })
    .on('GET', '/qr_codes/payments', (call) => {
      const code = byReference(call.query.get('external_id') ?? '');
      return json(200, code ? code.payments.map((payment) => oldPayment(code, payment)) : []);
    })
    .on('GET', '/qr_codes/:id', (call) => {
      const code = found(call);
      return code ? json(200, shown(code)) : unknown();
    })
    .on('POST', '/qr_codes/:id/payments/simulate', (call): Reply => {
      const code = found(call);
      if (!code) return unknown();
      const amount = jsonBody(call)?.amount;
      const result = pay(code, isAmount(amount) ? amount : (code.amount ?? 0));
      return result.ok ? json(200, shownPayment(code)) : problem(400, 'INACTIVE_QR_CODE', result.reason);
    });

  function open(body: Json, old: boolean, reference: string): QrCode {
    const now = desk.now();
    const id = `qr_${randomUUID()}`;
    const amount = isAmount(body.amount) ? body.amount : null;
    const type = body.type === 'STATIC' ? 'STATIC' : 'DYNAMIC';
    const code: QrCode = {
      id,
      old,
      reference,
      type,
      amount,
      status: 'ACTIVE',
      qr: qrisPayload(amount, { reference: id.slice(3, 19) }),
      callbackUrl: old ? textAt(body, 'callback_url') : '',
      description: textAt(body, 'description'),
      metadata: body.metadata ?? null,
      createdAt: now,
      updatedAt: now,
      expiresAt: body.expires_at
        ? Date.parse(String(body.expires_at))
        : type === 'DYNAMIC'
          ? now + LIFE_MS
          : null,
      payments: [],
    };
    all.set(id, code);
    desk.bench.book.add(payable(code));
    if (code.expiresAt !== null) desk.bench.clock.at(code.expiresAt, () => close(code));
    return code;
  }

  /** Codes end silently: there is no webhook for that. */
  function close(code: QrCode): void {
    if (code.status === 'ACTIVE') code.updatedAt = desk.now();
    code.status = 'INACTIVE';
  }

  function pay(code: QrCode, amount: number, late = false): ActResult {
    if (code.status !== 'ACTIVE' && !late) return { ok: false, reason: 'QR code is not active' };
    if (code.type === 'DYNAMIC' && code.payments.length > 0)
      return { ok: false, reason: 'QR code has been paid' };
    code.payments.push({ id: `qrpy_${randomUUID()}`, amount, at: desk.now(), receipt: randomDigits(12) });
    if (code.type === 'DYNAMIC') close(code);
    desk.notify('qr.payment', code.id, shownPayment(code), code.callbackUrl);
    return { ok: true };
  }

  function shown(code: QrCode): Json {
    const times = { created: desk.iso(code.createdAt), updated: desk.iso(code.updatedAt) };
    if (code.old)
      return {
        id: code.id,
        external_id: code.reference,
        amount: code.amount,
        description: '',
        qr_string: code.qr,
        callback_url: code.callbackUrl,
        type: code.type,
        status: code.status,
        metadata: code.metadata,
        ...times,
      };
    return {
      id: code.id,
      reference_id: code.reference,
      business_id: BUSINESS_ID,
      type: code.type,
      currency: 'IDR',
      amount: code.amount,
      channel_code: 'ID_DANA',
      status: code.status,
      qr_string: code.qr,
      expires_at: code.expiresAt === null ? null : desk.iso(code.expiresAt),
      ...times,
      description: code.description,
      basket: null,
      metadata: code.metadata,
    };
  }

  function oldPayment(code: QrCode, payment: QrCode['payments'][number]): Json {
    return {
      event: 'qr.payment',
      id: payment.id,
      amount: payment.amount,
      created: desk.iso(payment.at),
      qr_code: { id: code.id, external_id: code.reference, qr_string: code.qr, type: code.type },
      status: 'COMPLETED',
      payment_details: { source: 'GOPAY', receipt_id: payment.receipt },
    };
  }

  function shownPayment(code: QrCode): Json {
    const payment = code.payments.at(-1);
    if (!payment) return {};
    if (code.old) return oldPayment(code, payment);
    return {
      event: 'qr.payment',
      api_version: NEW_VERSION,
      business_id: BUSINESS_ID,
      created: desk.iso(),
      data: {
        id: payment.id,
        business_id: BUSINESS_ID,
        currency: 'IDR',
        amount: payment.amount,
        status: 'SUCCEEDED',
        created: desk.iso(payment.at),
        qr_id: code.id,
        qr_string: code.qr,
        reference_id: code.reference,
        type: code.type,
        channel_code: 'ID_DANA',
        expires_at: code.expiresAt === null ? null : desk.iso(code.expiresAt),
        description: code.description,
        basket: null,
        metadata: code.metadata,
        payment_detail: { receipt_id: payment.receipt, source: 'GOPAY', name: null, account_details: null },
      },
    };
  }

  function payable(code: QrCode): Payable {
    const isPaid = () => code.type === 'DYNAMIC' && code.payments.length > 0;
    return {
      vendor: 'xendit',
      id: code.id,
      order: code.reference,
      method: 'qris',
      amount: code.amount,
      get state() {
        return isPaid() ? 'paid' : code.status === 'ACTIVE' ? 'open' : 'expired';
      },
      get label() {
        return code.status;
      },
      codes: [code.qr],
      pageUrl: null,
      createdAt: code.createdAt,
      expiresAt: code.expiresAt,
      refunded: 0,
      actions: (): Action[] => {
        if (isPaid()) return [];
        return code.status === 'ACTIVE'
          ? ['pay', 'decline', 'pay_late', 'pay_twice', 'expire']
          : ['pay_late'];
      },
      act: (action, { amount }): ActResult => {
        const paid = code.amount ?? amount ?? 10_000;
        if (action === 'decline')
          return {
            ok: true,
            note: 'Kode tidak jadi dibayar; tidak ada kabar ke toko. · Not paid; the shop is not told.',
          };
        if (action === 'expire' || action === 'pay_late') close(code);
        if (action === 'expire') return { ok: true };
        const first = pay(code, paid, action === 'pay_late');
        if (action !== 'pay_twice' || !first.ok) return first;
        const second = pay(code, paid);
        return {
          ok: true,
          note: second.ok
            ? 'Dua pembayaran masuk. · Two payments went through.'
            : 'Pembayaran kedua ditolak. · Second payment refused.',
        };
      },
    };
  }

  return { clear: () => all.clear() };
}
