import { buyerHandlers } from '../core/buyer-page.ts';
import { isObject, type Json, json, jsonBody, type Reply, Router, textAt } from '../core/http.ts';
import type { Action, ActResult, Payable } from '../core/payable.ts';
import { qrisPayload } from '../core/qris.ts';
import { randomDigits, readWib, sameText, wib } from '../core/text.ts';
import type { Bench, Vendor } from '../core/vendor.ts';
import { faspaySignature } from './signatures.ts';

export const FASPAY_KEYS = {
  merchantId: '32999',
  merchant: 'Gerai Uji',
  userId: 'bot32999',
  password: 'p@ssUji01',
};

/** 0 new, 2 paid, 3 failed, 4 reversed, 7 expired, 8 cancelled */
type Status = '0' | '2' | '3' | '4' | '7' | '8';

interface Bill {
  trxId: string;
  billNo: string;
  fields: Json;
  total: number;
  channel: string;
  status: Status;
  reference: string;
  qr: string;
  createdAt: number;
  expiresAt: number;
  paidAt: number | null;
  cancelledAt: number | null;
}

const DAY = 86_400_000;
const GAPS = [5, 15, 60].map((minutes) => minutes * 60_000);
const CHANNELS: Record<string, string> = {
  '402': 'Permata VA',
  '500': 'Credit Card',
  '702': 'BCA VA',
  '711': 'ShopeePay QRIS',
  '713': 'ShopeePay',
  '801': 'BNI VA',
  '812': 'OVO',
  '819': 'DANA',
};
const WORDS: Record<Status, string> = {
  '0': 'Unprocessed',
  '2': 'Payment Sukses',
  '3': 'Payment Gagal',
  '4': 'Payment Reversal',
  '7': 'Payment Expired',
  '8': 'Payment Cancelled',
};
const REQUIRED = [
  'bill_no',
  'bill_date',
  'bill_expired',
  'bill_desc',
  'bill_total',
  'cust_no',
  'cust_name',
  'msisdn',
  'email',
];

/** Debit and Xpress: signatures inside the bodies, business errors inside HTTP 200 (fact sheet, part 6). */
export function faspay(bench: Bench): Vendor {
  const all = new Map<string, Bill>();
  const api = new Router();
  const pages = new Router();
  const { merchantId, merchant, userId, password } = FASPAY_KEYS;
  const signatureOf = (...more: string[]) => faspaySignature(userId, password, ...more);
  const root = () => bench.root('faspay');

  /** Checks merchant and signature before anything else. */
  function on(path: string, signed: (body: Json) => string[], handler: (body: Json) => Reply): void {
    api.on('POST', path, (call) => {
      const body = jsonBody(call);
      if (!body) return refused('30', 'Format error');
      if (textAt(body, 'merchant_id') !== merchantId) return refused('03', 'Invalid Merchant');
      if (!sameText(textAt(body, 'signature'), signatureOf(...signed(body))))
        return refused('55', 'Invalid User or Password');
      return handler(body);
    });
  }
  const billNo = (body: Json) => [textAt(body, 'bill_no')];
  const ours = (bill: Bill): Json => ({
    trx_id: bill.trxId,
    merchant_id: merchantId,
    merchant,
    bill_no: bill.billNo,
  });
  const good = { response_code: '00', response_desc: 'Sukses' };

  on(
    '/cvr/100001/10',
    () => [],
    () =>
      json(200, {
        response: 'Request List of Payment Gateway',
        merchant_id: merchantId,
        merchant,
        payment_channel: Object.entries(CHANNELS).map(([code, name]) => ({ pg_code: code, pg_name: name })),
        ...good,
      }),
  );
  on('/cvr/300011/10', billNo, (body) => {
    const channel = textAt(body, 'payment_channel');
    const bill = CHANNELS[channel] ? open(body, channel) : refused('40', 'Unsupported payment channel');
    if ('status' in bill && 'headers' in bill) return bill;
    return json(200, {
      response: 'Transmisi Info Detil Pembelian',
      ...ours(bill),
      bill_items: Array.isArray(body.item) ? body.item : [],
      ...good,
      redirect_url: pageUrl(bill),
    });
  });
  on(
    '/v4/post',
    (body) => [textAt(body, 'bill_no'), textAt(body, 'bill_total')],
    (body) => {
      const offered = Array.isArray(body.payment_channel) ? body.payment_channel.map(String) : [];
      const bill = open(body, offered.find((code) => CHANNELS[code]) ?? '711');
      if ('status' in bill && 'headers' in bill) return bill;
      return json(200, { ...good, trx_id: bill.trxId, bill_no: bill.billNo, redirect_url: pageUrl(bill) });
    },
  );
  on('/cvr/100004/10', billNo, (body) => {
    const bill = all.get(textAt(body, 'bill_no'));
    const base = {
      response: 'Inquiry Status Payment',
      trx_id: textAt(body, 'trx_id'),
      merchant_id: merchantId,
      merchant,
      bill_no: textAt(body, 'bill_no'),
    };
    if (!bill || (textAt(body, 'trx_id') && textAt(body, 'trx_id') !== bill.trxId))
      return json(200, {
        ...base,
        payment_reff: '',
        payment_date: '',
        payment_status_code: '5',
        payment_status_desc: 'No bill found',
        ...good,
      });
    return json(200, {
      ...base,
      ...ours(bill),
      payment_reff: bill.paidAt === null ? '' : bill.reference,
      payment_date: bill.paidAt === null ? '' : wib(bill.paidAt),
      payment_status_code: bill.status,
      payment_status_desc: WORDS[bill.status],
      ...good,
    });
  });
  on('/cvr/100005/10', billNo, (body) => {
    const bill = all.get(textAt(body, 'bill_no'));
    if (!bill) return refused('14', 'Invalid Order');
    if (bill.status === '2' || bill.status === '4') return refused('81', 'Already paid');
    if (bill.status === '7') return refused('54', 'Expired');
    bill.status = '8';
    bill.cancelledAt ??= bench.clock.now();
    return json(200, {
      response: 'Canceling Payment',
      ...ours(bill),
      trx_status_code: '8',
      trx_status_desc: WORDS['8'],
      payment_status_code: '8',
      payment_status_desc: WORDS['8'],
      payment_cancel_date: wib(bill.cancelledAt),
      payment_cancel: textAt(body, 'payment_cancel'),
      ...good,
    });
  });

  const buyer = buyerHandlers((call) => {
    const bill = all.get(call.query.get('bill_no') ?? '');
    if (!bill || !sameText(call.params.signature ?? '', signatureOf(bill.billNo))) return null;
    const back = textAt(bill.fields, 'return_url');
    return {
      vendorTitle: `Faspay · ${CHANNELS[bill.channel]}`,
      payable: payable(bill),
      back: { paid: back, failed: back },
    };
  });
  pages
    .on('GET', '/pws/100003/0830000010100000/:signature', buyer.show)
    .on('POST', '/pws/100003/0830000010100000/:signature', buyer.act);

  function open(fields: Json, channel: string): Bill | Reply {
    const lacking = REQUIRED.find((name) => textAt(fields, name) === '');
    if (lacking) return refused('83', `Missing mandatory field ${lacking}`);
    const total = textAt(fields, 'bill_total');
    if (!/^[1-9]\d{0,11}$/.test(total)) return refused('13', 'Invalid Amount');
    const now = bench.clock.now();
    const expiresAt = readWib(textAt(fields, 'bill_expired'));
    if (expiresAt === null || expiresAt <= now || expiresAt > now + 30 * DAY)
      return refused('30', 'Format error bill_expired');
    const number = textAt(fields, 'bill_no');
    const before = all.get(number);
    if (before)
      return before.status === '2'
        ? refused('81', 'Already paid')
        : refused('14', 'Invalid Order: bill_no exists');
    const trxId = `${merchantId}${channel}${randomDigits(8)}`;
    const bill: Bill = {
      trxId,
      billNo: number,
      fields,
      total: Number(total),
      channel,
      status: '0',
      reference: randomDigits(12),
      qr: qrisPayload(Number(total), { reference: trxId }),
      createdAt: now,
      expiresAt,
      paidAt: null,
      cancelledAt: null,
    };
    all.set(number, bill);
    bench.book.add(payable(bill));
    bench.clock.at(expiresAt, () => {
      if (bill.status === '0') tell(bill, '7');
    });
    return bill;
  }

  function tell(bill: Bill, status: Status): void {
    bill.status = status;
    if (status === '2') bill.paidAt = bench.clock.now();
    const fields = {
      request: 'Payment Notification',
      ...ours(bill),
      payment_reff: bill.reference,
      payment_date: wib(bill.paidAt ?? bench.clock.now()),
      payment_status_code: status,
      payment_status_desc: WORDS[status],
      bill_total: String(bill.total),
      payment_total: String(bill.total),
      payment_channel_uid: bill.channel,
      payment_channel: CHANNELS[bill.channel],
    };
    bench.deliveries.send({
      vendor: 'faspay',
      payableId: bill.trxId,
      event: `${status} ${WORDS[status]}`,
      url: bench.notificationUrl('faspay'),
      seal: (kind) => {
        // The signature covers neither amount nor transaction: a body tampered with there still verifies.
        const wrong = { bill_total: String(bill.total + 1_000), payment_total: String(bill.total + 1_000) };
        return {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            ...fields,
            ...((kind === 'tampered' || kind === 'wrong_amount') && wrong),
            ...(kind !== 'unsigned' && { signature: signatureOf(bill.billNo, status) }),
          }),
        };
      },
      accepted: (http, answer) => http === 200 && ['00', '14'].includes(answerCode(answer)),
      retryAfter: (attempt) => GAPS[attempt - 1] ?? null,
      timeoutMs: 15_000,
    });
  }

  function pageUrl(bill: Bill): string {
    const query = new URLSearchParams({ trx_id: bill.trxId, merchant_id: merchantId, bill_no: bill.billNo });
    return `${root()}/pws/100003/0830000010100000/${signatureOf(bill.billNo)}?${query}`;
  }

  function payable(bill: Bill): Payable {
    return {
      vendor: 'faspay',
      id: bill.trxId,
      order: bill.billNo,
      method: 'link',
      amount: bill.total,
      get state() {
        return (
          {
            '0': 'open',
            '2': 'paid',
            '3': 'failed',
            '4': 'refunded',
            '7': 'expired',
            '8': 'cancelled',
          } as const
        )[bill.status];
      },
      get label() {
        return `${bill.status} ${WORDS[bill.status]}`;
      },
      codes: [bill.qr, bill.reference],
      pageUrl: pageUrl(bill),
      createdAt: bill.createdAt,
      expiresAt: bill.expiresAt,
      get refunded() {
        return bill.status === '4' ? bill.total : 0;
      },
      actions: (): Action[] => {
        if (bill.status === '0') return ['pay', 'decline', 'pay_late', 'pay_twice', 'expire'];
        return bill.status === '2' ? ['reverse'] : bill.status === '7' ? ['pay_late'] : [];
      },
      act: (action): ActResult => {
        if (action === 'expire') tell(bill, '7');
        else if (action === 'decline') tell(bill, '3');
        else if (action === 'reverse') tell(bill, '4');
        else {
          if (action === 'pay_late' && bill.status === '0') tell(bill, '7');
          tell(bill, '2');
        }
        return action === 'pay_twice'
          ? { ok: true, note: 'Pembayaran kedua ditolak. · Second payment refused.' }
          : { ok: true };
      },
    };
  }

  return {
    id: 'faspay',
    title: 'Faspay',
    keys: FASPAY_KEYS,
    api,
    pages,
    notFound: () =>
      json(404, { response_error: { response_code: '40', response_desc: 'Unsupported request' } }),
    trouble: (kind) => {
      const reply = refused('96', 'System malfunction');
      if (kind === 'error_in_200') return reply;
      return kind === 'error_500'
        ? { ...reply, status: 500 }
        : { ...reply, status: 429, headers: { ...reply.headers, 'retry-after': '1' } };
    },
    clear: () => all.clear(),
  };
}

/** Business errors come with HTTP 200. */
function refused(code: string, description: string): Reply {
  return json(200, { response_error: { response_code: code, response_desc: description } });
}

function answerCode(answer: string): string {
  try {
    const value: unknown = JSON.parse(answer);
    return isObject(value) ? textAt(value, 'response_code') : '';
  } catch {
    return '';
  }
}
